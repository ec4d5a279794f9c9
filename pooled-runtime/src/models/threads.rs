//! Threads with caches: they end while others read the statistics, and they follow requests to trim.

use core::cell::Cell;
use core::ptr::NonNull;

use loom::sync::Arc;

use super::{Checked, beside, every_interleaving, few_preemptions, in_static, slots};
use crate::thread::cache::ThreadCache;
use pooled_layout::Probe;

use crate::autoref::IsSend;
use crate::pool::slot::Slot;
use crate::pool::stats::{Event, Reason};
use crate::pool::trim_epoch::TrimRequests;
use crate::pool::type_pool::{TypeInfo, TypePool};

/// A pool whose threads keep two objects each, and its depot `depot`.
fn pool(depot: usize) -> TypePool {
    TypePool::new(TypeInfo::of::<Checked>("Checked", 2, depot, &IsSend::__pooled_sharing(&Probe::NEW)), None)
}

/// A thread with a cache.
struct Thread(NonNull<ThreadCache>);

impl Thread {
    fn start(pool: &'static TypePool) -> Self {
        Self(ThreadCache::build(pool, 2).unwrap())
    }

    fn cache(&self) -> &ThreadCache {
        // SAFETY: closed when this is dropped.
        unsafe { self.0.as_ref() }
    }

    /// Makes an object and returns it.
    fn bring(&self, pool: &TypePool) {
        pool.count(Event::Miss, 1);
        self.give_back(slots(1)[0]);
    }

    fn give_back(&self, object: NonNull<()>) {
        // SAFETY: the cache is of this type, and the caller owns the object.
        let pushed = unsafe { self.cache().push(object) };
        pushed.unwrap_or_else(|object| {
            self.cache().flush();
            // SAFETY: as above.
            unsafe { self.cache().push(object) }.expect("the depot has room");
        });
    }

    /// Takes an object, if one is idle here or in the depot, uses and returns it.
    fn visit(&self, pool: &TypePool) {
        let refill =
            || (self.cache().fill(1) > 0).then(|| pool.count(Event::Refill, 1)).and_then(|()| self.cache().take_out());
        if let Some(object) = self.cache().pop().or_else(refill) {
            // SAFETY: the cache gave up this object of its type.
            let mut slot = unsafe { Slot::<Checked>::from_raw(object.cast()) };
            slot.get_mut().use_and_clean();
            self.give_back(slot.into_raw().cast());
        }
    }

    /// Drops what is idle here.
    fn trim(&self, pool: &TypePool) {
        while let Some(object) = self.cache().take_out() {
            // SAFETY: the cache gave up this object of its type.
            unsafe { pool.dispose(object, Reason::Trimmed) };
        }
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        // SAFETY: built on this thread, and nobody else has it.
        unsafe { ThreadCache::close(self.0) };
    }
}

/// Checks the identities of the statistics, and that as many objects exist as the pool says.
fn expect_exact(pool: &TypePool) {
    let stats = pool.stats();
    assert_eq!(stats.takes, stats.hits + stats.refills + stats.misses);
    assert_eq!(stats.created(), stats.live + stats.idle + stats.discarded);
    assert_eq!(stats.returns, stats.takes, "{stats:?}");
    assert_eq!((stats.live, stats.idle), (0, Checked::live() as u64));
}

#[test]
fn statistics_while_threads_end() {
    every_interleaving(|| {
        in_static(pool(2), |pool| {
            let live = move || {
                let thread = Thread::start(pool);
                thread.bring(pool);
                thread.visit(pool);
            };
            beside(1, live, || {
                // The memory that is read is valid. The numbers need not be exact while the other thread works.
                assert!(pool.stats().hits <= 1);
            });
            expect_exact(pool);
            assert_eq!(pool.stats().hits, 1);
            pool.trim_depot(2);
        });
    });
}

#[test]
fn what_an_ended_thread_leaves_is_found() {
    few_preemptions(|| {
        in_static(pool(2), |pool| {
            let live = move || {
                let thread = Thread::start(pool);
                thread.visit(pool);
                thread.bring(pool);
            };
            beside(1, live, live);
            expect_exact(pool);
            // Both brought one, and there is room for both.
            assert_eq!((pool.stats().idle, Checked::live()), (2, 2));
            pool.trim_depot(2);
            expect_exact(pool);
        });
    });
}

#[test]
fn what_does_not_fit_is_dropped_once() {
    every_interleaving(|| {
        in_static(pool(1), |pool| {
            let live = move || Thread::start(pool).bring(pool);
            beside(1, live, live);
            expect_exact(pool);
            assert_eq!(pool.stats().discards.exit, 1);
            pool.trim_depot(1);
        });
    });
}

#[test]
fn a_trim_reaches_a_thread_that_looks_after_it() {
    every_interleaving(|| {
        in_static(pool(2), |pool| {
            let requests = Arc::new(TrimRequests::none());
            let asking = requests.clone();
            let ask = move || {
                pool.trims.ask();
                asking.announce();
                pool.trim_depot(pool.depot.len());
            };
            let thread = Thread::start(pool);
            let followed = Cell::new(0);
            let look = || {
                if requests.are_new(&followed) {
                    assert!(thread.cache().is_to_trim(), "a request that was announced is seen");
                    thread.trim(pool);
                }
            };
            beside(1, ask, || {
                thread.bring(pool);
                look();
                thread.visit(pool);
            });
            look();
            assert!(!thread.cache().is_to_trim(), "followed once");
            assert_eq!(followed.get(), 1);
            drop(thread);
            pool.trim_depot(2);
            expect_exact(pool);
        });
    });
}
