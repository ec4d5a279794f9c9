//! No cliff: a thread that holds N objects and drops them, again and again, soon makes none, whatever N is.

use pooled_types::{Pooled, Settings};

use crate::support::counts::assert_identities;
use crate::support::intervals::alone;
use crate::support::kinds::{Empty, Generic, Kind, Local, Loud, Order, Static, cycle};

/// How many objects are held.
#[cfg(not(miri))]
const SIZES: [usize; 14] = [1, 2, 5, 8, 9, 33, 100, 511, 513, 1_000, 3_000, 5_000, 12_345, 20_000];
#[cfg(miri)]
const SIZES: [usize; 4] = [1, 5, 9, 70];

/// Cycles until the pool knows how many there are, and cycles after that.
const FIRST: usize = 3;
const LATER: usize = if cfg!(miri) { 2 } else { 3 };

fn no_cliff<T: Kind>() {
    let _turn = alone(Settings::new());
    for n in SIZES {
        for order in [Order::NewestFirst, Order::OldestFirst] {
            T::trim();
            let mut held = Vec::new();
            let start = T::stats();
            assert_eq!((start.live, start.idle), (0, 0), "{start:?}");
            (0..FIRST).for_each(|_| cycle::<T>(&mut held, n, 20, order));
            let warm = T::stats();
            (0..LATER).for_each(|_| cycle::<T>(&mut held, n, 20, order));
            let end = T::stats();
            assert_identities(&end);
            assert_eq!(end.misses - warm.misses, 0, "{n} held, {order:?}: {end:?}");
            let made = end.created() - start.created();
            assert!(made * 4 <= n as u64 * 5 + 4 * 512, "{n} held, {order:?}: {made} were made");
        }
    }
}

#[test]
fn of_a_static_type() {
    no_cliff::<Static>();
}

#[test]
fn of_a_generic_type() {
    no_cliff::<Generic<u16>>();
}

#[test]
fn of_a_local_type() {
    no_cliff::<Local>();
}

#[test]
fn of_a_container() {
    no_cliff::<Vec<u8>>();
}

#[test]
fn of_a_type_without_a_size() {
    no_cliff::<Empty>();
}

#[test]
fn of_a_type_with_a_drop_of_its_own() {
    no_cliff::<Loud>();
}

/// Each cycle holds another number of objects, all of them below the one that the pool has seen.
#[test]
fn of_a_load_that_varies() {
    let _turn = alone(Settings::new());
    Static::trim();
    let most = *SIZES.last().expect("there are some");
    let mut held = Vec::new();
    (0..FIRST).for_each(|_| cycle::<Static>(&mut held, most, 20, Order::OldestFirst));
    let warm = Static::stats();
    for n in SIZES.into_iter().chain(SIZES.into_iter().rev()) {
        cycle::<Static>(&mut held, n, 20, Order::NewestFirst);
    }
    let end = Static::stats();
    assert_identities(&end);
    assert_eq!(end.misses, warm.misses, "{end:?}");
}
