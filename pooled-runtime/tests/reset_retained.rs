//! What clean values own, as they say it and as the allocator counts it; and what they own after they gave it back.

// Only safe code is tested here, and Miri takes minutes to fill the containers.
#![cfg(not(miri))]

mod counting;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::ffi::OsString;
use std::io::Cursor;
use std::num::Wrapping;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, RwLock};

use counting::{Counting, live_bytes};
use pooled_runtime::Reset;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The bytes by which what a hash table says may differ: it depends on the target how it aligns its control bytes.
const TABLE: usize = 32;

/// Fills a new value with `n` elements, resets it and compares. Then it gives back what it has above each of a few
/// limits, and may be larger by `rounding`.
fn check_with<T: Reset>(new: impl Fn() -> T, fill: impl Fn(&mut T, u32), error: usize, rounding: usize) {
    let name = std::any::type_name::<T>();
    for n in [0, 1, 3, 10, 100, 1_000, 20_000] {
        let before = live_bytes();
        let owned = || usize::try_from(live_bytes() - before).expect("it has not less than before");
        let mut value = new();
        fill(&mut value, n);
        value.reset();
        let said = value.retained_bytes();
        assert!(said.abs_diff(owned()) <= error, "{name} with {n}: says {said} and owns {}", owned());
        value.shrink_retained(usize::MAX);
        assert_eq!(value.retained_bytes(), said, "{name} with {n}: nothing is above that limit");
        for limit in [30_000, 5_000, 700, 0] {
            value.shrink_retained(limit);
            assert!(owned() <= limit + rounding, "{name} with {n}: owns {} of {limit}", owned());
            assert!(value.retained_bytes().abs_diff(owned()) <= error, "{name} with {n}, {limit}");
        }
    }
}

fn check<T: Reset + Default>(fill: impl Fn(&mut T, u32)) {
    check_with(T::default, fill, 0, 0);
}

fn check_table<T: Reset + Default>(fill: impl Fn(&mut T, u32)) {
    check_with(T::default, fill, TABLE, 0);
}

#[test]
fn text_and_lists() {
    check::<String>(|text, n| text.extend((0..n).map(|_| 'a')));
    check::<OsString>(|text, n| (0..n).for_each(|_| text.push("a")));
    check::<PathBuf>(|path, n| (0..n).for_each(|_| path.push("a")));
    check::<Vec<u8>>(|list, n| list.extend((0..n).map(|_| 1)));
    check::<Vec<[u16; 50]>>(|list, n| list.extend((0..n).map(|_| [1; 50])));
    check::<Vec<String>>(|list, n| list.extend((0..n).map(|n| n.to_string())));
    check::<Vec<()>>(|list, n| list.extend((0..n).map(|_| ())));
    check::<VecDeque<u64>>(|list, n| list.extend((0..n).map(u64::from)));
    check::<BinaryHeap<u64>>(|list, n| list.extend((0..n).map(u64::from)));
}

#[test]
fn tables() {
    check_table::<HashMap<u32, u64>>(|map, n| map.extend((0..n).map(|n| (n, 1))));
    check_table::<HashMap<u32, String>>(|map, n| map.extend((0..n).map(|n| (n, n.to_string()))));
    check_table::<HashMap<u32, [u8; 900]>>(|map, n| map.extend((0..n).map(|n| (n, [1; 900]))));
    check_table::<HashSet<u8>>(|set, n| set.extend((0..n).map(|n| n.to_le_bytes()[0])));
    check_table::<HashSet<()>>(|set, n| set.extend((0..n).map(|_| ())));
    // Emptied by hand, which leaves tombstones.
    check_table::<HashSet<u32>>(|set, n| {
        set.extend(0..n);
        set.retain(|_| false);
    });
}

#[test]
fn what_a_reset_frees() {
    check::<BTreeMap<u32, String>>(|map, n| map.extend((0..n).map(|n| (n, n.to_string()))));
    check::<BTreeSet<u32>>(|set, n| set.extend(0..n));
    check::<LinkedList<u32>>(|list, n| list.extend(0..n));
    check::<Box<str>>(|text, n| *text = "a".repeat(n as usize).into());
    check::<Option<Vec<u8>>>(|list, n| *list = Some(vec![1; n as usize]));
    check::<OnceLock<Vec<u8>>>(|list, n| {
        let _ = list.set(vec![1; n as usize]);
    });
}

#[test]
fn what_is_inside_others() {
    fn fill(list: &mut Vec<u8>, n: u32) {
        list.extend((0..n).map(|_| 1));
    }
    check::<[Vec<u8>; 1]>(|[list], n| fill(list, n));
    check::<RefCell<Vec<u8>>>(|list, n| fill(list.get_mut(), n));
    check::<Cell<Vec<u8>>>(|list, n| fill(list.get_mut(), n));
    check::<Mutex<Vec<u8>>>(|list, n| fill(list.get_mut().unwrap(), n));
    check::<RwLock<Vec<u8>>>(|list, n| fill(list.get_mut().unwrap(), n));
    check::<Cursor<Vec<u8>>>(|list, n| fill(list.get_mut(), n));
    check::<(u8, Vec<u8>)>(|(_, list), n| fill(list, n));
    check::<Wrapping<u8>>(|_, _| ());
    check_with(|| Box::new((7_u64, Vec::new())), |parts, n| fill(&mut parts.1, n), 0, 16 + 24);
    check_with(|| Box::<[u64]>::from([0; 100]), |_, _| (), 0, 800);
}

/// The limit is that of each container; the sum is of all.
#[test]
fn parts_are_summed() {
    let mut parts = (vec![1_u8; 900], [vec![1_u16; 50], vec![1_u16; 300]]);
    parts.reset();
    assert_eq!(parts.retained_bytes(), 900 + 100 + 600);
    parts.shrink_retained(600);
    assert_eq!(parts.retained_bytes(), 600 + 100 + 600);
}

/// What survives a reset on purpose stays when capacity is freed.
#[test]
fn content_stays() {
    let mut list = Vec::with_capacity(100);
    list.extend([1_u8, 2, 3]);
    list.shrink_retained(0);
    assert_eq!((list.retained_bytes(), list.as_slice()), (3, &[1, 2, 3][..]));
    let mut map = HashMap::from([(1, "one"), (2, "two")]);
    map.reserve(1_000);
    map.shrink_retained(0);
    assert!(map.len() == 2 && map.capacity() == 3 && map[&2] == "two");
}

/// A type without these two methods owns nothing, as far as the pool knows.
#[test]
fn a_type_that_does_not_say() {
    struct Plain(#[allow(dead_code, reason = "it is owned, not read")] Box<u8>);
    impl Reset for Plain {
        fn reset(&mut self) {}
    }
    let mut plain = Plain(Box::new(1));
    plain.shrink_retained(0);
    assert_eq!(plain.retained_bytes(), 0);
}

#[cfg(all(
    feature = "arrayvec",
    feature = "bumpalo",
    feature = "bytes",
    feature = "hashbrown",
    feature = "indexmap",
    feature = "smallvec"
))]
#[test]
fn containers_of_other_crates() {
    type State = std::hash::RandomState;
    check::<arrayvec::ArrayVec<u8, 4>>(|list, n| list.extend((0..n.min(4)).map(|_| 1)));
    check::<smallvec::SmallVec<[u64; 4]>>(|list, n| list.extend((0..n).map(u64::from)));
    check::<hashbrown::HashMap<u32, u64, State>>(|map, n| map.extend((0..n).map(|n| (n, 1))));
    check::<hashbrown::HashSet<u32, State>>(|set, n| set.extend(0..n));
    check_table::<indexmap::IndexMap<u32, u64, State>>(|map, n| map.extend((0..n).map(|n| (n, 1))));
    check_table::<indexmap::IndexSet<u32, State>>(|set, n| set.extend(0..n));
    check::<bytes::BytesMut>(|buffer, n| buffer.extend_from_slice(&vec![1; n as usize]));
    check::<bumpalo::Bump>(|arena, n| {
        (0..n).for_each(|n| {
            arena.alloc(n);
        });
    });
    let mut list = smallvec::SmallVec::<[u8; 4]>::from_vec(vec![1; 100]);
    list.shrink_retained(0);
    assert_eq!(list.len(), 100);
}
