//! What other threads read of a stack while its owner changes it: what the stack was at some moment.

use std::cell::Cell;
use std::rc::Rc;

use super::threads::{Thread, with_pool};
use super::{beside, few_preemptions, object};
use crate::pool::gauge::{INLINE, Reading};
use crate::pool::type_pool::TypePool;
use crate::thread::cache::ThreadCache;

/// A stack of `objects`, whose owner first does `before`, and then `change` beside a reader. What it reads fits
/// `lengths`: the stack has one of these lengths at each moment.
fn read_beside(
    objects: usize,
    before: fn(&ThreadCache),
    change: fn(&ThreadCache, &TypePool),
    lengths: core::ops::RangeInclusive<u64>,
) {
    with_pool(2 * INLINE, 0, |pool| {
        let thread = Thread::start(pool);
        (0..objects).for_each(|_| thread.bring());
        before(thread.cache());
        let gauge = thread.gauge();
        let read = move || {
            let [first, second] = [(); 2].map(|()| gauge.read());
            for Reading { idle, .. } in [first, second] {
                assert!(lengths.contains(&idle), "the stack never had {idle} objects");
            }
            assert!(first.hits <= second.hits);
        };
        beside(1, read, || change(thread.cache(), pool));
        assert_eq!(pool.roster.sum(0).idle, thread.cache().len() as u64);
    });
}

fn nothing(_: &ThreadCache) {}

/// Takes an object out at the bottom and drops it.
fn drop_oldest(cache: &ThreadCache) {
    drop(super::checked(cache.take_oldest().expect("there is one")));
}

/// Returns an object, for which the stack needs more room.
fn overflow(cache: &ThreadCache, pool: &TypePool) {
    // SAFETY: the cache is of this type, and the object is nobody else's.
    assert!(unsafe { cache.accept(pool, object()) }.is_ok(), "the stack may grow");
}

#[test]
fn a_stack_grows() {
    few_preemptions(|| read_beside(INLINE, nothing, overflow, 4..=5));
}

#[test]
fn a_stack_slides() {
    let slide = |cache: &ThreadCache, _: &TypePool| {
        cache.slide_down();
        drop_oldest(cache);
    };
    let leave_a_gap = |cache: &ThreadCache| (0..2).for_each(|_| drop_oldest(cache));
    few_preemptions(move || read_beside(4, leave_a_gap, slide, 1..=2));
}

#[test]
fn a_stack_moves_to_a_smaller_array() {
    let shrink = |cache: &ThreadCache, _: &TypePool| assert!(cache.move_to_array_of(INLINE));
    let grow = |cache: &ThreadCache| assert!(cache.move_to_array_of(2 * INLINE));
    few_preemptions(move || read_beside(3, grow, shrink, 3..=3));
}

#[test]
fn hits_are_counted_while_the_count_begins_anew() {
    few_preemptions(|| count_beside(2));
}

/// A thread takes `takes` objects, and its count begins anew with every other one. A reader never sees more than that.
fn count_beside(takes: usize) {
    with_pool(4, 0, |pool| {
        let thread = Thread::start(pool);
        (0..takes).for_each(|_| thread.bring());
        thread.cache().set_pace(2);
        // How many takes have begun. Loom runs all threads of a model on one thread of the system.
        let begun = Rc::new(Cell::new(0));
        let seen = begun.clone();
        let gauge = thread.gauge();
        let read = move || {
            let first = gauge.read().hits;
            assert!(first <= seen.get(), "{first} hits of {}", seen.get());
            let second = gauge.read().hits;
            assert!(first <= second && second <= seen.get(), "{first}, then {second} hits of {}", seen.get());
        };
        beside(1, read, || {
            for _ in 0..takes {
                begun.set(begun.get() + 1);
                drop(super::checked(thread.cache().pop().expect("there is one")));
            }
        });
        assert_eq!(pool.roster.sum(0).hits, takes as u64);
    });
}
