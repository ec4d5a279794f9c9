//! Takes that this thread's cache can't serve: they ask the depot, or make an object. Also the functions that fill and
//! empty a pool.
//!
//! All of it is out of line. User code runs here (constructors, resets, drops); none of it runs while a cache is
//! borrowed.

use core::ptr;

use crate::config::settings;
use crate::factory::Factory;
use crate::fresh::reset_fresh;
use crate::panic::{attempt, drop_payload, propagate, resume, swallow};
use crate::pool::alerts;
use crate::pool::batch::Batch;
use crate::pool::clock;
use crate::pool::depot::{Depot, YOUNG};
use crate::pool::slot::{Object, Slot};
use crate::pool::stats::{Event, Reason};
use crate::pool::type_pool::TypePool;
use crate::pool::walk::Site;
use crate::thread::access::Access;
use crate::thread::cache::ThreadCache;
use crate::thread::current::{self, Here};
use crate::thread::drop_recursion;
use crate::thread::flow::{NEEDED_PART, in_a_batch};
use crate::thread::notices;
use crate::thread::placement::Placement;
use crate::thread::returns::{drop_it, hand_over};

/// Makes a fresh object: constructs it, then resets it. A panic in either frees the slot and goes on.
fn make<T: Placement>() -> Slot<T> {
    let mut slot = Slot::new_with(T::__pooled_fresh);
    if let Err(payload) = attempt(|| reset_fresh::<T, T>(slot.get_mut())) {
        drop_recursion::drop_nested(slot, |slot| swallow(|| drop(slot)));
        resume(payload);
    }
    slot
}

/// Serves a take for which this thread's cache has no object.
#[cold]
#[inline(never)]
pub(crate) fn take<T: Placement>(site: Site) -> Slot<T> {
    // SAFETY: the pool is that of `T`.
    unsafe { take_by(&current::access::<T>(), site, make::<T>) }
}

/// The same, for the pool of `access`, whose objects `make` makes.
///
/// # Safety
/// Its objects are in slots of `T`.
#[inline]
pub(crate) unsafe fn take_by<T: Factory>(access: &Access, site: Site, make: impl FnOnce() -> Slot<T>) -> Slot<T> {
    match obtain(access, site) {
        // SAFETY: the cache or the depot owned this object, and has just given it up; the rest is the caller's promise.
        Ok(object) => unsafe { Slot::from_raw(object.cast()) },
        Err(here) => {
            let slot = make();
            drop_recursion::made();
            made(&here, slot.as_ptr().cast(), site);
            slot
        }
    }
}

/// Serves a `try_take` for which this thread's cache has no object.
#[cold]
#[inline(never)]
pub(crate) fn try_take<T: Placement>(site: Site) -> Option<Slot<T>> {
    // SAFETY: the pool is that of `T`.
    unsafe { try_take_by(&current::access::<T>(), site) }
}

/// The same, for the pool of `access`.
///
/// # Safety
/// As for [`take_by`].
#[inline]
pub(crate) unsafe fn try_take_by<T: Factory>(access: &Access, site: Site) -> Option<Slot<T>> {
    let object = obtain(access, site).ok()?;
    // SAFETY: as in `take_by`.
    Some(unsafe { Slot::from_raw(object.cast()) })
}

/// Takes an idle object that the fast path didn't see: of a generic type whose cache is not where it looks, from the
/// cache of a tracked pool, or from the depot. If there is none, says where one is needed.
#[inline(never)]
fn obtain(access: &Access, site: Site) -> Result<Object, Here<'_>> {
    // It need not be recorded: the caches of tracked pools are not found here.
    if let Some(object) = current::quick(access).and_then(ThreadCache::pop) {
        return Ok(object);
    }
    let here = Here::open(access);
    if let Some(object) = here.tracked().and_then(|cache| take_tracked(&here, cache, site)) {
        return Ok(object);
    }
    if here.refusal().is_some() {
        return Err(here);
    }
    let idle = here.run(|| match here.cache() {
        Some(cache) => cache.obtain(here.pool),
        None => ThreadCache::take_one(here.pool).inspect(|_| here.pool.count(Event::Refill, 1)),
    });
    let object = idle.ok_or(here)?;
    here.record(object, site);
    notices::tell();
    Ok(object)
}

/// Takes an object from the cache of a tracked pool, as the fast path does.
#[inline]
fn take_tracked(here: &Here, cache: &ThreadCache, site: Site) -> Option<Object> {
    let n = settings().sample();
    let (object, is_drawn) = cache.pop_and_draw(n)?;
    if is_drawn {
        let since = if n > 1 && cache.is_busy() { clock::looked() } else { clock::now() };
        here.record_drawn(object, site, since);
    } else {
        here.rest(cache);
    }
    Some(object)
}

/// Counts an object that was made for a taker.
#[inline(never)]
fn made(here: &Here, object: Object, site: Site) {
    here.pool.count(Event::Miss, 1);
    if !here.pool.is_restricted() {
        here.pool.contest.note_miss(here.cache().map_or(0, |cache| ptr::from_ref(cache).addr()));
    }
    here.record(object, site);
    alerts::object_made(here.pool);
    notices::tell();
}

/// Puts a user's value into a slot, for a handle.
pub(crate) fn adopt<T: Placement>(value: T, site: Site) -> Slot<T> {
    let slot = Slot::new_with(|| value);
    note_adopted(&current::access::<T>(), slot.as_ptr().cast(), site);
    slot
}

/// Counts a user's value that was put into a slot of the pool of `access`.
pub(crate) fn note_adopted(access: &Access, object: Object, site: Site) {
    let here = Here::open(access);
    here.pool.count(Event::Adopted, 1);
    here.record(object, site);
    alerts::object_made(here.pool);
    notices::tell();
}

/// Makes sure that `target` objects are idle on this thread, or as many as fit: takes them from the depot, then makes
/// fresh ones. Says how many it made.
pub(crate) fn warm<T: Placement>(target: usize) -> usize {
    warm_by(&current::access::<T>(), target, make::<T>)
}

/// The same, for the pool of `access`, whose objects `make` makes.
pub(crate) fn warm_by<T: Factory>(access: &Access, target: usize, make: impl Fn() -> Slot<T>) -> usize {
    let here = Here::open(access);
    if here.pool.tuning.is_off() {
        return 0;
    }
    let count = here.run(|| fill_up(here, target, make));
    notices::tell();
    count
}

fn fill_up<T: Factory>(here: Here, target: usize, make: impl Fn() -> Slot<T>) -> usize {
    let mut count = 0;
    while count < target && here.cache().is_some_and(|cache| make_room(cache, here.pool, target)) {
        let slot = make();
        here.pool.count(Event::Warmed, 1);
        let put = |object| match here.cache() {
            // SAFETY: ownership of an object of `T` goes along to `T`'s cache, or comes back.
            Some(cache) => unsafe { cache.put_into(object) },
            None => Err(object),
        };
        if let Err(slot) = hand_over(slot, put) {
            // Its constructor returned other objects to the pool, which took the room.
            drop_it(here.pool, slot, Reason::Trimmed);
            break;
        }
        count += 1;
    }
    count
}

/// Moves objects from the depot until `target` are idle in the cache. Says whether one has to be made, and there is
/// room for it.
fn make_room(cache: &ThreadCache, pool: &TypePool, target: usize) -> bool {
    cache.slide_down();
    if target > cache.allowed() {
        cache.grow_to(pool, target, NEEDED_PART);
    }
    while cache.len() < target && cache.fill(pool, (target - cache.len()).min(cache.room())) > 0 {}
    cache.len() < target && cache.room() > 0
}

/// Fills the depot with fresh objects until `target` are idle there, or as many as fit. Says how many it made.
pub(crate) fn warm_shared<T: Placement>(target: usize) -> usize {
    let pool = current::pool_of::<T>();
    let Some(depot) = pool.depot().filter(|_| !pool.tuning.is_off()) else { return 0 };
    let mut made = 0;
    // Other threads may take objects meanwhile.
    while made < target && depot.len() < target {
        let affordable = pool.budget_left() / pool.typical_bytes();
        let wanted = (target - depot.len()).min(depot.room()).min(in_a_batch(pool)).min(affordable);
        let Some(mut batch) = pool.batch().filter(|_| wanted > 0) else { break };
        let filled = attempt(|| (0..wanted).for_each(|_| push_fresh::<T>(pool, &mut batch)));
        let came = batch.len();
        pool.set_typical_bytes(batch.bytes() / came.max(1));
        // SAFETY: the objects are of `T`, which threads share.
        let is_given = unsafe { pool.give(Some(depot), batch, YOUNG) };
        if let Err(payload) = filled {
            resume(payload);
        }
        if !is_given || came == 0 {
            break;
        }
        made += came;
    }
    notices::tell();
    made
}

/// Makes an object for the depot. User code runs.
fn push_fresh<T: Placement>(pool: &TypePool, batch: &mut Batch) {
    let object = make::<T>().into_raw().cast();
    pool.count(Event::Warmed, 1);
    // SAFETY: it was made above, and nobody else has it.
    match unsafe { pool.measure(object) } {
        Some(bytes) => batch.push(object, bytes),
        // SAFETY: as above.
        None => unsafe { pool.dispose(object, Reason::Evicted) },
    }
}

/// Drops objects that were taken out of the pool. The first panic goes on when all are dropped, unless the thread is
/// unwinding already; others end here.
pub(crate) fn drop_all<T: Factory>(pool: &TypePool, objects: &mut dyn Iterator<Item = Slot<T>>) {
    let mut first = None;
    for object in objects {
        pool.count(Event::Discard(Reason::Cleared), 1);
        match attempt(|| drop(object)) {
            Err(payload) if first.is_none() => first = Some(payload),
            Err(payload) => drop_payload(payload),
            Ok(()) => {}
        }
    }
    notices::tell();
    if let Some(payload) = first {
        propagate(payload);
    }
}

/// Takes all idle objects out of this thread's cache and the depot, the last returned first.
pub(crate) fn remove_all<T: Placement>() -> Vec<Slot<T>> {
    // SAFETY: the pool is that of `T`.
    unsafe { remove_from(&current::access::<T>()) }
}

/// The same, for the pool of `access`.
///
/// # Safety
/// Its objects are in slots of `T`.
pub(crate) unsafe fn remove_from<T: Factory>(access: &Access) -> Vec<Slot<T>> {
    let here = Here::find(access);
    // SAFETY: the cache or the depot owned these objects, and has just given them up; the rest is the caller's promise.
    here.run(|| remove(here)).into_iter().map(|object| unsafe { Slot::from_raw(object.cast()) }).collect()
}

fn remove(here: Here) -> Vec<Object> {
    let depot = ThreadCache::depot_at(here.cache(), here.pool);
    let elsewhere = depot.map_or(0, Depot::len) + here.pool.roster.parked_objects();
    let mut objects = Vec::with_capacity(here.cache().map_or(0, ThreadCache::len) + elsewhere);
    let next = || match here.cache() {
        Some(cache) => cache.take_out().or_else(|| {
            if cache.fill(here.pool, 1) == 0 {
                cache.take_parked(here.pool);
            }
            cache.take_out()
        }),
        None => ThreadCache::take_one(here.pool),
    };
    // No more than the list has room for: other threads may return objects all the time.
    let most = objects.capacity();
    objects.extend(core::iter::from_fn(next).take(most));
    here.pool.count(Event::Removed, objects.len());
    objects
}
