//! Memory that `capacity()` does not show is bounded as well.

// Only safe code is tested here, and Miri takes minutes to fill the containers.
#![cfg(not(miri))]
#![cfg(all(feature = "bumpalo", feature = "bytes", feature = "hashbrown", feature = "indexmap", feature = "smallvec"))]
#![allow(clippy::large_stack_arrays, reason = "elements near the limit are large")]

mod counting;

use std::alloc::Layout;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher, RandomState};

use bumpalo::Bump;
use bytes::BytesMut;
use counting::{Counting, live_bytes};
use indexmap::IndexMap;
use pooled_runtime::reset::KEPT_BYTES;
use pooled_runtime::{Reset, ResetWithin};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// More than any limit for elements of a few bytes, and exactly as many as fill a hash table.
const MANY: u32 = 7 << 14;

/// The hash is the key, as with several crates made for integer keys. Neighbours in the map are neighbours in memory,
/// so that removing one leaves a tombstone.
#[derive(Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {
        unreachable!("the keys are `u32`");
    }
    fn write_u32(&mut self, n: u32) {
        self.0 = n.into();
    }
}

type State = BuildHasherDefault<Identity>;

/// The bytes that `fill` leaves in a new container after its reset.
fn bytes_kept<C: Reset>(new: impl Fn() -> C, fill: impl Fn(&mut C)) -> usize {
    let before = live_bytes();
    let mut container = new();
    fill(&mut container);
    container.reset();
    usize::try_from(live_bytes() - before).expect("it has not less than before")
}

macro_rules! within_limit {
    ($new:expr, $fill:expr) => {{
        let bytes = bytes_kept($new, $fill);
        assert!(bytes <= KEPT_BYTES, "keeps {bytes} bytes: {}", stringify!($fill));
    }};
}

/// A table of tombstones has no capacity to report.
#[test]
fn tables_that_were_emptied_by_hand() {
    within_limit!(HashMap::<u32, u32, State>::default, |map| {
        map.extend((0..MANY).map(|n| (n, n)));
        map.retain(|_, _| false);
    });
    within_limit!(HashSet::<u32, State>::default, |set| {
        set.extend(0..MANY);
        set.retain(|_| false);
    });
    within_limit!(hashbrown::HashMap::<u32, u32, State>::default, |map| {
        map.extend((0..MANY).map(|n| (n, n)));
        map.retain(|_, _| false);
    });
    within_limit!(hashbrown::HashSet::<u32, State>::default, |set| {
        set.extend(0..MANY);
        set.retain(|_| false);
    });
    within_limit!(IndexMap::<u32, u32, State>::default, |map| {
        map.extend((0..MANY).map(|n| (n, n)));
        while map.pop().is_some() {}
    });
}

#[test]
fn tables_of_few_elements() {
    tables_of_large_elements::<4_000>();
    tables_of_large_elements::<8_100>();
    tables_of_large_elements::<15_000>();
    tables_of_large_elements::<20_000>();
    tables_of_large_elements::<32_000>();
    tables_of_large_elements::<65_400>();
    tables_of_large_elements::<65_490>();
    tables_of_large_elements::<70_000>();
}

/// The smallest table has four buckets, so even one element may be more than fits.
fn tables_of_large_elements<const N: usize>() {
    for count in [1, 2, 3, 5, 10, 20] {
        let fill = 0..count;
        within_limit!(HashMap::<u32, [u8; N]>::default, |map| map.extend(fill.clone().map(|n| (n, [0; N]))));
        within_limit!(hashbrown::HashMap::<u32, [u8; N], RandomState>::default, |map| {
            map.extend(fill.clone().map(|n| (n, [0; N])));
        });
        within_limit!(IndexMap::<u32, [u8; N], RandomState>::default, |map| map
            .extend(fill.clone().map(|n| (n, [0; N]))));
        within_limit!(smallvec::SmallVec::<[[u8; N]; 1]>::default, |list| {
            list.extend(fill.clone().map(|_| [0; N]));
        });
    }
}

/// `clone_from` takes over the size of the other's table, but keeps its own vector.
#[test]
fn an_index_map_with_room_in_one_half() {
    let small = IndexMap::<u32, u32, RandomState>::from_iter([(1, 1)]);
    within_limit!(IndexMap::<u32, u32, RandomState>::default, |map| {
        map.extend((0..MANY).map(|n| (n, n)));
        map.clone_from(&small);
    });
}

/// The buffer stays as large as it was, whatever part of it the handle covers.
#[test]
fn a_buffer_that_was_cut() {
    const LARGE: usize = 1 << 20;
    let large = || BytesMut::zeroed(LARGE);
    within_limit!(large, |buffer| bytes::Buf::advance(buffer, LARGE - 10));
    within_limit!(large, |buffer| drop(buffer.split_to(LARGE - 10)));
    within_limit!(large, |buffer| drop(buffer.split_off(10)));
    within_limit!(large, |buffer| drop(buffer.split()));

    // A handle without room gives its buffer up, so it does not keep a buffer alive that another holder has parts of.
    let before = live_bytes();
    let mut buffer = large();
    let part = buffer.split();
    buffer.reset();
    drop(part);
    assert!(live_bytes() - before <= KEPT_BYTES.try_into().unwrap());

    let mut whole = BytesMut::zeroed(1000);
    drop(whole.split_to(900));
    whole.reset_within(usize::MAX);
    assert!(whole.is_empty() && whole.capacity() >= 100);
}

/// The bookkeeping of an arena counts as well, and a limit set by one user does not apply to the next.
#[test]
fn an_arena() {
    for size in [100, 30_000, 60_000, 65_000, 65_400, 65_480, 65_500, 65_536, 1 << 20] {
        within_limit!(Bump::new, |arena| {
            arena.alloc_layout(Layout::array::<u8>(size).unwrap());
        });
    }
    within_limit!(Bump::<16>::with_min_align, |arena| {
        arena.alloc_layout(Layout::array::<u8>(1 << 20).unwrap());
    });
    let mut arena = Bump::new();
    arena.alloc(1);
    arena.set_allocation_limit(Some(0));
    Reset::reset(&mut arena);
    assert_eq!(arena.allocation_limit(), None);
}
