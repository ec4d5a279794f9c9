//! How a request to trim reaches every thread.
//!
//! Each pool counts how often it was to be trimmed, each cache how many of those it has followed. A thread doesn't look
//! at all its caches on every slow path: one count of all requests says when it has to.

use core::cell::Cell;

use crate::sync::{Acquire, AtomicU64, Relaxed, Release, const_fn};

/// How often the stacks of one pool were to be trimmed.
#[derive(Default)]
pub(crate) struct TrimEpoch(AtomicU64);

impl TrimEpoch {
    const_fn! {
        /// None so far.
        pub(crate) const fn none() -> Self {
            Self(AtomicU64::new(0))
        }
    }

    /// As many as `other` says.
    pub(crate) fn caught_up(other: &Self) -> Self {
        Self(AtomicU64::new(other.0.load(Relaxed)))
    }

    /// One more.
    pub(crate) fn ask(&self) {
        self.0.fetch_add(1, Relaxed);
    }

    /// Whether `other`, which counts those that were asked for, is ahead of this count, which belongs to one thread.
    /// Then this catches up.
    pub(crate) fn catch_up(&self, other: &Self) -> bool {
        let asked = other.0.load(Relaxed);
        let is_behind = asked != self.0.load(Relaxed);
        if is_behind {
            self.0.store(asked, Relaxed);
        }
        is_behind
    }
}

/// How many requests there were, of all pools.
pub(crate) struct TrimRequests(AtomicU64);

impl TrimRequests {
    const_fn! {
        /// None so far.
        pub(crate) const fn none() -> Self {
            Self(AtomicU64::new(0))
        }
    }

    /// Announces what was asked of pools before.
    pub(crate) fn announce(&self) {
        self.0.fetch_add(1, Release);
    }

    /// Whether there were requests since this thread last asked. If so it sees what was asked of the pools.
    pub(crate) fn are_new(&self, followed: &Cell<u64>) -> bool {
        let requests = self.0.load(Acquire);
        followed.replace(requests) != requests
    }
}
