//! Finds or opens this thread's cache of a pooled type: in the thread-local of the type, or in the table of generic
//! types.

use core::any::TypeId;
use core::ptr::NonNull;

use crate::autoref::Sharing;
use crate::config::settings;
use crate::panic::{attempt, drop_payload};
use crate::pool::clock;
use crate::pool::leaks;
use crate::pool::registry;
use crate::pool::sample;
use crate::pool::slot::{Object, Slot};
use crate::pool::stats::{Event, Reason};
use crate::pool::type_pool::{TypeInfo, TypePool};
use crate::pool::walk::Site;
use crate::reset::{Observer, is_quiet};
use crate::thread::access::Access;
use crate::thread::cache::{FIRST_PACE, ThreadCache};
use crate::thread::placement::Placement;
use crate::thread::tls::{Key, LocalStack};
use crate::thread::{drop_recursion, exit, fork, generic_tls, share, signal, upkeep};

/// Runs `work` on this thread's cache for `T`, if one look finds it. `key` is [`Placement::__pooled_key`] of `T`.
/// `work` runs no user code but the allocator, which can't end the thread.
#[inline]
pub(crate) fn with_at_hand<T: Placement, R>(key: Option<Key<T>>, work: impl FnOnce(&ThreadCache) -> R) -> Option<R> {
    match key {
        Some(key) => LocalStack::with(key, work),
        None => generic_tls::with_placed::<T, R>(work),
    }
}

/// The pool of a type, and this thread's cache of it. For slow paths. It is used on the thread that made it, and not
/// kept.
#[derive(Clone, Copy)]
pub(crate) struct Here<'a> {
    pub(crate) pool: &'static TypePool,
    cache: Option<NonNull<ThreadCache>>,
    access: &'a Access,
}

impl<'a> Here<'a> {
    /// Finds both.
    #[inline]
    pub(crate) fn find(access: &'a Access) -> Self {
        let cache = access.find();
        // SAFETY: what is found is alive.
        let pool = cache.and_then(|cache| unsafe { cache.as_ref() }.pool()).unwrap_or_else(|| access.register());
        Self { pool, cache, access }
    }

    /// Finds both; opens a cache if the thread has none and may have one.
    #[inline]
    pub(crate) fn open(access: &'a Access) -> Self {
        let here = Self::find(access);
        let here = if here.cache.is_some() || exit::is_over() {
            here
        } else {
            Self { cache: open(here.pool, access), ..here }
        };
        if here.pool.tuning.is_watched() && here.cache().is_some_and(|cache| cache.gauge().seats().is_none()) {
            // No other thread has sent this one here, so nothing else keeps it from its fast path.
            access.vacate();
        }
        here
    }

    /// Does an `operation` of the type, and a piece of the work that is due beside it.
    pub(crate) fn run<R>(self, operation: impl FnOnce() -> R) -> R {
        if self.access.is_of_value() {
            self.pool.catch_up(clock::interval());
        }
        upkeep::beside(self.pool, self.cache(), || self.restore(), operation)
    }

    /// Why the pool does not serve this take or return, if it does not. Does a piece of the work that is due then.
    pub(crate) fn refusal(self) -> Option<Reason> {
        if self.pool.tuning.is_off() {
            if upkeep::is_due(self.pool, self.cache()) {
                self.run(|| ());
            }
            return Some(Reason::Off);
        }
        if self.pool.tuning.serves_all() || self.pool.tuning.serves(share::draw()) {
            return None;
        }
        self.run(|| ());
        Some(Reason::Fraction)
    }

    /// The cache of a pool whose takes are recorded, if it can serve as the fast path does and no work is known to be
    /// due.
    #[inline]
    pub(crate) fn tracked(&self) -> Option<&ThreadCache> {
        let cache = self.cache().filter(|_| self.pool.tuning.is_tracked())?;
        (!self.pool.is_restricted() && !upkeep::is_known_to_be_due(self.pool, cache)).then_some(cache)
    }

    /// Lets this thread use its fast path until its next take that is recorded, if all recorded objects have been
    /// returned. `cache` is its cache of a tracked pool.
    #[inline]
    pub(crate) fn rest(&self, cache: &ThreadCache) {
        if self.pool.recorded.is_none()
            && cache.is_busy()
            && settings().sample() > 1
            && !cache.gauge().is_on_beat()
            && !cache.gauge().seats().is_none()
        {
            let restore = || self.cache.into_iter().for_each(|cache| self.access.restore(cache));
            self.pool.recorded.lead_back(restore, || self.access.vacate());
        }
    }

    /// Records a take of the pool, if it is tracked and this take is in the sample. Nobody has the object yet.
    pub(crate) fn record(&self, object: Object, site: Site) {
        if self.pool.tuning.is_tracked() && sample::is_drawn(settings().sample()) {
            self.record_drawn(object, site, clock::now());
        }
    }

    /// Records a take of a tracked pool.
    pub(crate) fn record_drawn(&self, object: Object, site: Site, since: u64) {
        leaks::record(self.pool, object, site, since, || signal::send_others_to_slow_path(self.pool, self.cache()));
    }

    /// Has the fast path find the cache from now on, if it finds caches.
    fn restore(self) {
        if let (Some(pointer), Some(cache)) = (self.cache, self.cache()) {
            if cache.gauge().is_on_beat() {
                // It counted down to a record while the pool was tracked.
                cache.set_pace(FIRST_PACE);
            }
            self.access.restore(pointer);
        }
    }

    /// This thread's cache.
    pub(crate) fn cache(&self) -> Option<&ThreadCache> {
        // SAFETY: a cache lives until its thread ends, and whoever has this is on that thread.
        self.cache.map(|cache| unsafe { cache.as_ref() })
    }
}

/// The way to the cache of `T`.
#[inline]
pub(crate) fn access<T: Placement>() -> Access {
    Access::of::<T>(register::<T>)
}

/// The cache that the fast path did not find because another pool has its place, if there is no work to do. It is used
/// at once, on this thread. A cache of a tracked pool is not found here.
pub(crate) fn quick<'a>(access: &Access) -> Option<&'a ThreadCache> {
    let cache = access.displaced()?;
    // SAFETY: a cache lives until its thread ends, or until its pool is dropped, which the caller has in hand.
    let quick = unsafe { cache.as_ref() };
    if !upkeep::is_quick(quick) {
        return None;
    }
    access.restore(cache);
    Some(quick)
}

/// The pool of `T`, if this thread need not have a cache of it.
#[inline(never)]
fn register<T: Placement>() -> &'static TypePool {
    registry::find(TypeId::of::<T>(), info::<T>)
}

/// The facts about `T`.
#[cold]
fn info<T: Placement>() -> TypeInfo {
    // An implementation that a user wrote by hand may panic, and this may run in the drop of a handle: the panic ends
    // here.
    let sharing = attempt(T::__pooled_sharing).unwrap_or_else(|payload| {
        drop_payload(payload);
        Sharing::local()
    });
    let name = T::__POOLED_NAME.unwrap_or_else(core::any::type_name::<T>);
    let info = TypeInfo::of(name, T::__POOLED_CAPACITY, T::__POOLED_DEPOT, &sharing, dispose::<T>);
    if T::__POOLED_TRACKED { info } else { info.untracked() }
}

/// Drops an idle object and frees its slot; later, if many drops are under way.
///
/// # Safety
/// `object` comes from [`Slot::into_raw`] of a `Slot<T>`, and nothing else uses it any more.
unsafe fn dispose<T: Placement>(object: Object) {
    // SAFETY: the caller's promise.
    let slot = unsafe { Slot::<T>::from_raw(object.cast()) };
    if is_quiet::<T>() {
        // What runs no code of users drops no other object.
        drop(slot);
    } else {
        drop_recursion::drop_nested(slot, drop);
    }
}

/// The pool of `T`: what all threads share.
///
/// If another thread has sent this one to the slow path, it still is: this does none of the work there.
pub(crate) fn pool_of<T: Placement>() -> &'static TypePool {
    pool_at(&access::<T>())
}

/// The pool at the end of a way, as [`pool_of`] finds it.
pub(crate) fn pool_at(access: &Access) -> &'static TypePool {
    Here::find(access).pool
}

/// A pool counts the containers that the resets of its objects shrink, and notes what their uses need.
impl<T: Placement> Observer for T {
    const COUNTS_INTERVALS: bool = true;

    #[cold]
    fn shrunk() {
        pool_of::<T>().count(Event::Shrunk, 1);
    }

    #[cold]
    fn may_keep(kept: usize, used: usize) -> usize {
        pool_of::<T>().needs.note(kept, used)
    }
}

/// Opens a cache; `None` if there is no memory for it.
#[cold]
#[inline(never)]
fn open(pool: &'static TypePool, access: &Access) -> Option<NonNull<ThreadCache>> {
    pool.prefetch();
    fork::watch();
    let seats = access.seats();
    let cache = match ThreadCache::unpark(pool) {
        Some(parked) => {
            // SAFETY: it was just taken, and this thread is its only user.
            unsafe { ThreadCache::adopt(parked, seats) };
            parked
        }
        None => ThreadCache::build(pool, pool.capacity(), clock::interval(), seats)?,
    };
    match access.install(cache) {
        Ok(()) => {
            if pool.is_cold() {
                // SAFETY: it is this thread's, and lives until the thread ends.
                unsafe { cache.as_ref() }.interrupt();
            }
            Some(cache)
        }
        Err(refused) => {
            // SAFETY: it was built above on this thread and refused, so nothing else has it.
            unsafe { ThreadCache::close(refused) };
            // The allocator may have opened one meanwhile.
            access.find()
        }
    }
}
