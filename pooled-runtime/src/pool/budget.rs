//! How many bytes the pools of the process keep idle, and how many they may.
//!
//! What is counted: the objects in depots, as they were measured, and the places of stacks that have more than
//! [`FREE_PLACES`], each as large as the largest object that was measured there. Small stacks are not counted, so that
//! every thread can keep a few objects of each type whatever the others do.
//!
//! Objects whose drops may run code of users take at most half of the budget together, because only operations of
//! their own pools may drop them. The other half can't be taken from the rest by pools that nobody uses any more.

use crate::sync::{AtomicUsize, Relaxed, const_fn};

/// A stack with so many places or fewer needs no budget.
pub(crate) const FREE_PLACES: usize = 8;

/// The bytes of all pools.
pub(crate) struct Budget {
    held: AtomicUsize,
    /// Those of objects whose drops may run code of users.
    held_by_loud: AtomicUsize,
}

impl Budget {
    const_fn! {
        /// Nothing is held.
        pub(crate) const fn new() -> Self {
            Self { held: AtomicUsize::new(0), held_by_loud: AtomicUsize::new(0) }
        }
    }

    /// Takes `bytes` of a budget of `limit`; `false` if so many are not left.
    pub(crate) fn reserve(&self, bytes: usize, is_quiet: bool, limit: usize) -> bool {
        if !is_quiet && !add(&self.held_by_loud, bytes, limit / 2) {
            return false;
        }
        let fits = add(&self.held, bytes, limit);
        if !fits && !is_quiet {
            self.held_by_loud.fetch_sub(bytes, Relaxed);
        }
        fits
    }

    /// How many bytes of a budget of `limit` are left.
    pub(crate) fn left(&self, is_quiet: bool, limit: usize) -> usize {
        let left = limit.saturating_sub(self.held.load(Relaxed));
        let left_to_loud = (limit / 2).saturating_sub(self.held_by_loud.load(Relaxed));
        if is_quiet { left } else { left.min(left_to_loud) }
    }

    /// How many bytes are held: of objects whose drops run no code of users, and of the others.
    pub(crate) fn held(&self) -> [usize; 2] {
        let by_loud = self.held_by_loud.load(Relaxed);
        [self.held.load(Relaxed).saturating_sub(by_loud), by_loud]
    }

    /// Whether more is held than a budget of `limit` allows.
    pub(crate) fn exceeds(&self, limit: usize) -> bool {
        self.held.load(Relaxed) > limit || self.held_by_loud.load(Relaxed) > limit / 2
    }

    /// Gives back what was reserved.
    pub(crate) fn release(&self, bytes: usize, is_quiet: bool) {
        self.held.fetch_sub(bytes, Relaxed);
        if !is_quiet {
            self.held_by_loud.fetch_sub(bytes, Relaxed);
        }
    }

    /// Says what is held, in a forked child: by objects whose drops may run code of users, and by all. No other thread
    /// is there.
    pub(crate) fn begin_anew(&self, by_loud: usize, by_all: usize) {
        self.held.store(by_all, Relaxed);
        self.held_by_loud.store(by_loud, Relaxed);
    }

    /// Takes bytes that were released a moment ago, though the budget may be full again.
    pub(crate) fn take_back(&self, bytes: usize, is_quiet: bool) {
        self.held.fetch_add(bytes, Relaxed);
        if !is_quiet {
            self.held_by_loud.fetch_add(bytes, Relaxed);
        }
    }
}

/// Adds `n` to what is held, unless the sum would be above `limit`.
pub(crate) fn add(held: &AtomicUsize, n: usize, limit: usize) -> bool {
    // Added first and taken back if it was too much: one instruction where there is room. Two threads that are both
    // refused, though one of them would have fit, do no harm.
    if held.load(Relaxed).saturating_add(n) > limit {
        return false;
    }
    let is_within = held.fetch_add(n, Relaxed).saturating_add(n) <= limit;
    if !is_within {
        held.fetch_sub(n, Relaxed);
    }
    is_within
}
