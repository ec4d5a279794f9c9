//! Takes that this thread's cache can't serve: they ask the depot, or make an object. Also the functions that fill and
//! empty a pool.
//!
//! All of it is out of line. User code runs here (constructors, resets, drops); none of it runs while a cache is
//! borrowed.

use crate::config::settings;
use crate::panic::{attempt, drop_payload, propagate, resume, swallow};
use crate::pool::leaks::{self, Site};
use crate::pool::slot::Slot;
use crate::pool::stats::{Event, Reason};
use crate::thread::cache::ThreadCache;
use crate::thread::current;
use crate::thread::decay;
use crate::thread::drop_recursion;
use crate::thread::generic_tls;
use crate::thread::placement::Placement;
use crate::thread::returns::{drop_it, hand_over};

/// Makes a fresh object: constructs it, then resets it. A panic in either frees the slot and goes on.
fn make<T: Placement>() -> Slot<T> {
    let mut slot = Slot::new_with(T::__pooled_fresh);
    if let Err(payload) = attempt(|| slot.get_mut().__pooled_reset::<T>()) {
        drop_recursion::drop_unless_endless(slot.as_ptr(), slot, |slot| swallow(|| drop(slot)));
        resume(payload);
    }
    slot
}

/// Serves a take for which this thread's cache has no object.
#[cold]
#[inline(never)]
pub(crate) fn take<T: Placement>(site: Site) -> Slot<T> {
    if let Some(slot) = elsewhere() {
        return slot;
    }
    let slot = idle().unwrap_or_else(fresh);
    record(&slot, site);
    slot
}

/// Serves a `try_take` for which this thread's cache has no object.
#[cold]
#[inline(never)]
pub(crate) fn try_take<T: Placement>(site: Site) -> Option<Slot<T>> {
    if let Some(slot) = elsewhere() {
        return Some(slot);
    }
    let slot = idle()?;
    record(&slot, site);
    Some(slot)
}

fn record<T: Placement>(slot: &Slot<T>, site: Site) {
    if T::__POOLED_TRACKED {
        leaks::record(current::pool_of::<T>(), slot.as_ptr().cast(), site);
    }
}

/// Takes an object of a generic type whose cache is not where the fast path looks. It need not be recorded, because the
/// caches of tracked pools are not found here.
fn elsewhere<T: Placement>() -> Option<Slot<T>> {
    if T::__pooled_key().is_some() {
        return None;
    }
    let object = generic_tls::with::<T, _>(ThreadCache::pop)?;
    // SAFETY: the cache owned this object of `T`, and has just given it up.
    Some(unsafe { Slot::from_raw(object.cast()) })
}

/// Takes an idle object that the fast path didn't see: from the depot, or from the cache of a tracked pool.
fn idle<T: Placement>() -> Option<Slot<T>> {
    if settings().mode.is_off() {
        return None;
    }
    decay::run();
    let pool = current::pool_of::<T>();
    if pool.depot.len() > 0 {
        current::open::<T>();
    }
    let object = current::with_any::<T, _>(T::__pooled_key(), |cache| cache.obtain(pool))?;
    // SAFETY: the cache or the depot owned this object of `T`, and has just given it up.
    Some(unsafe { Slot::from_raw(object.cast()) })
}

/// Makes an object for a taker.
fn fresh<T: Placement>() -> Slot<T> {
    let slot = make();
    drop_recursion::made(slot.as_ptr());
    current::open::<T>();
    current::pool_of::<T>().count(Event::Miss, 1);
    slot
}

/// Puts a user's value into a slot, for a handle.
pub(crate) fn adopt<T: Placement>(value: T, site: Site) -> Slot<T> {
    let slot = Slot::new_with(|| value);
    current::open::<T>();
    current::pool_of::<T>().count(Event::Adopted, 1);
    record(&slot, site);
    slot
}

/// Makes sure that `target` objects are idle on this thread, or as many as fit: takes them from the depot, then makes
/// fresh ones.
pub(crate) fn warm<T: Placement>(target: usize) {
    decay::run();
    current::open::<T>();
    let wanted = current::with_any::<T, _>(T::__pooled_key(), |cache| {
        let wanted = target.saturating_sub(cache.len()).min(cache.room());
        wanted - cache.fill(wanted)
    });
    for _ in 0..wanted {
        let slot = make::<T>();
        current::pool_of::<T>().count(Event::Warmed, 1);
        let key = T::__pooled_key();
        // SAFETY: ownership of an object of `T` goes along to `T`'s cache, or comes back.
        let put = hand_over(slot, |object| current::with_any(key, |cache| unsafe { cache.put_into(object) }));
        if let Err(slot) = put {
            // Its constructor returned other objects to the pool, which took the room.
            return drop_it(slot, Reason::Trimmed);
        }
    }
}

/// Drops objects that were taken out of the pool. The first panic goes on when all are dropped, unless the thread is
/// unwinding already; others end here.
pub(crate) fn drop_all<T: Placement>(objects: &mut dyn Iterator<Item = Slot<T>>) {
    let pool = current::pool_of::<T>();
    let mut first = None;
    for object in objects {
        pool.count(Event::Discard(Reason::Cleared), 1);
        match attempt(|| drop(object)) {
            Err(payload) if first.is_none() => first = Some(payload),
            Err(payload) => drop_payload(payload),
            Ok(()) => {}
        }
    }
    if let Some(payload) = first {
        propagate(payload);
    }
}

/// Takes all idle objects out of this thread's cache and the depot, the last returned first.
pub(crate) fn remove_all<T: Placement>() -> Vec<Slot<T>> {
    decay::run();
    let pool = current::pool_of::<T>();
    let mut objects =
        Vec::with_capacity(current::with_any::<T, _>(T::__pooled_key(), ThreadCache::len) + pool.depot.len());
    let next = || current::with_any::<T, _>(T::__pooled_key(), ThreadCache::take_out).or_else(|| pool.depot.take_one());
    // No more than the list has room for: other threads may return objects all the time.
    for object in core::iter::from_fn(next).take(objects.capacity()) {
        // SAFETY: the cache or the depot owned this object of `T`, and has just given it up.
        objects.push(unsafe { Slot::from_raw(object.cast()) });
    }
    objects
}
