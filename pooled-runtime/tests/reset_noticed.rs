//! A reset tells the observer how much of a large container was in use, and frees what the observer says.

// Only safe code is tested here, and Miri takes minutes to fill the containers.
#![cfg(not(miri))]

mod counting;

use std::cell::Cell;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::ffi::OsString;
use std::path::PathBuf;

use counting::{Counting, allocations};
use pooled_runtime::__private::Observer;
use pooled_runtime::reset::{KEPT_BYTES, NOTICED_BYTES};
use pooled_runtime::{Reset, ResetWithin};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

thread_local! {
    /// What the observer was asked last.
    static ASKED: Cell<Option<(usize, usize)>> = const { Cell::new(None) };
    /// What it answers.
    static ANSWER: Cell<usize> = const { Cell::new(usize::MAX) };
    /// How often it heard of a container above its limit.
    static SHRUNK: Cell<usize> = const { Cell::new(0) };
}

enum Recorder {}

impl Observer for Recorder {
    fn shrunk() {
        SHRUNK.set(SHRUNK.get() + 1);
    }
    fn may_keep(kept: usize, used: usize) -> usize {
        ASKED.set(Some((kept, used)));
        ANSWER.get()
    }
}

/// What the observer was asked in a reset in which it answers `answer`, and how often it heard of a limit.
fn reset<T: Reset>(value: &mut T, answer: usize) -> (Option<(usize, usize)>, usize) {
    ASKED.set(None);
    ANSWER.set(answer);
    SHRUNK.set(0);
    value.__pooled_reset::<Recorder>();
    (ASKED.get(), SHRUNK.get())
}

/// Fills the container with `n` elements of `each` bytes, and resets it in all ways.
fn check<T: Reset + Default>(each: usize, is_empty: impl Fn(&mut T) -> bool, fill: impl Fn(&mut T, usize)) {
    let name = std::any::type_name::<T>();
    let mut value = T::default();

    // A small one asks nothing.
    fill(&mut value, NOTICED_BYTES / each / 4);
    assert_eq!(reset(&mut value, 0), (None, 0), "{name}");
    let small = value.retained_bytes();
    assert!((1..=NOTICED_BYTES).contains(&small), "{name} keeps {small}");

    // A large one asks, and stays as it is if it may.
    let large = 20_000 / each;
    fill(&mut value, large);
    let (asked, shrunk) = reset(&mut value, usize::MAX);
    let (kept, used) = asked.unwrap_or_else(|| panic!("{name} asks nothing"));
    assert!((20_000 - each..=20_000 + each).contains(&used), "{name}: {used}");
    assert!((used..=KEPT_BYTES).contains(&kept) && shrunk == 0, "{name}: {kept}");
    assert!(is_empty(&mut value), "{name}");
    let before = value.retained_bytes();

    // It was large, and has little in it now.
    let steady = allocations(|| {
        fill(&mut value, 10);
        let (asked, shrunk) = reset(&mut value, kept);
        let (kept_now, used) = asked.unwrap_or_else(|| panic!("{name} asks nothing"));
        assert!(kept_now == kept && (9 * each..=11 * each).contains(&used) && shrunk == 0, "{name}: {used}");
    });
    assert_eq!((steady, value.retained_bytes()), (0, before), "{name}");

    // It may keep what it needed, and no more. The observer's wish is not the limit's.
    fill(&mut value, 10);
    let (_, shrunk) = reset(&mut value, 10 * each);
    assert!(is_empty(&mut value) && shrunk == 0, "{name}");
    let after = value.retained_bytes();
    assert!(after <= 10 * each * 3 + 1_100, "{name} keeps {after}");
    let again = allocations(|| fill(&mut value, 10));
    assert_eq!(again, 0, "{name} had room for what it needed");
    value.reset();

    // Above the limit: that is reported, whatever the observer says.
    fill(&mut value, 400_000 / each);
    let (asked, shrunk) = reset(&mut value, usize::MAX);
    assert!(asked.is_some_and(|(kept, _)| kept > KEPT_BYTES) && shrunk == 1, "{name}: {asked:?}, {shrunk}");
    assert!(value.retained_bytes() <= KEPT_BYTES && is_empty(&mut value), "{name}");
    fill(&mut value, 400_000 / each);
    let (_, shrunk) = reset(&mut value, 0);
    assert_eq!((shrunk, is_empty(&mut value)), (1, true), "{name}");
    assert!(value.retained_bytes() < NOTICED_BYTES, "{name}");
}

fn key(n: usize) -> u32 {
    n.try_into().expect("it is small")
}

#[test]
fn text_and_lists() {
    let source = "a".repeat(400_000);
    check::<String>(1, |text| text.is_empty(), |text, n| text.push_str(&source[..n]));
    check::<OsString>(1, |text| text.is_empty(), |text, n| text.push(&source[..n]));
    check::<PathBuf>(1, |path| path.as_os_str().is_empty(), |path, n| path.push(&source[..n]));
    check::<Vec<u8>>(1, |list| list.is_empty(), |list, n| list.resize(n, 1));
    check::<Vec<String>>(size_of::<String>(), |list| list.is_empty(), |list, n| list.resize(n, String::new()));
    check::<VecDeque<u64>>(8, |list| list.is_empty(), |list, n| list.resize(n, 1));
    check::<BinaryHeap<u64>>(8, |heap| heap.is_empty(), |heap, n| heap.extend((0..n).map(|_| 1)));
}

#[test]
fn tables() {
    check::<HashMap<u32, u32>>(9, |map| map.is_empty(), |map, n| map.extend((0..n).map(|n| (key(n), 1))));
    check::<HashSet<u32>>(5, |set| set.is_empty(), |set, n| set.extend((0..n).map(key)));
}

#[cfg(all(feature = "bytes", feature = "hashbrown", feature = "indexmap", feature = "smallvec"))]
#[test]
fn containers_of_other_crates() {
    type State = std::hash::RandomState;
    check::<hashbrown::HashSet<u32, State>>(5, |set| set.is_empty(), |set, n| set.extend((0..n).map(key)));
    check::<indexmap::IndexSet<u64, State>>(24, |set| set.is_empty(), |set, n| set.extend((0..n).map(|n| n as u64)));
    check::<bytes::BytesMut>(1, |buffer| buffer.is_empty(), |buffer, n| buffer.resize(n, 1));
    check::<smallvec::SmallVec<[u8; 4]>>(1, |list| list.is_empty(), |list, n| list.resize(n, 1));
}

/// What was read from a buffer was used, though it is not in there any more.
#[cfg(feature = "bytes")]
#[test]
fn a_buffer_that_was_read() {
    use bytes::{Buf as _, BytesMut};

    let filled = || {
        let mut buffer = BytesMut::with_capacity(20_000);
        buffer.resize(15_000, 1);
        buffer
    };
    let mut buffer = filled();
    buffer.advance(14_000);
    assert_eq!(reset(&mut buffer, usize::MAX).0, Some((20_000, 15_000)));
    assert_eq!(buffer.retained_bytes(), 20_000);
    let mut buffer = filled();
    drop(buffer.split_to(15_000));
    assert_eq!(reset(&mut buffer, usize::MAX).0, Some((20_000, 15_000)));
    buffer.resize(10_000, 1);
    assert_eq!(reset(&mut buffer, 12_000).0, Some((20_000, 10_000)));
    assert_eq!(buffer.retained_bytes(), 12_000);
}

#[cfg(feature = "bumpalo")]
#[test]
fn an_arena() {
    let mut arena = bumpalo::Bump::new();
    arena.alloc_slice_fill_copy(30_000, 1_u8);
    let (asked, shrunk) = reset(&mut arena, usize::MAX);
    let kept = arena.retained_bytes();
    assert!(asked.is_some_and(|(said, used)| said == kept && (30_000..kept).contains(&used)) && shrunk == 0);
    for wanted in [100, kept - 1, kept / 2 + 1] {
        arena.alloc_slice_fill_copy(wanted, 1_u8);
        let (asked, _) = reset(&mut arena, wanted);
        assert!(asked.is_some_and(|(_, used)| used >= wanted), "{asked:?}");
        assert!(arena.retained_bytes() <= (2 * wanted).max(4096), "{wanted}");
        let steady = allocations(|| {
            arena.alloc_slice_fill_copy(wanted, 1_u8);
            let _ = reset(&mut arena, wanted);
        });
        assert!(wanted == 100 || steady <= 1, "{wanted}: {steady}");
        arena.alloc_slice_fill_copy(30_000, 1_u8);
        let _ = reset(&mut arena, usize::MAX);
    }
    arena.alloc_slice_fill_copy(1 << 20, 1_u8);
    assert_eq!((reset(&mut arena, usize::MAX).1, arena.retained_bytes()), (1, 0));
}

/// A limit below [`NOTICED_BYTES`] is the one that counts; one far above does not hide a container.
#[test]
fn limits_of_fields() {
    let within = |capacity, limit| {
        let mut list = Vec::<u8>::with_capacity(capacity);
        ASKED.set(None);
        ANSWER.set(usize::MAX);
        SHRUNK.set(0);
        list.__pooled_reset_within::<Recorder>(limit);
        (ASKED.get().is_some(), SHRUNK.get(), list.capacity())
    };
    assert_eq!(within(1_000, 1_000), (false, 0, 1_000));
    assert_eq!(within(1_001, 1_000), (true, 1, 1_000));
    assert_eq!(within(NOTICED_BYTES, usize::MAX), (false, 0, NOTICED_BYTES));
    assert_eq!(within(1_000_000, usize::MAX), (true, 0, 1_000_000));
}

#[test]
fn elements_without_a_size_are_not_noticed() {
    let mut list = vec![(); 1_000_000];
    ASKED.set(None);
    list.__pooled_reset_within::<Recorder>(10);
    assert!(list.is_empty() && ASKED.get().is_none());
    assert_eq!(reset(&mut vec![(); 5], 0), (None, 0));
}

/// An element whose drop panics leaves a container that has nothing in it.
#[test]
fn a_panic_while_a_large_container_is_emptied() {
    struct Loud(#[allow(dead_code, reason = "it takes room")] [u8; 100]);
    impl Drop for Loud {
        fn drop(&mut self) {
            assert!(std::thread::panicking(), "a drop that panics");
        }
    }
    let mut list: Vec<Loud> = (0..100).map(|_| Loud([1; 100])).collect();
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| list.__pooled_reset::<Recorder>()));
    assert!(result.is_err() && list.is_empty());
}

/// Which drops are known to run no code of users.
#[test]
fn quiet_types() {
    struct Loud(#[allow(dead_code, reason = "so that it has a size")] u8);
    impl Drop for Loud {
        fn drop(&mut self) {}
    }
    struct Unknown;
    impl Reset for Unknown {
        fn reset(&mut self) {}
    }
    fn is_quiet<T: ?Sized + Reset>() -> bool {
        T::__POOLED_QUIET
    }
    assert!(is_quiet::<u8>() && is_quiet::<std::sync::atomic::AtomicU8>() && is_quiet::<String>());
    assert!(is_quiet::<Vec<u8>>() && is_quiet::<(PathBuf, [Vec<u8>; 2])>() && is_quiet::<Option<u8>>());
    assert!(is_quiet::<Box<[u8]>>() && is_quiet::<Box<str>>() && !is_quiet::<Box<String>>());
    assert!(is_quiet::<HashMap<u8, u8>>() && is_quiet::<std::sync::Mutex<std::io::Cursor<Vec<u8>>>>());
    assert!(!is_quiet::<Vec<Loud>>() && !is_quiet::<Option<Loud>>() && !is_quiet::<Unknown>());
    assert!(!is_quiet::<(u8, Unknown)>() && !is_quiet::<HashMap<u8, Loud>>());
}
