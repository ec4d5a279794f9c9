//! A pool that knows what its intervals need, without one.

use std::cell::Cell;

use pooled_runtime::reset::Observer;

thread_local! {
    /// Which part of the bytes a container may keep: one in so many.
    pub(crate) static ONE_IN: Cell<usize> = const { Cell::new(1) };
    /// The bytes that the last use needed.
    pub(crate) static USED: Cell<usize> = const { Cell::new(0) };
}

/// Tells containers that they are in a pool.
pub(crate) struct Pool;

impl Observer for Pool {
    const COUNTS_INTERVALS: bool = true;

    fn shrunk() {}

    fn may_keep(kept: usize, used: usize) -> usize {
        USED.set(used);
        kept / ONE_IN.get()
    }
}
