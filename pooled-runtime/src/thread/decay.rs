//! What slow paths do for all pools: they drop objects in the depots that nobody needs, and follow requests to trim.
//!
//! There is no background thread. A slow path looks at the clock. Once an interval, one of them drops the objects in
//! every depot that nobody needed in that interval. A request to trim reaches the caches of a thread when the thread
//! enters a slow path.

use core::cell::Cell;
use std::sync::OnceLock;
use std::time::Instant;

use crate::config::settings;
use crate::pool::registry;
use crate::pool::trim_epoch::TrimRequests;
use crate::pool::type_pool::TypePool;
use crate::sync::{AtomicU64, Relaxed};
use crate::thread::cache::ThreadCache;
use crate::thread::exit;

/// When the interval ends, in milliseconds of [`now`].
static DUE: AtomicU64 = AtomicU64::new(0);

/// The requests to trim.
static REQUESTS: TrimRequests = TrimRequests::none();

thread_local! {
    /// How many of the [`REQUESTS`] this thread has seen.
    static FOLLOWED: Cell<u64> = const { Cell::new(0) };
    /// Whether this thread is doing this work now.
    static IS_AT_WORK: Cell<bool> = const { Cell::new(false) };
    /// Whether the caches of this thread are to be emptied.
    static IS_TO_TRIM: Cell<bool> = const { Cell::new(false) };
}

/// Does the work that is due. User code runs (drops of idle objects); its panics end here.
pub(crate) fn run() {
    if registry::is_empty() {
        return; // No pool has been used yet. Going on would fix the settings.
    }
    alone(do_what_is_due);
}

/// Runs `work`, unless this thread is doing such work already, and says whether it ran. The drop of an object that is
/// trimmed may ask for a trim. The next slow path does that trim, so that calls do not nest.
fn alone(work: impl FnOnce()) -> bool {
    struct Done;
    impl Drop for Done {
        fn drop(&mut self) {
            let _ = IS_AT_WORK.try_with(|it| it.set(false));
        }
    }
    let may_run = IS_AT_WORK.try_with(|it| !it.replace(true)).unwrap_or(false);
    if may_run {
        let _done = Done;
        work();
    }
    may_run
}

fn do_what_is_due() {
    if interval_has_ended() {
        for pool in registry::all() {
            let surplus = pool.depot.end_interval();
            // Only then: a depot that is empty by chance keeps its list, which would be allocated again at once.
            if surplus > 0 {
                pool.trim_depot(surplus);
            }
        }
    }
    if FOLLOWED.try_with(|followed| REQUESTS.are_new(followed)).unwrap_or(false) {
        exit::trim(ThreadCache::is_to_trim);
        registry::all().filter(|pool| pool.is_to_be_emptied()).for_each(empty_depot);
    }
    if IS_TO_TRIM.try_with(|it| it.replace(false)).unwrap_or(false) {
        exit::trim(|_| true);
    }
}

fn empty_depot(pool: &TypePool) {
    pool.trim_depot(pool.depot.len());
}

/// Empties the depot of `pool`, and the caches of all threads: this thread's now, each other thread's on its next
/// slow path.
pub(crate) fn trim(pool: &TypePool) {
    pool.trims.ask();
    REQUESTS.announce();
    let is_done = alone(|| {
        do_what_is_due();
        empty_depot(pool);
    });
    if !is_done {
        pool.empty_depot_later();
        REQUESTS.announce();
    }
}

/// The same for all pools.
pub(crate) fn trim_all() {
    if registry::is_empty() {
        return; // No pool has been used yet.
    }
    registry::all().for_each(|pool| pool.trims.ask());
    REQUESTS.announce();
    let is_done = alone(|| {
        do_what_is_due();
        registry::all().for_each(empty_depot);
    });
    if !is_done {
        registry::all().for_each(TypePool::empty_depot_later);
        REQUESTS.announce();
    }
}

/// Drops the idle objects in this thread's caches.
pub(crate) fn trim_thread() {
    if registry::is_empty() {
        return; // No pool has been used yet.
    }
    let _ = IS_TO_TRIM.try_with(|it| it.set(true));
    alone(do_what_is_due);
}

/// Whether an interval has ended. It is `true` once an interval, for one thread.
fn interval_has_ended() -> bool {
    let (now, due) = (now(), DUE.load(Relaxed));
    if now < due {
        return false;
    }
    let interval = u64::try_from(settings().interval.as_millis()).unwrap_or(u64::MAX);
    DUE.compare_exchange(due, now.saturating_add(interval), Relaxed, Relaxed).is_ok()
}

/// Milliseconds since the first call, from 1 on.
fn now() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let elapsed = START.get_or_init(Instant::now).elapsed().as_millis();
    u64::try_from(elapsed).unwrap_or(u64::MAX).saturating_add(1)
}
