//! Filling and resetting allocate nothing once the container is warm.

// Only safe code is tested here, and Miri takes a minute.
#![cfg(not(miri))]

mod counting;

use std::cell::RefCell;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::ffi::OsString;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use std::sync::{Mutex, RwLock};

use counting::{Counting, allocations};
use pooled_runtime::{Reset, ResetWithin};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const CYCLES: u32 = 1000;

/// Fills and resets once to warm up, then counts the allocations of many cycles. The first must allocate, or the test
/// shows nothing.
fn steady<T: Reset + Default>(fill: impl Fn(&mut T)) {
    let mut value = T::default();
    let first = allocations(|| fill(&mut value));
    assert!(first > 0, "{} allocates nothing when it is filled", std::any::type_name::<T>());
    value.reset();
    let later = allocations(|| {
        for _ in 0..CYCLES {
            fill(&mut value);
            value.reset();
        }
    });
    assert_eq!(later, 0, "{}", std::any::type_name::<T>());
}

#[test]
fn text_and_lists() {
    steady::<String>(|text| text.push_str("some text"));
    steady::<OsString>(|text| text.push("some text"));
    steady::<PathBuf>(|path| path.push("some/path"));
    steady::<Vec<u64>>(|list| list.extend(0..100));
    steady::<VecDeque<u64>>(|list| {
        list.extend(0..100);
        list.rotate_left(7);
    });
    steady::<BinaryHeap<u64>>(|heap| heap.extend(0..100));
}

#[test]
fn tables() {
    steady::<HashMap<u32, u64>>(|map| map.extend((0..100).map(|n| (n, 1))));
    steady::<HashSet<u32>>(|set| set.extend(0..100));
    // Emptied by hand, which leaves tombstones.
    steady::<HashMap<u32, u64>>(|map| {
        map.extend((0..100).map(|n| (n, 1)));
        map.retain(|_, _| false);
    });
    steady::<HashSet<u32>>(|set| {
        set.extend(0..100);
        set.retain(|_| false);
    });
}

#[test]
fn what_is_inside_others() {
    type Lists = [Vec<u8>; 3];
    let fill = |lists: &mut Lists| lists.iter_mut().for_each(|list| list.extend(0..100));
    steady::<Lists>(fill);
    steady::<Box<Lists>>(|lists| fill(lists));
    steady::<RefCell<Lists>>(|lists| fill(lists.get_mut()));
    steady::<Mutex<Lists>>(|lists| fill(lists.get_mut().unwrap()));
    steady::<RwLock<Lists>>(|lists| fill(lists.get_mut().unwrap()));
    steady::<Cursor<Vec<u8>>>(|cursor| cursor.write_all(&[1; 100]).unwrap());
    steady::<(String, (Vec<u8>, u8))>(|(text, (list, _))| {
        text.push_str("text");
        list.extend(0..100);
    });
}

/// A leaked borrow or lock costs a rebuild, but no memory, and the content keeps its memory.
#[test]
fn cells_that_are_rebuilt() {
    steady::<RefCell<Vec<u8>>>(|cell| {
        let mut list = cell.borrow_mut();
        list.extend(0..100);
        std::mem::forget(list);
    });
    steady::<Mutex<Vec<u8>>>(|mutex| {
        let mutex = &*mutex;
        let mut list = mutex.lock().unwrap();
        list.extend(0..100);
        std::mem::forget(list);
    });
}

/// The rebuild must leave one owner of the content: no owner would be a leak, two owners a double free.
#[test]
fn a_rebuilt_cell_owns_its_content_once() {
    let before = std::sync::Arc::new(());
    let mut cell = RefCell::new(Kept(std::sync::Arc::clone(&before)));
    std::mem::forget(cell.borrow_mut());
    cell.reset();
    assert_eq!(std::sync::Arc::strong_count(&before), 2);
    drop(cell);
    assert_eq!(std::sync::Arc::strong_count(&before), 1);
}

struct Kept(#[allow(dead_code, reason = "counted where it is shared")] std::sync::Arc<()>);

impl Reset for Kept {
    fn reset(&mut self) {}
}

/// A container that is filled to `n` and reset to keep `n` is not allocated again each time, although a table has more
/// room than asked for.
#[test]
fn a_limit_that_is_used_up() {
    macro_rules! steady_within {
        ($($type:ty),+) => {$({
            let mut container = <$type>::default();
            let cycle = |container: &mut $type| {
                container.extend(0..1000);
                container.reset_within(1000);
            };
            cycle(&mut container);
            // A list that grew past the limit is shrunk to it, once; the next cycle fits.
            cycle(&mut container);
            assert_eq!(allocations(|| cycle(&mut container)), 0, stringify!($type));
        })+};
    }
    steady_within!(Vec<u32>, VecDeque<u32>, HashSet<u32>);
    #[cfg(feature = "smallvec")]
    steady_within!(smallvec::SmallVec<[u32; 4]>);
    #[cfg(feature = "indexmap")]
    steady_within!(indexmap::IndexSet<u32, std::hash::RandomState>);
    #[cfg(feature = "hashbrown")]
    steady_within!(hashbrown::HashSet<u32, std::hash::RandomState>);
}

#[cfg(all(feature = "hashbrown", feature = "indexmap", feature = "smallvec", feature = "bytes", feature = "bumpalo"))]
#[test]
fn containers_of_other_crates() {
    type State = std::hash::RandomState;
    steady::<hashbrown::HashMap<u32, u64, State>>(|map| map.extend((0..100).map(|n| (n, 1))));
    steady::<hashbrown::HashSet<u32, State>>(|set| set.extend(0..100));
    steady::<indexmap::IndexMap<u32, u64, State>>(|map| map.extend((0..100).map(|n| (n, 1))));
    steady::<indexmap::IndexSet<u32, State>>(|set| set.extend(0..100));
    steady::<hashbrown::HashSet<u32, State>>(|set| {
        set.extend(0..100);
        set.retain(|_| false);
    });
    steady::<smallvec::SmallVec<[u64; 4]>>(|list| list.extend(0..100));
    steady::<bytes::BytesMut>(|buffer| buffer.extend_from_slice(&[1; 100]));
    // Reads to the end, as a protocol does.
    steady::<bytes::BytesMut>(|buffer| {
        buffer.extend_from_slice(&[1; 100]);
        let read = buffer.len();
        bytes::Buf::advance(buffer, read);
    });
    #[cfg(feature = "http")]
    steady::<http::HeaderMap>(|map| {
        map.insert("host", http::HeaderValue::from_static("example.org"));
    });
    steady::<bumpalo::Bump>(|arena| {
        arena.alloc_slice_fill_copy(100, 1_u64);
    });
}
