//! What slow paths do beside their work: they end intervals, give memory back, and follow requests to trim.
//!
//! There is no background thread. A slow path looks at the clock now and then, and so does a thread that never enters
//! one: every so many hits its cache sends the next return there. Once an interval, the thread that notices its end
//! tells all pools, and sends the next take or return of each thread and type to its slow path.
//!
//! A piece of work is bounded: no take or return drops more than [`DROPS`] objects for others, or goes on dropping them
//! for longer than [`TIME`]. If more is to do, the next return enters its slow path again.
//!
//! Drops may run code of users, which may wait for a lock that the caller holds, so an operation of a pool drops
//! objects of that pool alone, and of those whose drops are known to run no such code. Neither does it measure objects
//! of other pools. A trim that the user asked for is no such operation: it drops what it was asked to drop.

use core::cell::Cell;
use core::time::Duration;

use crate::config;
use crate::pool::batch::Batch;
use crate::pool::clock::{self, Moment};
use crate::pool::depot::{CONDEMNED, Depot, OLD, YOUNG};
use crate::pool::living::LIVING;
use crate::pool::registry;
use crate::pool::stats::Reason;
use crate::pool::trace::Happened;
use crate::pool::type_pool::{self, TypePool};
use crate::sync::{AtomicU32, Relaxed, Release};
use crate::thread::cache::{FIRST_PACE, ThreadCache};
use crate::thread::{exit, notices, signal, value_tls};

/// After so many drops for others, an operation drops no more. It may drop a batch of its own pool beside them, before
/// and after, if the budget is used up: together at most 64 objects.
const DROPS: u32 = 30;

/// For how long it goes on dropping them. Where there is no clock, only their number counts.
const TIME: Duration = Duration::from_micros(50);

/// Every so many slow paths a thread looks at the clock.
const SLOW_PATHS: u32 = 16;

/// How many requests to trim there were, of all pools together.
static TRIMS: AtomicU32 = AtomicU32::new(0);

thread_local! {
    static SLOW_PATH: Cell<u32> = const { Cell::new(0) };
    /// Whether this thread is doing this work now.
    static IS_AT_WORK: Cell<bool> = const { Cell::new(false) };
    /// How many intervals and requests to trim this thread has noticed, and whether it may have caches that have not
    /// followed them.
    static NOTICED: Cell<u32> = const { Cell::new(0) };
    static HAS_STALE: Cell<bool> = const { Cell::new(false) };
    /// Whether the caches of this thread are to be emptied.
    static IS_TO_TRIM: Cell<bool> = const { Cell::new(false) };
    /// Whether the last slow path of this thread that did such work left some.
    static IS_WORK_LEFT: Cell<bool> = const { Cell::new(false) };
}

/// Does `operation` of `pool` on this thread, which has `cache` for it; first a piece of the work that is due. If there
/// is more, the next take or return comes here too. Else `restore` has the fast path find the cache again. User code of
/// this pool runs (drops of idle objects, and what measures them); its panics end here.
pub(crate) fn beside<R>(
    pool: &'static TypePool,
    cache: Option<&ThreadCache>,
    restore: impl FnOnce(),
    operation: impl FnOnce() -> R,
) -> R {
    let is_restored = !pool.is_cold();
    if is_restored {
        restore();
    }
    let was_stopped = cache.is_some_and(ThreadCache::resume);
    let slow_paths = SLOW_PATH.try_with(|it| it.replace(it.get().wrapping_add(1))).unwrap_or(0);
    if was_stopped || slow_paths % SLOW_PATHS == SLOW_PATHS - 1 {
        signal::look_at_clock();
    }
    let had_work = is_due(pool, cache);
    if had_work {
        alone(|| do_a_piece(pool, cache));
    }
    let result = operation();
    let is_left = had_work && is_due(pool, cache);
    let _ = IS_WORK_LEFT.try_with(|it| it.set(is_left));
    // Asked for after the fast path was led back: whoever makes the pool cold meanwhile is heard.
    let is_hot_by_mistake = |cache: &ThreadCache| pool.is_cold() && (is_restored || cache.gauge().seats().is_none());
    if let Some(cache) = cache.filter(|it| is_left || is_hot_by_mistake(it)) {
        cache.interrupt();
    }
    result
}

/// Runs `work`, unless this thread is doing such work already, and says whether it ran. The drop of an object that is
/// trimmed may ask for a trim. A later slow path does that trim, so that calls do not nest.
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

/// Whether there is work to do.
pub(crate) fn is_due(pool: &TypePool, cache: Option<&ThreadCache>) -> bool {
    cache.is_some_and(|cache| {
        cache.is_behind(pool, clock::interval(), 1) || cache.surplus.get() > 0 || cache.exceeds(pool)
    }) || ThreadCache::depot_at(cache, pool).is_some_and(Depot::has_condemned)
        || pool.is_to_be_emptied()
        || signal::HAS_QUIET_WORK.load(Relaxed)
        || HAS_STALE.try_with(Cell::get).unwrap_or(false)
        || has_to_notice()
        || IS_TO_TRIM.try_with(Cell::get).unwrap_or(false)
}

/// Whether work for a pool is known to be due. What else there is to do waits until the end of the interval at most.
/// For takes and returns of tracked pools, which are in a hurry.
#[inline]
pub(crate) fn is_known_to_be_due(pool: &TypePool, cache: &ThreadCache) -> bool {
    cache.is_behind(pool, clock::interval(), 1)
        || cache.surplus.get() > 0
        || cache.allowed() > pool.tuning.capacity()
        || IS_WORK_LEFT.try_with(Cell::get).unwrap_or(false)
}

/// How many intervals have ended, and requests to trim were made: all that a thread has to notice.
fn news() -> u32 {
    clock::interval().wrapping_add(TRIMS.load(Relaxed))
}

/// Whether there are some that this thread has not noticed.
fn has_to_notice() -> bool {
    NOTICED.try_with(Cell::get).is_ok_and(|noticed| noticed != news())
}

/// Whether a cache can serve without doing any work. For operations that did not find it where the fast path looks.
pub(crate) fn is_quick(cache: &ThreadCache) -> bool {
    cache.pool().is_some_and(|pool| !pool.is_cold() && !is_due(pool, Some(cache)))
}

fn do_a_piece(pool: &'static TypePool, cache: Option<&ThreadCache>) {
    let piece = Piece::new();
    if let Some(cache) = cache {
        follow(pool, cache, &piece);
    }
    empty_thread(&piece);
    piece.empty(pool);
    if let Some(depot) = ThreadCache::depot_at(cache, pool) {
        piece.drop_condemned(pool, depot);
    }
    if signal::HAS_QUIET_WORK.load(Relaxed) {
        let mut others = registry::all().filter(|pool| signal::is_quiet_work(pool));
        while piece.may_go_on() {
            let Some((other, depot)) = others.next().and_then(|pool| Some((pool, pool.depot()?))) else {
                signal::HAS_QUIET_WORK.store(false, Relaxed);
                break;
            };
            piece.empty(other);
            piece.drop_condemned(other, depot);
        }
    }
    drop_stale(&piece);
}

/// Drops a piece of what is in the caches of this thread, if a drop asked for that.
fn empty_thread(piece: &Piece) {
    while IS_TO_TRIM.try_with(Cell::get).unwrap_or(false) && piece.may_go_on() {
        match exit::take_from(|cache| cache.len() + cache.reserved() > 0) {
            // SAFETY: the cache owned this object of its pool, and gave it up on its own thread.
            Some((pool, object)) => unsafe { pool.dispose(object, Reason::Trimmed) },
            None => _ = IS_TO_TRIM.try_with(|it| it.set(false)),
        }
    }
}

/// Has a cache follow what happened since its last slow path: an interval ended, or a trim was asked for.
fn follow(pool: &TypePool, cache: &ThreadCache, piece: &Piece) {
    let interval = clock::interval();
    let has_ended = cache.gauge().interval.load(Relaxed) != interval;
    if has_ended {
        cache.begin_interval(pool, interval);
        cache.set_pace(FIRST_PACE);
    }
    let trims = pool.trims();
    let is_trimmed = cache.trims.load(Relaxed) != trims;
    if is_trimmed && cache.surplus.get() == 0 {
        cache.all_is_surplus();
    }
    cache.move_surplus(pool, is_trimmed);
    if is_trimmed && cache.surplus.get() == 0 {
        cache.trims.store(trims, Relaxed);
    }
    if cache.exceeds(pool) {
        cache.follow_capacity(pool);
    }
    // Those that a slow drop leaves no time for are ended by another thread, or in the next interval.
    let trimmed = pool.depot().is_none_or(|depot| depot.min_idle() == 0).then_some(CONDEMNED);
    let age = if is_trimmed { trimmed } else { Some(OLD) };
    while (has_ended || is_trimmed) && piece.may_go_on() && ThreadCache::end_parked(pool, interval, 1, age) {}
}

/// Drops a piece of what is in caches of this thread, or of threads that have ended, that were not used for two
/// intervals, or since a trim was asked for, if those drops are known to run no code of users.
fn drop_stale(piece: &Piece) {
    let interval = clock::interval();
    if has_to_notice() {
        let _ = NOTICED.try_with(|noticed| noticed.set(news()));
        let _ = HAS_STALE.try_with(|it| it.set(true));
    }
    while HAS_STALE.try_with(Cell::get).unwrap_or(false) && piece.may_go_on() {
        let is_stale = |cache: &ThreadCache| {
            let is_ours = |pool: &TypePool| pool.is_quiet() && cache.is_behind(pool, interval, 2);
            cache.len() + cache.reserved() > 0 && cache.pool().is_some_and(is_ours)
        };
        match exit::take_from(is_stale) {
            // SAFETY: the cache owned this object of its pool, and gave it up on its own thread.
            Some((pool, object)) => unsafe { pool.dispose(object, Reason::Trimmed) },
            None if drop_parked(interval) => {}
            None => _ = HAS_STALE.try_with(|it| it.set(false)),
        }
    }
}

/// Drops what a thread that has ended left in a cache of a quiet pool, if it waits for two intervals; `false` if there
/// is no such cache.
fn drop_parked(interval: u32) -> bool {
    let mut pools = registry::all().filter(|pool| pool.is_quiet() && pool.roster.has_parked());
    pools.any(|pool| ThreadCache::end_parked(pool, interval, 2, None))
}

/// What one operation drops for others.
struct Piece {
    before: u32,
    since: Moment,
}

impl Piece {
    fn new() -> Self {
        Self { before: type_pool::disposed(), since: Moment::now() }
    }

    /// Whether it may drop more: at least one object.
    fn may_go_on(&self) -> bool {
        let drops = type_pool::disposed().wrapping_sub(self.before);
        drops == 0 || (drops < DROPS && self.since.elapsed() < TIME)
    }

    /// Drops what the depot of `pool` did not need.
    fn drop_condemned(&self, pool: &TypePool, depot: &Depot) {
        while self.may_go_on() {
            let Some(batch) = depot.take_condemned() else { break };
            let surplus = depot.surplus(&batch);
            self.drop_batch(pool, depot, batch, surplus);
        }
    }

    /// Drops up to `most` objects of a batch from the depot of `pool`. The others, and what is too much for this
    /// operation, go back to where they were: so many objects.
    fn drop_batch(&self, pool: &TypePool, depot: &Depot, mut batch: Batch, most: usize) -> usize {
        for _ in 0..most {
            if !self.may_go_on() {
                break;
            }
            let Some(object) = batch.pop() else { break };
            // SAFETY: the depot owned objects of its pool, and is shared only if they may be dropped anywhere.
            unsafe { pool.dispose(object, Reason::Trimmed) };
        }
        let left = batch.len();
        depot.put_back(batch);
        left
    }

    /// Drops what the depot of `pool` holds, if somebody asked for that who could not do it.
    fn empty(&self, pool: &TypePool) {
        let Some(depot) = pool.depot() else { return };
        while pool.is_to_be_emptied() && self.may_go_on() {
            let Some(batch) = pool.take_to_be_dropped() else { break };
            let left = self.drop_batch(pool, depot, batch, usize::MAX);
            pool.empty_more_later(left);
        }
    }
}

/// Empties the depot of `pool`, and the caches of all threads: this thread's now, each other thread's from its next
/// take or return on.
pub(crate) fn trim(pool: &'static TypePool) {
    trim_each(&|| Box::new(core::iter::once(pool)));
}

/// The same for all pools. The depot of a pool of a value is emptied by its next operations: its owner may drop it at
/// any time.
pub(crate) fn trim_all() {
    LIVING.each(|pool| {
        pool.ask_for_trim();
        pool.empty_depot_later();
    });
    trim_each(&|| Box::new(registry::all()));
    value_tls::trim_all();
}

/// The same for some pools.
fn trim_each(pools: &dyn Fn() -> Box<dyn Iterator<Item = &'static TypePool>>) {
    for pool in pools() {
        pool.ask_for_trim();
        pool.note(Happened::Trim, 0);
    }
    TRIMS.fetch_add(1, Release);
    // Where the drops run no code of users, operations of all pools help.
    if pools().any(TypePool::is_quiet) {
        signal::send_to_slow_path(registry::all());
    } else {
        signal::send_to_slow_path(pools());
    }
    let is_done = alone(|| {
        for pool in pools() {
            if let Some(cache) = value_tls::cache_of(pool) {
                exit::trim_cache(cache);
            }
            pool.empty_depot();
            while ThreadCache::end_parked(pool, 0, 0, None) {}
        }
    });
    if !is_done {
        for pool in pools() {
            pool.empty_depot_later();
            signal::note_quiet_work(pool);
        }
        let _ = HAS_STALE.try_with(|it| it.set(true));
    }
    notices::tell();
}

/// Has all threads follow new settings of `pool`: each from its next take or return on. What is idle beyond the limits
/// of the depot is dropped now.
pub(crate) fn follow_settings(pool: &'static TypePool) {
    signal::send_to_slow_path(core::iter::once(pool));
    // A child that was made without a call of `fork` is not sent there.
    if let Some(cache) = value_tls::cache_of(pool) {
        // SAFETY: a cache lives until its thread ends, and that of a value's pool as long as the pool.
        unsafe { cache.as_ref() }.interrupt();
    }
    alone(|| {
        while ThreadCache::end_parked(pool, 0, 0, Some(YOUNG)) {}
        pool.cut_depot();
    });
    notices::tell();
}

/// Has all threads follow new settings of all pools. If those are to keep less, they keep nothing first: their load
/// says who gets what is allowed now.
pub(crate) fn follow_all_settings() {
    if registry::is_empty() {
        return;
    }
    clock::shorten_interval();
    if config::mode().is_off() || registry::exceeds_budget() {
        trim_all();
    }
}

/// Drops the idle objects in this thread's caches.
pub(crate) fn trim_thread() {
    if !alone(exit::trim_all) {
        let _ = IS_TO_TRIM.try_with(|it| it.set(true));
    }
    value_tls::trim_all();
    notices::tell();
}
