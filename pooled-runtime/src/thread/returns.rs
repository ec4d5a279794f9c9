//! How the loan of an object ends on this thread: the cache or the depot keeps the object, or it leaves the pool.
//!
//! [`handle_end`](crate::handle_end) decides whether the pool keeps the object. A clean object goes to the first of
//! these places that has room:
//!
//! 1. the cache that the fast path sees;
//! 2. the cache of a generic type whose first place in the table another type has;
//! 3. the cache of a tracked pool;
//! 4. the cache, after it grew, or after a part of its oldest objects went to the depot;
//! 5. the depot, if the thread has no cache;
//! 6. nowhere: it is dropped, [`Reason::Full`].
//!
//! An object that leaves the pool takes the same steps on every way out: the record of where it was taken is removed,
//! it is counted, and then user code (its drop) runs, later if many drops are under way. No user code runs while a
//! cache is borrowed.

use crate::factory::Factory;
use crate::handle_end::{Loan, Refusal};
use crate::panic::{Payload, attempt, propagate, swallow};
use crate::pool::leaks;
use crate::pool::slot::{Object, Slot};
use crate::pool::stats::{Event, Reason};
use crate::pool::type_pool::TypePool;
use crate::thread::access::Access;
use crate::thread::current::Here;
use crate::thread::placement::Placement;
use crate::thread::{current, drop_recursion, notices};

impl<T: Placement> Loan<T> for Slot<T> {
    #[inline]
    fn object(&mut self) -> &mut T {
        self.get_mut()
    }

    #[inline]
    fn keep(self) {
        if let Err(slot) = push(self) {
            overflow(slot);
        }
    }

    #[inline]
    fn discard(self, why: Refusal) {
        discard_of_type(self, why);
    }

    #[inline]
    fn abandon(self, payload: Payload) {
        panicked_of_type(self, payload);
    }
}

/// Puts a clean object into this thread's cache; gives it back if there is no room.
#[inline]
fn push<T: Placement>(slot: Slot<T>) -> Result<(), Slot<T>> {
    // Asked for while `slot` still owns the object: a `__pooled_key` written by hand may panic.
    let key = T::__pooled_key();
    // SAFETY: the object comes from a slot of `T`, whose cache this is, and ownership goes along.
    hand_over(slot, |object| current::with_at_hand(key, |cache| unsafe { cache.push(object) }).unwrap_or(Err(object)))
}

/// Serves a return for which the cache has no room.
#[cold]
#[inline(never)]
fn overflow<T: Placement>(slot: Slot<T>) {
    // Asked for while `slot` still owns the object: a `__pooled_key` written by hand may panic.
    overflow_to(&current::access::<T>(), slot);
}

/// The same, for the pool of `access`, which is one of such objects.
pub(crate) fn overflow_to<T: Factory>(access: &Access, slot: Slot<T>) {
    let mut why = Reason::Full;
    let offer = |object| {
        // SAFETY: ownership of an object of `T` goes along to `T`'s cache or depot, or comes back.
        unsafe { accept(access, object) }.map_err(|(object, reason)| {
            why = reason;
            object
        })
    };
    let refused = hand_over(slot, offer);
    if let Err(slot) = refused {
        drop_it(current::pool_at(access), slot, why);
    }
}

/// Puts an object where there is room for it; gives it back if there is none.
///
/// # Safety
/// `object` is a slot pointer of the type of `access`, and the caller owns it.
#[inline(never)]
unsafe fn accept(access: &Access, object: Object) -> Result<(), (Object, Reason)> {
    // SAFETY: the caller's promise.
    if let Some(Ok(())) = current::quick(access).map(|cache| unsafe { cache.push(object) }) {
        return Ok(());
    }
    let here = Here::open(access);
    leaks::forget(here.pool, object);
    // SAFETY: the caller's promise.
    if let Some(cache) = here.tracked().filter(|cache| unsafe { cache.push(object) }.is_ok()) {
        here.rest(cache);
        return Ok(());
    }
    if let Some(reason) = here.refusal() {
        return Err((object, reason));
    }
    let accepted = here.run(|| match here.cache() {
        // SAFETY: the caller's promise.
        Some(cache) => unsafe { cache.accept(here.pool, object) },
        // SAFETY: the same.
        None => unsafe { here.pool.store(object) },
    });
    notices::tell();
    accepted
}

/// Passes ownership of an object to `to`, which gives it back if it does not want it.
///
/// `slot` owns the object until `to` has returned: the first access to a thread-local written by hand may panic, and
/// the object has not gone anywhere then.
#[inline]
pub(crate) fn hand_over<T: Factory>(
    slot: Slot<T>,
    to: impl FnOnce(Object) -> Result<(), Object>,
) -> Result<(), Slot<T>> {
    if to(slot.as_ptr().cast()).is_err() {
        return Err(slot);
    }
    core::mem::forget(slot);
    Ok(())
}

#[cold]
#[inline(never)]
fn discard_of_type<T: Placement>(slot: Slot<T>, why: Refusal) {
    discard(current::pool_of::<T>(), slot, why);
}

/// Drops the object of a handle instead of pooling it. A panic of the drop goes on, unless the thread is unwinding
/// already.
pub(crate) fn discard<T: Factory>(pool: &TypePool, slot: Slot<T>, why: Refusal) {
    leaks::forget(pool, slot.as_ptr().cast());
    let reason = match why {
        Refusal::Invalid => Reason::Invalid,
        Refusal::Unwinding => Reason::Unwinding,
    };
    drop_it(pool, slot, reason);
}

pub(crate) fn drop_it<T: Factory>(pool: &TypePool, slot: Slot<T>, reason: Reason) {
    pool.count(Event::Discard(reason), 1);
    notices::tell();
    drop_recursion::drop_nested(slot, |slot| {
        if let Err(payload) = attempt(|| drop(slot)) {
            propagate(payload);
        }
    });
}

#[cold]
#[inline(never)]
fn panicked_of_type<T: Placement>(slot: Slot<T>, payload: Payload) {
    panicked(current::pool_of::<T>(), slot, payload);
}

/// Drops an object whose reset or `validate` panicked, and lets that panic go on.
pub(crate) fn panicked<T: Factory>(pool: &TypePool, slot: Slot<T>, payload: Payload) {
    leaks::forget(pool, slot.as_ptr().cast());
    pool.count(Event::Discard(Reason::Panicked), 1);
    drop_recursion::drop_nested(slot, |slot| swallow(|| drop(slot)));
    notices::tell();
    propagate(payload);
}

/// Counts an object that leaves the pool for good.
pub(crate) fn leave(pool: &TypePool, object: Object, event: Event) {
    leaks::forget(pool, object);
    pool.count(event, 1);
}
