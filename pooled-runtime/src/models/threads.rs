//! Threads with caches: they fill and empty them from the depot, follow intervals and trims, and end, while others read
//! the statistics.

use core::mem::ManuallyDrop;
use core::ptr::{self, NonNull};

use pooled_layout::Probe;

use super::{
    Checked, beside, checked, every_interleaving, few_preemptions, fewer_preemptions, in_static, object, with_shared,
};
use crate::autoref::{IsSend, Sharing};
use crate::pool::batch::NODE_BYTES;
use crate::pool::budget::FREE_PLACES;
use crate::pool::depot::Shared;
use crate::pool::gauge::{Gauge, Seats};
use crate::pool::slot::{self, Object};
use crate::pool::stats::{Event, Reason};
use crate::pool::type_pool::{Key, TypeInfo, TypePool};
use crate::sync::Relaxed;
use crate::thread::cache::ThreadCache;

/// Gives `model` a pool whose threads may keep `capacity` objects each, and its depot `depot`.
pub(super) fn with_pool(capacity: usize, depot: usize, model: impl FnOnce(&'static TypePool)) {
    with_pool_of(&IsSend::__pooled_sharing(&Probe::NEW), (capacity, depot), usize::MAX, model);
}

/// The same; all pools may keep `idle_bytes`.
fn with_pool_of(
    sharing: &Sharing<Checked>,
    (capacity, depot): (usize, usize),
    idle_bytes: usize,
    model: impl FnOnce(&'static TypePool),
) {
    with_shared(idle_bytes, |shared| {
        let kind = TypeInfo::of::<Checked>("Checked", capacity, depot, sharing, dispose);
        in_static(TypePool::new(1, kind, None, shared, 0), |pool| {
            model(pool);
            // SAFETY: the model is over.
            unsafe { ThreadCache::free_all(pool) };
            assert_eq!(shared.budget.left(true, idle_bytes), idle_bytes, "all bytes of the budget came back");
        });
    });
}

/// The pool of a value.
pub(super) fn pool_of_value(key: Key, (capacity, depot): (usize, usize), shared: Shared) -> TypePool {
    let sharing = IsSend::__pooled_sharing(&Probe::NEW);
    TypePool::new(1, TypeInfo::of::<Checked>("Checked", capacity, depot, &sharing, dispose), Some(key), shared, 0)
}

/// Drops an idle object.
///
/// # Safety
/// Nothing else uses it any more.
unsafe fn dispose(object: Object) {
    drop(checked(object));
}

/// A thread with a cache. It ends when this is dropped.
pub(super) struct Thread {
    cache: NonNull<ThreadCache>,
    pool: &'static TypePool,
}

impl Thread {
    pub(super) fn start(pool: &'static TypePool) -> Self {
        Self::start_at(pool, Seats::NONE)
    }

    /// A thread whose cache has a seat.
    pub(super) fn start_at(pool: &'static TypePool, seats: Seats) -> Self {
        Self { cache: ThreadCache::build(pool, pool.capacity(), 0, seats).expect("there is memory"), pool }
    }

    /// Its cache, which is not closed.
    pub(super) fn into_cache(self) -> NonNull<ThreadCache> {
        ManuallyDrop::new(self).cache
    }

    pub(super) fn cache(&self) -> &ThreadCache {
        // SAFETY: closed when this is dropped.
        unsafe { self.cache.as_ref() }
    }

    /// What other threads may read, until this is dropped.
    pub(super) fn gauge(&self) -> &'static Gauge {
        // SAFETY: models drop this when the other threads have ended.
        unsafe { self.cache.as_ref() }.gauge()
    }

    /// Makes an object and returns it.
    pub(super) fn bring(&self) {
        self.pool.count(Event::Miss, 1);
        self.give_back(object());
    }

    fn give_back(&self, object: Object) {
        // SAFETY: the cache is of this type, and the caller owns the object. It does so again if it is refused.
        unsafe {
            if let Err((object, reason)) = self.cache().accept(self.pool, object) {
                self.pool.dispose(object, reason);
            }
        }
    }

    /// Takes an object, if one is idle here or in the depot, uses and returns it. Says whether there was one.
    pub(super) fn visit(&self) -> bool {
        let object = self.cache().obtain(self.pool);
        object.is_some_and(|object| {
            let mut slot = checked(object);
            slot.get_mut().use_and_clean();
            self.give_back(slot.into_raw().cast());
            true
        })
    }

    /// Begins an interval: all objects move to the depot.
    fn begin_interval(&self) {
        self.cache().begin_interval(self.pool, self.cache().gauge().interval.load(Relaxed) + 1);
        self.cache().move_surplus(self.pool, false);
    }

    /// Follows requests to trim, as slow paths do: all objects move to the depot, where they are condemned.
    pub(super) fn follow_trims(&self) {
        let trims = self.pool.trims();
        if self.cache().trims.load(Relaxed) != trims {
            self.cache().all_is_surplus();
            self.cache().move_surplus(self.pool, true);
            self.cache().trims.store(trims, Relaxed);
        }
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        // SAFETY: built on this thread, and nobody else has it.
        unsafe { ThreadCache::close(self.cache) };
    }
}

/// Checks the identities of the statistics, and that as many objects exist as the pool says.
pub(super) fn expect_exact(pool: &TypePool) {
    let stats = pool.stats();
    assert_eq!(stats.takes, stats.hits + stats.refills + stats.misses);
    assert_eq!(stats.created(), stats.live + stats.idle + stats.discarded);
    assert_eq!(stats.returns + stats.discards.full, stats.takes, "{stats:?}");
    assert_eq!((stats.live, stats.idle), (0, Checked::live() as u64));
}

/// Empties the depot. Says how many objects were dropped.
fn empty(pool: &TypePool) -> usize {
    let before = Checked::live();
    pool.empty_depot();
    before - Checked::live()
}

/// Runs `here` beside `others` that run `there`, each a thread with a cache. All is counted afterwards; then the depot
/// has what is left.
fn share(pool: &'static TypePool, others: usize, there: impl Fn(&Thread) + Copy + 'static, here: impl FnOnce(&Thread)) {
    beside(others, move || there(&Thread::start(pool)), || here(&Thread::start(pool)));
    expect_exact(pool);
}

#[test]
fn statistics_while_threads_end() {
    few_preemptions(|| {
        with_pool(2, 2, |pool| {
            let live = move || {
                let thread = Thread::start(pool);
                thread.bring();
                thread.visit();
            };
            beside(1, live, || {
                // The memory that is read is valid. The numbers need not be exact while the other thread works.
                assert!(pool.roster.sum(0).hits <= 1);
            });
            expect_exact(pool);
            assert_eq!(pool.stats().hits, 1);
            pool.empty_depot();
        });
    });
}

#[test]
fn statistics_while_a_thread_with_a_depot_of_its_own_ends() {
    few_preemptions(|| {
        with_pool_of(&Sharing::local(), (2, 0), usize::MAX, |pool| {
            let live = move || {
                let thread = Thread::start(pool);
                thread.bring();
                thread.begin_interval();
                assert!(thread.visit(), "the thread's depot has it");
            };
            beside(1, live, || assert!(pool.roster.sum(0).idle <= 1));
            expect_exact(pool);
        });
    });
}

#[test]
fn what_an_ended_thread_leaves_is_found() {
    fewer_preemptions(|| {
        with_pool(2, 2, |pool| {
            let live = |thread: &Thread| {
                thread.visit();
                thread.bring();
            };
            share(pool, 1, live, Thread::bring);
            // Both brought one, and there is room for both.
            assert_eq!((pool.stats().idle, Checked::live()), (2, 2));
            assert_eq!(empty(pool), 2);
        });
    });
}

#[test]
fn a_thread_ends_beside_a_take() {
    few_preemptions(|| {
        with_pool(2, 2, |pool| {
            share(pool, 1, Thread::bring, |thread| _ = thread.visit());
            assert_eq!(empty(pool), 1);
        });
    });
}

#[test]
fn what_does_not_fit_is_dropped_once() {
    few_preemptions(|| {
        with_pool(2, 1, |pool| {
            share(pool, 1, Thread::bring, Thread::bring);
            // The second finds no room, or loses the last room to the first.
            let discards = pool.stats().discards;
            assert_eq!(discards.exit + discards.evicted, 1);
            pool.empty_depot();
        });
    });
}

#[test]
fn what_the_budget_has_no_bytes_for_is_dropped_once() {
    few_preemptions(|| {
        // Drops of these objects count as code of users, so half of the budget is for them: the bytes of one.
        let bytes = 2 * (slot::layout::<Checked>().pad_to_align().size() + NODE_BYTES);
        with_pool_of(&IsSend::__pooled_sharing(&Probe::NEW), (2, 2), bytes, |pool| {
            share(pool, 1, Thread::bring, Thread::bring);
            assert_eq!(pool.stats().discards.evicted, 1);
            assert_eq!(empty(pool), 1);
        });
    });
}

#[test]
fn a_stack_overflows_beside_a_take() {
    let overflow = |thread: &Thread| {
        thread.bring();
        thread.bring();
    };
    few_preemptions(move || {
        with_pool(1, 2, |pool| {
            share(pool, 1, overflow, |thread| _ = thread.visit());
            pool.empty_depot();
        });
    });
}

#[test]
fn an_interval_begins_beside_a_take() {
    fewer_preemptions(|| {
        with_pool(2, 2, |pool| {
            Thread::start(pool).bring();
            let end = |thread: &Thread| {
                thread.visit();
                thread.begin_interval();
            };
            share(pool, 1, end, |thread| _ = thread.visit());
            assert_eq!(empty(pool), 1);
        });
    });
}

#[test]
fn the_depot_ages_beside_takes() {
    few_preemptions(|| {
        with_pool(2, 2, |pool| {
            Thread::start(pool).bring();
            let depot = pool.depot().expect("objects may move between threads");
            let age = move || {
                depot.end_interval();
                depot.end_interval();
            };
            // What is in the depot is there for a take, though it is condemned.
            beside(1, age, || assert!(Thread::start(pool).visit()));
            expect_exact(pool);
            assert_eq!(empty(pool), 1);
        });
    });
}

#[test]
fn a_trim_beside_a_take() {
    few_preemptions(|| {
        with_pool(2, 2, |pool| {
            Thread::start(pool).bring();
            let trim = move || pool.empty_depot();
            beside(1, trim, || _ = Thread::start(pool).visit());
            expect_exact(pool);
            pool.empty_depot();
        });
    });
}

#[test]
fn a_stack_gives_its_part_of_the_budget_back() {
    let grow = |thread: &Thread| {
        // It lacks objects, so its stack may have more places than there are objects.
        (0..FREE_PLACES).for_each(|_| assert!(!thread.visit()));
        (0..=FREE_PLACES).for_each(|_| thread.bring());
        assert!(thread.cache().reserved() > 0);
    };
    let begin_interval = move |thread: &Thread| {
        grow(thread);
        thread.begin_interval();
        assert_eq!(thread.cache().reserved(), 0);
    };
    every_interleaving(move || live_alone(grow));
    every_interleaving(move || live_alone(begin_interval));
}

/// A thread does `work` and ends.
fn live_alone(work: impl Fn(&Thread)) {
    with_pool(2 * FREE_PLACES, 2 * FREE_PLACES, |pool| {
        work(&Thread::start(pool));
        pool.empty_depot();
    });
}

#[test]
fn a_cache_without_an_owner_goes_to_one() {
    few_preemptions(|| {
        // There is no depot, so an ended thread gives its cache up.
        with_pool(2, 0, |pool| {
            drop(Thread::start(pool));
            share(pool, 1, Thread::bring, Thread::bring);
            assert_eq!(pool.stats().discards.exit, 2);
        });
    });
}

#[test]
fn a_cache_is_given_up_beside_a_start() {
    few_preemptions(|| {
        with_pool(2, 0, |pool| {
            share(pool, 1, Thread::bring, Thread::bring);
            assert_eq!(pool.stats().discards.exit, 2);
        });
    });
}
