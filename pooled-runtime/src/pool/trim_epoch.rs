//! How a request to trim reaches every thread.
//!
//! Each pool counts the requests to trim it. Each cache has the count that it has followed. A thread doesn't look at
//! all its caches on every slow path: one count of all requests says when it has to.

use core::cell::Cell;

use crate::sync::{Acquire, AtomicU64, Relaxed, Release, const_fn};

/// A count of requests to trim one pool: those that were made, or those that one cache has followed.
#[derive(Default)]
pub(crate) struct TrimEpoch(AtomicU64);

impl TrimEpoch {
    const_fn! {
        /// No request so far.
        pub(crate) const fn none() -> Self {
            Self(AtomicU64::new(0))
        }
    }

    /// The same count as `other`.
    pub(crate) fn caught_up(other: &Self) -> Self {
        Self(AtomicU64::new(other.0.load(Relaxed)))
    }

    /// Adds a request.
    pub(crate) fn ask(&self) {
        self.0.fetch_add(1, Relaxed);
    }

    /// Whether `other`, the count of requests that were made, is ahead of this one, which belongs to one thread. If so,
    /// this count catches up.
    pub(crate) fn catch_up(&self, other: &Self) -> bool {
        let asked = other.0.load(Relaxed);
        let is_behind = asked != self.0.load(Relaxed);
        if is_behind {
            self.0.store(asked, Relaxed);
        }
        is_behind
    }
}

/// The count of requests to trim, for all pools together.
pub(crate) struct TrimRequests(AtomicU64);

impl TrimRequests {
    const_fn! {
        /// No request so far.
        pub(crate) const fn none() -> Self {
            Self(AtomicU64::new(0))
        }
    }

    /// Announces requests that were made to pools before.
    pub(crate) fn announce(&self) {
        self.0.fetch_add(1, Release);
    }

    /// Whether there were requests since this thread last looked. If so, the thread also sees the counts of the pools
    /// that were raised before.
    pub(crate) fn are_new(&self, followed: &Cell<u64>) -> bool {
        let requests = self.0.load(Acquire);
        followed.replace(requests) != requests
    }
}
