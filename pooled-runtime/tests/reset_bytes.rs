//! How many bytes a container keeps over a reset, as the allocator counts them.

// Only safe code is tested here, and Miri takes minutes to fill the containers.
#![cfg(not(miri))]

mod counting;

use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::ffi::OsString;
use std::hash::Hash;
use std::path::PathBuf;

use counting::{Counting, allocations, live_bytes};
use pooled_runtime::Reset;
use pooled_runtime::reset::KEPT_BYTES;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The bytes that a container keeps when it is filled and reset.
fn kept<C: Reset>(empty: C, fill: impl Fn(&mut C)) -> usize {
    let mut container = empty;
    let before = live_bytes();
    fill(&mut container);
    container.reset();
    usize::try_from(live_bytes() - before).expect("it has not less than before")
}

/// A container far over the limit is shrunk to it, but not to nothing; a second cycle within the limit allocates
/// nothing.
fn check<C: Reset>(name: &str, make: impl Fn() -> C, extend: impl Fn(&mut C, u32)) {
    let bytes = kept(make(), |container| extend(container, 40_000));
    assert!((KEPT_BYTES / 4..=KEPT_BYTES).contains(&bytes), "{name} keeps {bytes} bytes");
    let mut container = make();
    extend(&mut container, 100);
    container.reset();
    let steady = allocations(|| {
        extend(&mut container, 100);
        container.reset();
    });
    assert_eq!(steady, 0, "{name}");
}

fn key<const N: usize>(n: u32) -> [u32; N] {
    [n; N]
}

fn check_tables<const N: usize>()
where
    [u32; N]: Hash + Eq,
{
    check("HashMap", HashMap::<u32, [u32; N]>::new, |map, n| map.extend((0..n).map(|n| (n, key(n)))));
    check("HashSet", HashSet::<[u32; N]>::new, |set, n| set.extend((0..n).map(key)));
    #[cfg(feature = "hashbrown")]
    {
        type State = std::hash::RandomState;
        check("hashbrown", hashbrown::HashMap::<u32, [u32; N], State>::default, |map, n| {
            map.extend((0..n).map(|n| (n, key(n))));
        });
        check("hashbrown", hashbrown::HashSet::<[u32; N], State>::default, |set, n| set.extend((0..n).map(key)));
    }
    #[cfg(feature = "indexmap")]
    {
        type State = std::hash::RandomState;
        check("IndexMap", indexmap::IndexMap::<u32, [u32; N], State>::default, |map, n| {
            map.extend((0..n).map(|n| (n, key(n))));
        });
        check("IndexSet", indexmap::IndexSet::<[u32; N], State>::default, |set, n| set.extend((0..n).map(key)));
    }
}

#[test]
fn at_most_64_kib_a_container() {
    let source = "some text, ".repeat(40_000);
    let text = |n: u32| &source[..11 * n as usize];
    check("String", String::new, |container, n| container.push_str(text(n)));
    check("OsString", OsString::new, |container, n| container.push(text(n)));
    check("PathBuf", PathBuf::new, |container, n| container.push(text(n)));
    check("Vec<u8>", Vec::<u8>::new, |list, n| list.resize(4 * n as usize, 1));
    check("Vec<u64>", Vec::<u64>::new, |list, n| list.extend((0..n).map(u64::from)));
    check("Vec<[u8; 100]>", Vec::<[u8; 100]>::new, |list, n| list.resize(n as usize, [1; 100]));
    check("VecDeque", VecDeque::<u64>::new, |list, n| list.extend((0..n).map(u64::from)));
    check("BinaryHeap", BinaryHeap::<u64>::new, |list, n| list.extend((0..n).map(u64::from)));
    check_tables::<1>();
    check_tables::<3>();
    check_tables::<7>();
    check_tables::<25>();
    check_tables::<100>();
    foreign();
}

#[cfg(not(all(feature = "bytes", feature = "bumpalo", feature = "smallvec")))]
fn foreign() {}

#[cfg(all(feature = "bytes", feature = "bumpalo", feature = "smallvec"))]
fn foreign() {
    check("BytesMut", bytes::BytesMut::new, |list, n| list.resize(4 * n as usize, 1));
    check("SmallVec", smallvec::SmallVec::<[u64; 4]>::new, |list, n| list.extend((0..n).map(u64::from)));
    let bytes = kept(bumpalo::Bump::new(), |bump| {
        bump.alloc_slice_fill_copy(1 << 20, 1_u8);
    });
    assert_eq!(bytes, 0, "the one chunk is above the limit");
    let mut bump = bumpalo::Bump::new();
    bump.set_allocation_limit(Some(0));
    Reset::reset(&mut bump);
    assert_eq!(bump.allocation_limit(), None);
    let bytes = kept(bumpalo::Bump::new(), |bump| {
        bump.alloc_slice_fill_copy(10_000, 1_u8);
    });
    assert!((10_000..=KEPT_BYTES).contains(&bytes), "{bytes}");
}
