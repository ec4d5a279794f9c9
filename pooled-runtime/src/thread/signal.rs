//! How threads learn that an interval has ended, or that they are to trim: they are sent to their slow paths.
//!
//! No user code runs here, so any operation of any pool may come here.

use crate::pool::clock;
use crate::pool::registry;
use crate::pool::type_pool::TypePool;
use crate::sync::{AtomicBool, AtomicU32, Relaxed};
use crate::thread::cache::empty;

/// The process whose threads may send each other to slow paths. A child that was forked has the memory of the threads
/// of its parent, but not these threads: their thread-locals may be used for something else there.
static PROCESS: AtomicU32 = AtomicU32::new(0);

/// Whether a pool whose drops run no code of users has something in its depot that is to be dropped.
pub(crate) static HAS_QUIET_WORK: AtomicBool = AtomicBool::new(false);

/// Looks at the clock, and ends the interval if it is over. Does nothing if no type has been pooled yet.
pub(crate) fn look_at_clock() {
    if !registry::is_empty() && clock::interval_has_ended(clock::now()) {
        end_interval();
    }
}

/// Tells all pools that an interval has ended. No user code runs. O(pools and their threads).
fn end_interval() {
    for pool in registry::all() {
        pool.end_interval();
        note_quiet_work(pool);
    }
    clock::begin_interval();
    send_to_slow_path(registry::all());
}

/// Notes it if any thread may drop something in the depot of `pool`, and should.
pub(crate) fn note_quiet_work(pool: &TypePool) {
    if is_quiet_work(pool) {
        HAS_QUIET_WORK.store(true, Relaxed);
    }
}

pub(crate) fn is_quiet_work(pool: &TypePool) -> bool {
    pool.is_quiet() && (pool.has_condemned() || pool.is_to_be_emptied())
}

/// Has the next take or return of each thread that uses one of these pools enter its slow path.
pub(crate) fn send_to_slow_path(pools: impl Iterator<Item = &'static TypePool>) {
    if is_first_process() {
        pools.for_each(|pool| pool.roster.send_to_slow_path(empty().cast().as_ptr()));
    }
}

/// Notes which process opens the first cache.
pub(crate) fn note_process() {
    // The number of the process is asked for once: that is a call of the system.
    if PROCESS.load(Relaxed) == 0 {
        is_first_process();
    }
}

/// Whether this is the process in which the first cache was opened, not a child that was forked from it.
pub(crate) fn is_first_process() -> bool {
    #[cfg(any(unix, windows))]
    {
        let id = std::process::id();
        let first = PROCESS.compare_exchange(0, id, Relaxed, Relaxed).unwrap_or_else(|first| first);
        first == 0 || first == id
    }
    #[cfg(not(any(unix, windows)))]
    false
}
