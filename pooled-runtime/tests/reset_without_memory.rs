//! A reset shrinks what is too large. If there is no memory for the smaller one, nothing is left, and nothing aborts.

// Under Miri it takes minutes, and no unsafe code of ours runs in it.
#![cfg(all(not(miri), feature = "bumpalo", feature = "hashbrown", feature = "indexmap", feature = "smallvec"))]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::ffi::OsString;
use std::hash::RandomState;
use std::path::PathBuf;

use bumpalo::Bump;
use indexmap::{IndexMap, IndexSet};
use pooled_runtime::reset::KEPT_BYTES;
use pooled_runtime::{Reset, ResetWithin};
use smallvec::SmallVec;

struct Failing;

thread_local! {
    static FAILS: Cell<bool> = const { Cell::new(false) };
    static FAILED: Cell<u32> = const { Cell::new(0) };
}

// SAFETY: passes on to `System` what it does not refuse. `realloc` is the default one, made of these two.
unsafe impl GlobalAlloc for Failing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if FAILS.get() {
            FAILED.set(FAILED.get() + 1);
            return std::ptr::null_mut();
        }
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise; `System` allocated it.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Failing = Failing;

/// How many allocations failed in `work`. One that may not fail ends the process.
fn failed(work: impl FnOnce()) -> u32 {
    FAILED.set(0);
    FAILS.set(true);
    work();
    FAILS.set(false);
    FAILED.get()
}

/// More bytes than any limit.
const MANY: u32 = 100_000;

fn resets<C: Reset + Default>(fill: impl Fn(&mut C)) {
    let name = std::any::type_name::<C>();
    for with_memory in [true, false] {
        let mut container = C::default();
        fill(&mut container);
        assert!(container.retained_bytes() > KEPT_BYTES, "{name}: the limit must be above");
        if with_memory {
            container.reset();
            assert!((1..=KEPT_BYTES).contains(&container.retained_bytes()), "{name}: {}", container.retained_bytes());
            assert_eq!(failed(|| container.reset()), 0, "{name}: it is small already");
            let failures = failed(|| container.shrink_retained(1_000));
            assert!(failures > 0 && container.retained_bytes() == 0, "{name}: {failures}");
        } else {
            let failures = failed(|| container.reset());
            assert!(failures > 0 && container.retained_bytes() == 0, "{name}: {failures}");
        }
        // It is as good as a new one.
        fill(&mut container);
        container.reset();
    }
}

fn resets_within<C: ResetWithin + Default>(fill: impl Fn(&mut C)) {
    resets(&fill);
    let mut container = C::default();
    fill(&mut container);
    let failures = failed(|| container.reset_within(100));
    assert!(failures > 0 && container.retained_bytes() == 0);
    fill(&mut container);
    container.reset_within(100);
    let kept = container.retained_bytes();
    assert!(kept > 0);
    assert_eq!(failed(|| container.reset_within(100)), 0, "{}: it is small already", std::any::type_name::<C>());
    assert_eq!(container.retained_bytes(), kept);
}

#[test]
fn lists() {
    resets_within::<Vec<u64>>(|list| list.extend((0..MANY).map(u64::from)));
    resets_within::<String>(|text| text.extend((0..MANY).map(|_| 'x')));
    resets_within::<VecDeque<u32>>(|list| list.extend(0..MANY));
    resets_within::<BinaryHeap<u32>>(|heap| heap.extend(0..MANY));
    resets_within::<OsString>(|text| text.push("x".repeat(MANY as usize)));
    resets_within::<PathBuf>(|path| path.push("x".repeat(MANY as usize)));
    resets_within::<SmallVec<[u32; 4]>>(|list| list.extend(0..MANY));
}

#[test]
fn tables() {
    resets_within::<HashMap<u32, u32>>(|map| map.extend((0..MANY).map(|n| (n, n))));
    resets_within::<HashSet<u32>>(|set| set.extend(0..MANY));
    resets_within::<hashbrown::HashMap<u32, [u8; 100], RandomState>>(|map| {
        map.extend((0..MANY / 10).map(|n| (n, [0; 100])));
    });
    resets_within::<hashbrown::HashSet<u32, RandomState>>(|set| set.extend(0..MANY));
    resets_within::<IndexMap<u32, u32, RandomState>>(|map| map.extend((0..MANY).map(|n| (n, n))));
    resets_within::<IndexSet<u32, RandomState>>(|set| set.extend(0..MANY));
}

/// Tables of small elements have at least 16 places, so they can't be smaller.
#[test]
fn the_smallest_tables() {
    let mut set = (0..10_u8).collect::<HashSet<_>>();
    set.reset_within(1);
    let capacity = set.capacity();
    assert!(capacity > 1);
    assert_eq!(failed(|| set.reset_within(1)), 0, "it can't be smaller");
    assert_eq!(set.capacity(), capacity);
}

/// An arena that shrinks replaces its chunk by none: that needs no memory.
#[test]
fn arenas() {
    let mut arena = Bump::new();
    arena.alloc_slice_fill_copy(MANY as usize, 0_u8);
    assert_eq!(failed(|| Reset::reset(&mut arena)), 0);
    assert_eq!(arena.retained_bytes(), 0);
}
