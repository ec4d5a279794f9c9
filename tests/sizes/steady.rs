//! A load that stays the same makes and allocates nothing, however many intervals end meanwhile.

use pooled_types::{PoolBox, Settings};

use crate::support::allocator::allocations;
use crate::support::intervals::{INTERVAL, alone, end_interval, pass};
use crate::support::kinds::{Generic, Kind, LARGE, Local, Loud, Order, Static, cycle};

/// Intervals in which the load becomes known, and intervals after that.
const FIRST: u32 = 4;
const LATER: u32 = 20;

/// How many cycles an interval has.
const CYCLES: u32 = 4;

/// Intervals of a load that holds `n` objects and fills each with `bytes`.
fn intervals<T: Kind>(count: u32, held: &mut Vec<PoolBox<T>>, n: usize, bytes: usize) {
    for cycle_number in 0..count * CYCLES {
        let order = if cycle_number.is_multiple_of(2) { Order::NewestFirst } else { Order::OldestFirst };
        cycle::<T>(held, n, bytes, order);
        pass(INTERVAL / CYCLES);
    }
}

fn allocates_nothing<T: Kind>(n: usize, bytes: usize) {
    let _turn = alone(Settings::new());
    T::trim();
    let mut held = Vec::with_capacity(n);
    intervals::<T>(FIRST, &mut held, n, bytes);
    let before = T::stats();
    let allocated = allocations(|| intervals::<T>(LATER, &mut held, n, bytes));
    let after = T::stats();
    assert_eq!(after.misses, before.misses, "{n} held, {bytes} bytes: {after:?}");
    assert_eq!(allocated, 0, "{n} held, {bytes} bytes: {before:?} {after:?}");
}

/// What is idle when an interval ends is found by the takes after it, and by a drain.
fn is_found_after_an_interval<T: Kind>(n: usize) {
    let _turn = alone(Settings::new());
    T::trim();
    let mut held = Vec::new();
    cycle::<T>(&mut held, n, 10, Order::OldestFirst);
    for _ in 0..3 {
        let before = T::stats();
        end_interval();
        cycle::<T>(&mut held, n, 10, Order::OldestFirst);
        let after = T::stats();
        assert_eq!(after.misses, before.misses, "{n} held: {before:?} {after:?}");
    }
    end_interval();
    assert_eq!(T::drain().count(), n, "{:?}", T::stats());
}

#[test]
fn of_any_size_across_intervals() {
    for n in [1, 2, 4, 5, 8, 9, 16, 64] {
        is_found_after_an_interval::<Static>(n);
        is_found_after_an_interval::<Generic<u16>>(n);
        is_found_after_an_interval::<Local>(n);
        is_found_after_an_interval::<Loud>(n);
    }
}

#[test]
#[cfg_attr(miri, ignore = "nothing is counted")]
fn of_small_containers() {
    for n in [1, 7, 30, 300, 1_000] {
        allocates_nothing::<Static>(n, 100);
        allocates_nothing::<Generic<u16>>(n, 100);
        allocates_nothing::<Local>(n, 100);
        allocates_nothing::<Vec<u8>>(n, 100);
        allocates_nothing::<Loud>(n, 100);
    }
}

#[test]
#[cfg_attr(miri, ignore = "nothing is counted")]
fn of_containers_above_what_is_noticed() {
    allocates_nothing::<Static>(100, 5_000);
    allocates_nothing::<Vec<u8>>(100, 5_000);
}

#[test]
#[cfg_attr(miri, ignore = "nothing is counted")]
fn of_large_containers() {
    for n in [1, 7, 30, 100] {
        allocates_nothing::<Static>(n, LARGE);
        allocates_nothing::<Local>(n, LARGE);
        allocates_nothing::<Vec<u8>>(n, LARGE);
    }
}
