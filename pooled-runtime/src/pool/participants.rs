//! The threads that have a cache of one type. Their hits and their idle objects can be summed up.
//!
//! # Invariants
//! The gauges in the list belong to caches that are not freed: a gauge is entered after its cache was built, and taken
//! out, under the lock, before the cache is freed. Reading them under the lock is therefore sound. The fields that
//! change are atomic.

use core::ptr::NonNull;

use crate::pool::slot::Object;
use crate::sync::{AtomicPtr, AtomicU64, Mutex, Relaxed, const_fn, lock};

/// The part of a thread's cache that other threads may read. Its owner writes it by plain loads and stores, without a
/// lock prefix.
#[repr(C)]
pub(crate) struct Gauge {
    /// The place above the newest idle object.
    pub(crate) top: AtomicPtr<Object>,
    /// The place of the oldest idle object.
    pub(crate) base: *mut Object,
    hits: AtomicU64,
}

impl Gauge {
    const_fn! {
        /// The gauge of an empty cache.
        pub(crate) const fn new(base: *mut Object) -> Self {
            Self { top: AtomicPtr::new(base), base, hits: AtomicU64::new(0) }
        }
    }

    /// Counts a hit. Only the owning thread calls this.
    #[inline]
    pub(crate) fn hit(&self) {
        self.hits.store(self.hits.load(Relaxed).wrapping_add(1), Relaxed);
    }

    /// How many objects are idle here.
    pub(crate) fn len(&self) -> usize {
        (self.top.load(Relaxed).addr() - self.base.addr()) / size_of::<Object>()
    }
}

/// The gauges of living threads, and the hits of threads that have ended.
#[derive(Default)]
pub(crate) struct Participants(Mutex<Threads>);

#[derive(Default)]
struct Threads {
    live: Vec<NonNull<Gauge>>,
    hits_of_ended: u64,
}

// SAFETY: the pointers lead to gauges that stay alive while they are listed (see the module's invariants); other
// threads touch their atomics, and `base`, which never changes.
unsafe impl Send for Threads {}

impl Participants {
    /// Enters a thread's gauge.
    ///
    /// # Safety
    /// `gauge` stays valid until it is passed to [`leave`](Self::leave).
    pub(crate) unsafe fn enter(&self, gauge: NonNull<Gauge>) {
        lock(&self.0).live.push(gauge);
    }

    /// Takes out the gauge of an empty cache that is about to be freed, and keeps its hits. O(threads).
    pub(crate) fn leave(&self, gauge: NonNull<Gauge>) {
        let mut threads = lock(&self.0);
        if let Some(at) = threads.live.iter().position(|&entered| entered == gauge) {
            threads.live.swap_remove(at);
            // SAFETY: it was listed until now, and its owner frees it only after this call.
            threads.hits_of_ended += unsafe { gauge.as_ref() }.hits.load(Relaxed);
        }
    }

    /// How many hits all threads counted, and how many objects are in their caches. O(threads).
    pub(crate) fn sum(&self) -> (u64, u64) {
        let threads = lock(&self.0);
        threads.live.iter().fold((threads.hits_of_ended, 0), |(hits, stacked), gauge| {
            // SAFETY: listed gauges are alive while the lock is held.
            let gauge = unsafe { gauge.as_ref() };
            (hits + gauge.hits.load(Relaxed), stacked + gauge.len() as u64)
        })
    }
}
