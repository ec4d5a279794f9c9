//! A budget that others have used up: what a pool does then, and what threads that have ended leave.

use std::cell::Cell;
use std::sync::Barrier;
use std::thread;

use pooled_types::{Pool, Pooled};

use crate::loads::{BUDGET, settings};
use crate::support::counts::assert_identities;
use crate::support::intervals::{alone, end_interval};
use crate::support::kinds::{Generic, Kind, LARGE, Loud, Order, Static, cycle, hold};

/// Fills the budget, from a thread that ends.
fn fill_the_budget() {
    let fill = || cycle::<Vec<u8>>(&mut Vec::new(), 2 * BUDGET / 4_000, 4_000, Order::OldestFirst);
    thread::spawn(fill).join().expect("it does not panic");
}

/// A thread that needs one object at a time finds it on its stack, wherever the objects stood before.
fn hits<T: Kind>(n: usize) {
    let _turn = alone(settings());
    pooled_types::trim();
    (0..2).for_each(|_| cycle::<T>(&mut Vec::new(), n, 100, Order::OldestFirst));
    end_interval();
    fill_the_budget();
    fill_the_budget();
    let before = T::stats();
    (0..100).for_each(|_| cycle::<T>(&mut Vec::new(), 1, 100, Order::NewestFirst));
    let after = T::stats();
    assert_identities(&after);
    assert!(after.misses - before.misses <= 2, "{n} were held: {before:?} {after:?}");
}

#[test]
fn one_object_is_reused_though_the_budget_is_used_up() {
    for n in [1, 4, 8, 16, 32, 60] {
        hits::<Static>(n);
        hits::<Generic<u16>>(n);
        hits::<Loud>(n);
    }
}

#[test]
fn threads_that_have_ended_leave_no_more_than_the_budget() {
    const THREADS: usize = 8;
    let _turn = alone(settings());
    let together = Barrier::new(THREADS);
    thread::scope(|threads| {
        let work = || {
            cycle::<Static>(&mut Vec::new(), 4, LARGE, Order::OldestFirst);
            cycle::<Loud>(&mut Vec::new(), 4, LARGE, Order::OldestFirst);
            together.wait();
        };
        let all: Vec<_> = (0..THREADS).map(|_| threads.spawn(work)).collect();
        // A scope alone does not wait for the destructors of thread-locals.
        for thread in all {
            thread.join().expect("it does not panic");
        }
    });
    for stats in [Static::stats(), Loud::stats()] {
        assert_identities(&stats);
        let kept = usize::try_from(stats.idle_bytes).expect("it is not much");
        assert!(kept <= BUDGET && THREADS * 4 * LARGE > BUDGET, "{stats:?}");
    }
}

/// Others can't drop what the pool of a value keeps, whatever its objects are.
#[test]
fn a_pool_of_a_value_that_nobody_uses_leaves_half_to_others() {
    const SIZE: usize = 4_096;
    let _turn = alone(settings());
    let pool = Pool::new(|| [0_u8; SIZE]);
    thread::scope(|threads| {
        let fill = || drop((0..2 * BUDGET / SIZE).map(|_| pool.take()).collect::<Vec<_>>());
        threads.spawn(fill).join().expect("it does not panic");
    });
    assert!(pool.stats().idle > 0);
    (0..2).for_each(|_| end_interval());
    let before = Static::stats();
    (0..2).for_each(|_| cycle::<Static>(&mut Vec::new(), BUDGET / 4 / SIZE, SIZE / 2, Order::OldestFirst));
    let after = Static::stats();
    assert!(after.misses - before.misses <= (BUDGET / 4 / SIZE) as u64, "{after:?}, beside {:?}", pool.stats());
}

/// Makes objects for the depot that keep `BYTES` each. None is made in vain but those that show how large they are.
fn warm_as_far_as_the_budget_goes<const BYTES: usize>() -> usize {
    #[derive(Pooled)]
    #[pooled(new = Self::new)]
    struct Large<const BYTES: usize> {
        #[pooled(max_capacity = usize::MAX)]
        list: Vec<u8>,
    }
    impl<const BYTES: usize> Large<BYTES> {
        fn new() -> Self {
            Self { list: Vec::with_capacity(BYTES) }
        }
    }

    let _turn = alone(settings());
    let made = Large::<BYTES>::warm_shared(1_000);
    let stats = Large::<BYTES>::stats();
    assert_eq!(stats.idle, made as u64, "{stats:?}");
    assert!(made == 0 || stats.warmed == stats.idle, "{stats:?}");
    made
}

#[test]
fn a_depot_is_warmed_as_far_as_the_budget_goes() {
    let made = warm_as_far_as_the_budget_goes::<20_000>();
    assert!((BUDGET - 60_000..BUDGET).contains(&(made * 20_000)), "{made}");
    assert_eq!(warm_as_far_as_the_budget_goes::<100_000>(), 0, "the first ones together are too large");
}

/// A chain of drops that goes on for ever is cut, also where each return drops an object to make room.
#[test]
#[cfg_attr(miri, ignore = "what the chain forgets leaks")]
fn an_endless_chain_of_drops_is_cut() {
    thread_local! {
        static DEPTH: Cell<usize> = const { Cell::new(0) };
    }

    #[derive(Pooled, Default)]
    #[pooled(local, capacity = 1)]
    struct TakesTwo(u8);

    impl Drop for TakesTwo {
        fn drop(&mut self) {
            DEPTH.set(DEPTH.get() + 1);
            assert!(DEPTH.get() < 1_000, "the chain is not cut");
            drop((Self::take(), Self::take()));
            DEPTH.set(DEPTH.get() - 1);
        }
    }

    let _turn = alone(settings());
    fill_the_budget();
    thread::spawn(|| drop((TakesTwo::take(), TakesTwo::take()))).join().expect("it comes to an end");
}

/// Objects whose drops may run code of users keep half of the budget, though nothing else is idle: a thread that only
/// drops them gives them to the depot, many at once.
#[test]
#[cfg_attr(miri, ignore = "needs many objects")]
fn half_of_the_budget_is_not_for_drops_with_code_of_users() {
    let _turn = alone(settings());
    for bytes in [500, 2_000, 10_000] {
        pooled_types::trim();
        let mut held = Vec::new();
        hold::<Loud>(&mut held, 2 * BUDGET / bytes, bytes);
        thread::spawn(|| drop(held)).join().expect("it does not panic");
        let kept = Loud::stats().idle_bytes;
        let most = BUDGET / 2 + 8 * (bytes + 64);
        assert!(kept <= most as u64, "{kept} bytes of at most {most}, in objects of {bytes}: {:?}", Loud::stats());
    }
}
