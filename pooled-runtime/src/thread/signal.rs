//! How threads learn that an interval has ended, or that they are to trim: they are sent to their slow paths.
//!
//! No user code runs here, so any operation of any pool may come here.

use crate::pool::alerts;
use crate::pool::clock;
use crate::pool::registry;
use crate::pool::type_pool::TypePool;
use crate::sync::{AtomicBool, AtomicU32, Relaxed};
use crate::thread::cache::{ThreadCache, empty};

/// The process whose threads may send each other to slow paths; 0 if there is none yet. A child that was forked has
/// the memory of the threads of its parent, but not these threads: their thread-locals may be used for something else
/// there.
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
    alerts::interval_ended();
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
    if is_our_process() {
        pools.for_each(|pool| pool.roster.send_to_slow_path(empty().cast().as_ptr()));
    }
}

/// Has the next take or return of each thread that uses `pool`, but for the one that has the cache `own`, enter its
/// slow path. Says whether each of them does: another thread may be about to send one there.
pub(crate) fn send_others_to_slow_path(pool: &TypePool, own: Option<&ThreadCache>) -> bool {
    let own = own.map(ThreadCache::gauge);
    // Asked for first: to ask for the process takes longer than all else here.
    let is_alone = pool.roster.others(own).next().is_none();
    is_alone || !is_our_process() || pool.roster.send_others_to_slow_path(own, empty().cast().as_ptr())
}

/// Whether no process was noted yet.
pub(crate) fn has_no_process() -> bool {
    PROCESS.load(Relaxed) == 0
}

/// Notes that the threads of this process may send each other to slow paths.
pub(crate) fn note_process() {
    PROCESS.store(process(), Relaxed);
}

/// Whether the threads with caches are in this process. A child that was made without a call of `fork` is another one.
fn is_our_process() -> bool {
    PROCESS.load(Relaxed) == process()
}

/// The number of this process, not 0.
fn process() -> u32 {
    if cfg!(any(unix, windows)) { std::process::id() } else { 1 }
}
