//! A thread whose takes all find an object follows intervals and trims nevertheless.

use pooled_types::{PoolStats, Pooled, Settings};

use crate::support::hand::Hand;
use crate::support::intervals::{INTERVAL, alone, end_interval, pass};
use crate::support::kinds::{Generic, Kind, Loud, Static};

/// How many objects the thread keeps at first.
const IDLE: usize = if cfg!(miri) { 20 } else { 300 };

/// So many hits are enough to notice the end of an interval.
const HITS: usize = if cfg!(miri) { 40 } else { 3_000 };

fn leave_idle<T: Kind>() {
    drop((0..IDLE).map(|_| T::take()).collect::<Vec<_>>());
}

fn hit<T: Kind>(n: usize) {
    (0..n).for_each(|_| T::take().fill(0));
}

/// Nobody but the thread itself can notice the end of the interval.
fn notices_intervals<T: Kind>() {
    let _turn = alone(Settings::new());
    T::trim();
    let misses = std::thread::spawn(|| {
        leave_idle::<T>();
        let misses = T::stats().misses;
        for _ in 0..5 {
            pass(INTERVAL);
            hit::<T>(HITS);
        }
        let PoolStats { idle, misses: now, .. } = T::stats();
        assert!(idle <= 2, "{:?}", T::stats());
        now - misses
    });
    assert_eq!(misses.join().expect("it does not panic"), 0);
}

#[test]
fn a_thread_of_hits_sees_the_end_of_an_interval() {
    notices_intervals::<Static>();
    notices_intervals::<Generic<u16>>();
    notices_intervals::<Vec<u8>>();
    notices_intervals::<Loud>();
}

/// A few uses an interval are enough.
fn notices_intervals_with_few_uses<T: Kind>() {
    let _turn = alone(Settings::new());
    T::trim();
    let thread = std::thread::spawn(|| {
        leave_idle::<T>();
        for _ in 0..12 * 10 {
            pass(INTERVAL / 10);
            hit::<T>(1);
        }
        assert!(T::stats().idle <= 2, "{:?}", T::stats());
    });
    thread.join().expect("it does not panic");
}

#[test]
fn ten_uses_an_interval_see_its_end() {
    notices_intervals_with_few_uses::<Static>();
    notices_intervals_with_few_uses::<Generic<u16>>();
    notices_intervals_with_few_uses::<Vec<u8>>();
}

/// A thread that was busy, and then has ten uses a second if an interval is as long as it usually is.
#[test]
#[cfg_attr(miri, ignore = "needs many hits")]
fn a_thread_that_slows_down_sees_the_end_of_an_interval() {
    let _turn = alone(Settings::new());
    Static::trim();
    let thread = std::thread::spawn(|| {
        leave_idle::<Static>();
        hit::<Static>(100_000);
        for interval in 0..100 {
            if Static::stats().idle <= 32 {
                return interval;
            }
            for _ in 0..100 {
                pass(INTERVAL / 100);
                hit::<Static>(1);
            }
        }
        panic!("{:?}", Static::stats());
    });
    let intervals = thread.join().expect("it does not panic");
    assert!(intervals <= 8, "{intervals} intervals");
}

/// Another thread asks for a trim: the next operations of this one follow it, a bounded part each.
fn follows_a_trim<T: Kind>() {
    let _turn = alone(Settings::new());
    T::trim();
    let hand = Hand::new();
    hand.run(leave_idle::<T>);
    hand.run(|| hit::<T>(HITS));
    let before = T::stats();
    T::trim();
    hand.run(|| hit::<T>(3 * IDLE));
    let after = T::stats();
    assert!(after.idle <= 1, "{after:?}");
    assert_eq!(
        after.discards.trimmed - before.discards.trimmed,
        before.idle + (after.misses - before.misses) - after.idle
    );
    hand.end();
}

#[test]
fn a_thread_of_hits_follows_a_trim() {
    follows_a_trim::<Static>();
    follows_a_trim::<Generic<u16>>();
    follows_a_trim::<Vec<u8>>();
    follows_a_trim::<Loud>();
}

/// If it keeps few objects, its next use is enough.
fn follows_a_trim_at_once<T: Kind>() {
    let _turn = alone(Settings::new());
    T::trim();
    let hand = Hand::new();
    hand.run(|| drop([T::take(), T::take(), T::take()]));
    hand.run(|| hit::<T>(5));
    T::trim();
    assert_eq!(T::stats().idle, 3);
    hand.run(|| hit::<T>(1));
    assert_eq!(T::stats().idle, 1);
    hand.end();
}

#[test]
fn the_next_use_follows_a_trim() {
    follows_a_trim_at_once::<Static>();
    follows_a_trim_at_once::<Generic<u16>>();
    follows_a_trim_at_once::<Vec<u8>>();
    follows_a_trim_at_once::<Loud>();
}

/// An interval that another thread ended is followed by each thread: what it keeps becomes known to the depot.
#[test]
fn an_interval_that_another_thread_ends_is_followed() {
    let _turn = alone(Settings::new());
    Static::trim();
    let hand = Hand::new();
    hand.run(leave_idle::<Static>);
    for _ in 0..4 {
        end_interval();
        hand.run(|| hit::<Static>(IDLE));
    }
    assert!(Static::stats().idle <= 2, "{:?}", Static::stats());
    hand.end();
}

/// Dropping it takes so long that an operation drops only a few.
#[derive(Pooled, Default)]
struct SlowToDrop(u64);

impl Drop for SlowToDrop {
    fn drop(&mut self) {
        let start = std::time::Instant::now();
        while start.elapsed() < std::time::Duration::from_micros(20) {}
    }
}

impl Kind for SlowToDrop {
    fn fill(&mut self, _: usize) {}
}

/// What is condemned does not come back to the thread that is to drop it.
#[test]
fn a_take_does_not_undo_a_trim() {
    let _turn = alone(Settings::new());
    let hand = Hand::new();
    hand.run(|| drop((0..100).map(|_| SlowToDrop::take()).collect::<Vec<_>>()));
    hand.run(|| hit::<SlowToDrop>(100));
    SlowToDrop::trim();
    hand.run(|| hit::<SlowToDrop>(200));
    assert!(SlowToDrop::stats().idle <= 2, "{:?}", SlowToDrop::stats());
    hand.end();
}
