//! After a burst, idle memory falls to what the load needs.

use std::sync::{Arc, Barrier};

use pooled_types::{Pooled, Settings};

use crate::support::allocator::live_bytes;
use crate::support::counts::assert_identities;
use crate::support::hand::Hand;
use crate::support::intervals::{INTERVAL, alone, end_interval, pass};
use crate::support::kinds::{Kind, LARGE, Local, Loud, Order, Static, cycle, hold};

const MIB: isize = 1024 * 1024;

/// How many uses an interval has after the burst, where one thread alone has to drop what is left. On a slow machine an
/// operation drops a single buffer, because there is a limit on the time that this takes.
const USES: u32 = 600;

/// 16 workers hold 320 large buffers each, all at once. Then each of them has small uses for ten intervals, ten times
/// `uses` an interval.
fn workers_after_a_burst<T: Kind>(uses: u32) {
    let _turn = alone(Settings::new());
    let before = live_bytes();
    let hands = Hand::some(16);
    let barrier = Arc::new(Barrier::new(hands.len()));
    Hand::all(&hands, move |_| {
        let mut held = Vec::new();
        hold::<T>(&mut held, 320, LARGE);
        barrier.wait();
    });
    for _ in 0..10 * 10 {
        pass(INTERVAL / 10);
        Hand::all(&hands, move |_| (0..uses).for_each(|_| T::take().fill(100)));
    }
    let left = live_bytes() - before;
    let stats = T::stats();
    assert_identities(&stats);
    assert!(left < 4 * MIB, "{left} bytes are left: {stats:?}");
    hands.into_iter().for_each(Hand::end);
}

#[test]
#[cfg_attr(miri, ignore = "nothing is counted")]
fn workers_keep_little_of_a_burst() {
    workers_after_a_burst::<Static>(1);
}

#[test]
#[cfg_attr(miri, ignore = "nothing is counted")]
fn workers_keep_little_of_a_burst_of_containers() {
    workers_after_a_burst::<Vec<u8>>(1);
}

#[test]
#[cfg_attr(miri, ignore = "nothing is counted")]
fn workers_keep_little_of_a_burst_of_local_objects() {
    workers_after_a_burst::<Local>(10);
}

#[test]
#[cfg_attr(miri, ignore = "nothing is counted")]
fn workers_keep_little_of_a_burst_of_objects_with_a_drop() {
    workers_after_a_burst::<Loud>(1);
}

/// After how many intervals of `load` less than one MiB is left: `uses` loads an interval, after `n` large buffers.
fn intervals_until_small<T: Kind>(n: usize, uses: u32, load: impl Fn()) -> u32 {
    T::trim();
    let before = live_bytes();
    cycle::<T>(&mut Vec::new(), n, LARGE, Order::NewestFirst);
    for interval in 0..10 {
        if live_bytes() - before < MIB {
            return interval;
        }
        for _ in 0..uses {
            pass(INTERVAL / uses);
            load();
        }
    }
    panic!("{} bytes are left after ten intervals: {:?}", live_bytes() - before, T::stats());
}

/// One thread: 1,000 large buffers, then two at a time.
fn two_at_a_time<T: Kind>(bytes: usize) {
    let _turn = alone(Settings::new());
    let intervals =
        intervals_until_small::<T>(1_000, USES, || cycle::<T>(&mut Vec::new(), 2, bytes, Order::NewestFirst));
    assert!(intervals <= 4, "{intervals} intervals");
}

#[test]
#[cfg_attr(miri, ignore = "nothing is counted")]
fn a_thread_keeps_what_two_at_a_time_need() {
    for bytes in [100, LARGE] {
        two_at_a_time::<Static>(bytes);
        two_at_a_time::<Vec<u8>>(bytes);
        two_at_a_time::<Local>(bytes);
        two_at_a_time::<Loud>(bytes);
    }
}

/// 1,000 buffers are held together all the time. They were large once, and are small since.
fn large_once<T: Kind>() {
    let _turn = alone(Settings::new());
    let intervals =
        intervals_until_small::<T>(1_000, 10, || cycle::<T>(&mut Vec::new(), 1_000, 100, Order::OldestFirst));
    assert!(intervals <= 4, "{intervals} intervals");
    let misses = T::stats().misses;
    cycle::<T>(&mut Vec::new(), 1_000, 100, Order::OldestFirst);
    assert_eq!(T::stats().misses, misses, "the objects stay, their capacity goes");
}

#[test]
#[cfg_attr(miri, ignore = "nothing is counted")]
fn objects_lose_the_capacity_that_they_do_not_need() {
    large_once::<Static>();
    large_once::<Vec<u8>>();
    large_once::<Local>();
    large_once::<Loud>();
}

/// Statistics are read, and nothing else happens, while intervals end.
#[test]
#[cfg_attr(miri, ignore = "nothing is counted")]
fn who_reads_statistics_drops_nothing() {
    let _turn = alone(Settings::new());
    cycle::<Vec<u8>>(&mut Vec::new(), 500, 1_000, Order::NewestFirst);
    cycle::<Loud>(&mut Vec::new(), 500, 1_000, Order::NewestFirst);
    let idle = || (<Vec<u8>>::stats().idle, Loud::stats().idle);
    let (before, bytes) = (idle(), live_bytes());
    for _ in 0..5 {
        pass(INTERVAL);
        for _ in 0..40 {
            assert_eq!(idle(), before);
            assert!(pooled_types::stats().len() >= 2);
        }
    }
    assert_eq!(idle(), before);
    assert!((live_bytes() - bytes).abs() < 64 * 1024);
}

/// Without any operation of a pool, nothing shrinks: there is no thread in the background.
#[test]
fn what_nobody_uses_stays() {
    let _turn = alone(Settings::new());
    cycle::<Loud>(&mut Vec::new(), 100, 100, Order::NewestFirst);
    let before = Loud::stats();
    (0..5).for_each(|_| end_interval());
    assert_eq!(Loud::stats().idle, before.idle);
}
