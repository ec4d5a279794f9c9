//! Which pools' operations may drop idle objects: if the drop may run code of users, those of their own pool alone.

use std::cell::Cell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use pooled_types::{PoolBox, Pooled, Settings};

use crate::support::counts::assert_identities;
use crate::support::hand::Hand;
use crate::support::intervals::{alone, end_interval};
use crate::support::kinds::{Generic, Order, Static, cycle};

/// How many objects of a kind are idle at the beginning, on each thread.
const IDLE: usize = if cfg!(miri) { 6 } else { 700 };

/// How often the other pools are used in an interval.
const USES: usize = if cfg!(miri) { 25 } else { 400 };

/// What the drop of a [`Locking`] waits for.
static LOCK: Mutex<()> = Mutex::new(());
static DROPS: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// Whether this thread holds the lock.
    static HOLDS: Cell<bool> = const { Cell::new(false) };
}

/// Its drop takes a lock.
#[derive(Pooled, Default)]
struct Locking(u64);

impl Drop for Locking {
    fn drop(&mut self) {
        DROPS.fetch_add(1, Relaxed);
        assert!(!HOLDS.get(), "this would wait for ever");
        drop(LOCK.lock().expect("nobody panics with the lock"));
    }
}

fn leave_idle<T: Pooled>() {
    drop((0..IDLE).map(|_| T::take()).collect::<Vec<_>>());
}

/// Uses pools of other types: takes that hit, that miss, that fill the stack, and values from outside.
fn use_others() {
    for _ in 0..USES {
        <Vec<u16>>::take().push(1);
        drop((Static::take(), <Generic<u16>>::take()));
        drop(PoolBox::new(String::from("from outside")));
    }
    cycle::<Static>(&mut Vec::new(), USES, 10, Order::NewestFirst);
    PoolBox::<String>::clear();
    Static::trim();
    drop(Static::drain());
}

/// Intervals in which other pools are used, also by a thread that comes to its end.
fn others_alone(hand: &Hand) {
    for _ in 0..if cfg!(miri) { 3 } else { 6 } {
        end_interval();
        use_others();
        hand.run(use_others);
        assert!(Locking::stats().idle > 0);
        drop(pooled_types::stats());
        let ending = Hand::new();
        ending.run(use_others);
        ending.end();
    }
}

#[test]
fn a_drop_that_runs_user_code_is_left_to_its_own_pool() {
    let _turn = alone(Settings::new());
    let hand = Hand::new();
    hand.run(leave_idle::<Locking>);
    leave_idle::<Locking>();
    // Many go to the depot, a few wait in a cache for the next thread.
    for few in [false, true] {
        let ended = Hand::new();
        ended.run(move || if few { drop((Locking::take(), Locking::take())) } else { leave_idle::<Locking>() });
        ended.end();
    }
    let (before, misses, drops) = (Locking::stats().idle, Locking::stats().misses, DROPS.load(Relaxed));
    {
        // Others wait for this thread if they drop one, and this thread fails.
        let _locked = LOCK.lock().expect("nobody panics with the lock");
        HOLDS.set(true);
        others_alone(&hand);
        HOLDS.set(false);
    }
    assert_eq!((Locking::stats().idle, DROPS.load(Relaxed)), (before, drops));

    // Its own operations drop them.
    for _ in 0..5 {
        end_interval();
        for _ in 0..USES {
            drop(Locking::take());
            hand.run(|| drop(Locking::take()));
        }
    }
    let stats = Locking::stats();
    assert_identities(&stats);
    assert!(stats.idle <= 4, "{stats:?}");
    let gone = before + (stats.misses - misses) - stats.idle;
    assert_eq!((DROPS.load(Relaxed) - drops) as u64, gone, "{stats:?}");
    hand.end();
}

#[test]
fn a_drop_that_runs_no_user_code_is_done_by_any_pool() {
    let _turn = alone(Settings::new());
    let ended = Hand::new();
    ended.run(leave_idle::<Vec<u32>>);
    ended.end();
    leave_idle::<Vec<u32>>();
    let before = <Vec<u32>>::stats();
    assert!(before.idle >= IDLE as u64, "{before:?}");
    for _ in 0..6 {
        end_interval();
        for _ in 0..USES {
            drop(Locking::take());
        }
    }
    let after = <Vec<u32>>::stats();
    assert_identities(&after);
    assert_eq!((after.takes, after.idle), (before.takes, 0), "{after:?}");
}

/// What a thread keeps that does not use the pool any more goes, if it uses another.
#[test]
fn a_thread_drops_what_it_does_not_use() {
    let _turn = alone(Settings::new());
    let hand = Hand::new();
    hand.run(leave_idle::<Vec<i32>>);
    for _ in 0..6 {
        end_interval();
        hand.run(|| (0..USES).for_each(|_| drop(Locking::take())));
    }
    assert_eq!(<Vec<i32>>::stats().idle, 0, "{:?}", <Vec<i32>>::stats());
    hand.end();
}

/// A trim reaches what a thread keeps of a type whose drop runs no user code, whatever the thread does next.
#[test]
fn a_trim_is_followed_by_operations_of_any_pool() {
    let _turn = alone(Settings::new());
    let hand = Hand::new();
    hand.run(leave_idle::<Vec<i64>>);
    hand.run(|| drop(Locking::take()));
    <Vec<i64>>::trim();
    hand.run(|| (0..USES).for_each(|_| drop(Locking::take())));
    assert_eq!(<Vec<i64>>::stats().idle, 0, "{:?}", <Vec<i64>>::stats());
    hand.end();
}
