//! What a pool does when its stack can't serve: ask the depot, make an object, find room, drop what can't be kept.
//!
//! All of it is out of line. User code runs here (constructors, resets, drops); none of it runs while a block is borrowed.

use core::ptr::NonNull;

use crate::block::Block;
use crate::chain;
use crate::config::{Mode, settings};
use crate::home::{self, Home};
use crate::slot::{Object, Slot};
use crate::stats::{Event, Reason};
use crate::table;
use crate::track::{self, Site};
use crate::unwind::{Payload, attempt, drop_payload, propagate, resume, swallow};
use crate::upkeep;

/// Makes an object as a fresh one is defined: constructed, then reset. A panic in either frees the slot and goes on.
fn make<T: Home>() -> Slot<T> {
    let mut slot = Slot::new_with(T::__pooled_fresh);
    if let Err(payload) = attempt(|| slot.get_mut().__pooled_reset::<T>()) {
        chain::drop_unless_endless(slot.as_ptr(), slot, |slot| swallow(|| drop(slot)));
        resume(payload);
    }
    slot
}

/// Serves a take for which this thread's stack has no object.
#[cold]
#[inline(never)]
pub(crate) fn take<T: Home>(site: Site) -> Slot<T> {
    if let Some(slot) = elsewhere() {
        return slot;
    }
    let slot = idle().unwrap_or_else(fresh);
    record(&slot, site);
    slot
}

/// Serves a take of an idle object for which this thread's stack has none.
#[cold]
#[inline(never)]
pub(crate) fn try_take<T: Home>(site: Site) -> Option<Slot<T>> {
    if let Some(slot) = elsewhere() {
        return Some(slot);
    }
    let slot = idle()?;
    record(&slot, site);
    Some(slot)
}

fn record<T: Home>(slot: &Slot<T>, site: Site) {
    if T::__POOLED_TRACKED {
        track::record(home::shared::<T>(), slot.as_ptr().cast(), site);
    }
}

/// An idle object of a generic type whose block is not where the fast path looks. It need not be recorded: the blocks of pools that are
/// tracked are not found here.
fn elsewhere<T: Home>() -> Option<Slot<T>> {
    if T::__pooled_key().is_some() {
        return None;
    }
    let object = table::with::<T, _>(Block::pop)?;
    // SAFETY: the block owned this object of `T`, and has just given it up.
    Some(unsafe { Slot::from_raw(object.cast()) })
}

/// Returns an object of a generic type to a block that is not where the fast path looks; gives it back if there is no room.
fn push_elsewhere<T: Home>(slot: Slot<T>) -> Result<(), Slot<T>> {
    if T::__pooled_key().is_some() {
        return Err(slot);
    }
    // SAFETY: the object comes from a slot of `T`, whose block this is, and ownership goes along.
    hand_over(slot, |object| table::with::<T, _>(|block| unsafe { block.push(object) }))
}

/// An idle object that the fast path didn't see: of the depot, or of a stack that is tracked.
fn idle<T: Home>() -> Option<Slot<T>> {
    if settings().mode == Mode::Off {
        return None;
    }
    upkeep::run();
    let shared = home::shared::<T>();
    if shared.depot.len() > 0 {
        home::open::<T>();
    }
    let object = home::with_any::<T, _>(T::__pooled_key(), |block| block.obtain(shared))?;
    // SAFETY: the block or the depot owned this object of `T`, and has just given it up.
    Some(unsafe { Slot::from_raw(object.cast()) })
}

/// Makes an object for a taker.
fn fresh<T: Home>() -> Slot<T> {
    let slot = make();
    chain::made(slot.as_ptr());
    home::open::<T>();
    home::shared::<T>().count(Event::Miss, 1);
    slot
}

/// Puts a value of the user's into a slot, for a handle.
pub(crate) fn adopt<T: Home>(value: T, site: Site) -> Slot<T> {
    let slot = Slot::new_with(|| value);
    home::open::<T>();
    home::shared::<T>().count(Event::Adopted, 1);
    record(&slot, site);
    slot
}

/// Counts an object that leaves the pool for good.
pub(crate) fn leave<T: Home>(object: NonNull<T>, event: Event) {
    let shared = home::shared::<T>();
    chain::left(object);
    track::forget(shared, object.cast());
    shared.count(event, 1);
}

/// Serves a return for which the stack has no room.
#[cold]
#[inline(never)]
pub(crate) fn overflow<T: Home>(slot: Slot<T>) {
    let Err(slot) = push_elsewhere(slot) else { return };
    home::open::<T>();
    if settings().mode == Mode::Off {
        return drop_it(slot, Reason::Off);
    }
    track::forget(home::shared::<T>(), slot.as_ptr().cast());
    upkeep::run();
    let key = T::__pooled_key();
    let refused = hand_over(slot, |object| {
        // SAFETY: ownership of an object of `T` goes along to `T`'s block, or comes back.
        home::with_any(key, |block| unsafe { block.accept(object) })
    });
    if let Err(slot) = refused.or_else(give_to_depot) {
        drop_it(slot, Reason::Full);
    }
}

/// Returns an object to the depot directly, where there is no stack.
fn give_to_depot<T: Home>(slot: Slot<T>) -> Result<(), Slot<T>> {
    let shared = home::shared::<T>();
    // SAFETY: ownership of an object of `T` goes along to `T`'s depot, or stays.
    hand_over(slot, |object| unsafe { shared.store(object) })
}

/// Puts a clean object on this thread's stack; gives it back if there is no room.
#[inline]
pub(crate) fn push<T: Home>(slot: Slot<T>) -> Result<(), Slot<T>> {
    // Asked for while `slot` still owns the object: a key made by hand may panic.
    let key = T::__pooled_key();
    // SAFETY: the object comes from a slot of `T`, whose block this is, and ownership goes along.
    hand_over(slot, |object| home::with_at_hand(key, |block| unsafe { block.push(object) }).unwrap_or(Err(object)))
}

/// Passes ownership of an object to `to`, which gives it back if it does not want it.
///
/// `slot` owns the object until `to` has returned: a thread-local made by hand may panic when it is reached, which is before the object
/// has gone anywhere.
#[inline]
fn hand_over<T: Home>(slot: Slot<T>, to: impl FnOnce(Object) -> Result<(), Object>) -> Result<(), Slot<T>> {
    if to(slot.as_ptr().cast()).is_err() {
        return Err(slot);
    }
    core::mem::forget(slot);
    Ok(())
}

/// Drops the object of a handle instead of pooling it. Its own panic goes on, unless the thread is unwinding already.
#[cold]
#[inline(never)]
pub(crate) fn discard<T: Home>(slot: Slot<T>, reason: Reason) {
    track::forget(home::shared::<T>(), slot.as_ptr().cast());
    drop_it(slot, reason);
}

fn drop_it<T: Home>(slot: Slot<T>, reason: Reason) {
    home::shared::<T>().count(Event::Discard(reason), 1);
    chain::drop_unless_endless(slot.as_ptr(), slot, |slot| {
        if let Err(payload) = attempt(|| drop(slot)) {
            propagate(payload);
        }
    });
}

/// Drops an object whose reset or `validate` panicked, and lets that panic go on.
#[cold]
#[inline(never)]
pub(crate) fn panicked<T: Home>(slot: Slot<T>, payload: Payload) {
    let shared = home::shared::<T>();
    track::forget(shared, slot.as_ptr().cast());
    shared.count(Event::Discard(Reason::Panicked), 1);
    chain::drop_unless_endless(slot.as_ptr(), slot, |slot| swallow(|| drop(slot)));
    propagate(payload);
}

/// Makes sure that `target` objects are idle on this thread, or as many as it has room for: from the depot, then fresh ones.
pub(crate) fn warm<T: Home>(target: usize) {
    upkeep::run();
    home::open::<T>();
    let wanted = home::with_any::<T, _>(T::__pooled_key(), |block| {
        let wanted = target.saturating_sub(block.len()).min(block.room());
        wanted - block.fill(wanted)
    });
    for _ in 0..wanted {
        let slot = make::<T>();
        home::shared::<T>().count(Event::Warmed, 1);
        let key = T::__pooled_key();
        // SAFETY: ownership of an object of `T` goes along to `T`'s block, or comes back.
        let put = hand_over(slot, |object| home::with_any(key, |block| unsafe { block.put_into(object) }));
        if let Err(slot) = put {
            // What making it returned to the pool has taken its place.
            return drop_it(slot, Reason::Trimmed);
        }
    }
}

/// Drops objects that were taken out of the pool. The first panic goes on when all are dropped, unless the thread is unwinding
/// already; others end here.
pub(crate) fn drop_all<T: Home>(objects: &mut dyn Iterator<Item = Slot<T>>) {
    let shared = home::shared::<T>();
    let mut first = None;
    for object in objects {
        shared.count(Event::Discard(Reason::Cleared), 1);
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

/// Takes all idle objects off this thread's stack and out of the depot, the last returned first.
pub(crate) fn remove_all<T: Home>() -> Vec<Slot<T>> {
    upkeep::run();
    let shared = home::shared::<T>();
    let mut objects = Vec::with_capacity(home::with_any::<T, _>(T::__pooled_key(), Block::len) + shared.depot.len());
    let next = || home::with_any::<T, _>(T::__pooled_key(), Block::take_out).or_else(|| shared.depot.take_one());
    // No more than there was room for: others may return objects all the time.
    for object in core::iter::from_fn(next).take(objects.capacity()) {
        // SAFETY: the block or the depot owned this object of `T`, and has just given it up.
        objects.push(unsafe { Slot::from_raw(object.cast()) });
    }
    objects
}
