//! What a pool does when its stack can't serve: make an object, find room, drop what can't be kept.
//!
//! All of it is out of line. User code runs here (constructors, resets, drops); none of it runs while a block is borrowed.

use crate::block::Block;
use crate::chain;
use crate::home::{self, Home};
use crate::recipe::Recipe;
use crate::slot::Slot;
use crate::stats::Reason;
use crate::unwind::{Payload, attempt, drop_payload, propagate, resume, swallow};

/// Makes an object as a fresh one is defined: constructed, then reset. A panic in either frees the slot and goes on.
pub(crate) fn make<T: Recipe>() -> Slot<T> {
    let mut slot = Slot::new_with(T::fresh);
    if let Err(payload) = attempt(|| slot.get_mut().reset()) {
        chain::drop_unless_endless::<T, _>(slot, |slot| swallow(|| drop(slot)));
        resume(payload);
    }
    slot
}

/// Serves a take for which no object is idle.
#[cold]
#[inline(never)]
pub(crate) fn miss<T: Home>() -> Slot<T> {
    let slot = make();
    chain::made::<T>();
    home::open::<T>();
    if !home::with::<T, _>(Block::count_miss) {
        home::shared::<T>().count_blockless_miss();
    }
    slot
}

/// Serves a return for which the stack has no room.
#[cold]
#[inline(never)]
pub(crate) fn overflow<T: Home>(slot: Slot<T>) {
    let refused = if home::open::<T>() { push(slot) } else { Err(slot) };
    if let Err(slot) = refused {
        discard(slot, Reason::Full);
    }
}

/// Puts a clean object on this thread's stack; gives it back if there is no room.
#[inline]
pub(crate) fn push<T: Home>(slot: Slot<T>) -> Result<(), Slot<T>> {
    // Asked for while `slot` still owns the object: a key made by hand may panic.
    let key = T::key();
    let object = slot.into_raw().cast();
    // SAFETY: the object comes from a slot of `T`, whose block this is, and ownership goes along.
    let pushed = home::with_key(key, |block| unsafe { block.push(object) });
    // SAFETY: refused, so it is still ours alone.
    pushed.map_err(|object| unsafe { Slot::from_raw(object.cast()) })
}

/// Drops an object instead of pooling it. Its own panic goes on, unless the thread is unwinding already.
#[cold]
#[inline(never)]
pub(crate) fn discard<T: Home>(slot: Slot<T>, reason: Reason) {
    home::shared::<T>().count_discard(reason);
    chain::drop_unless_endless::<T, _>(slot, |slot| {
        if let Err(payload) = attempt(|| drop(slot)) {
            propagate(payload);
        }
    });
}

/// Drops an object whose reset or `validate` panicked, and lets that panic go on.
#[cold]
#[inline(never)]
pub(crate) fn panicked<T: Home>(slot: Slot<T>, payload: Payload) {
    home::shared::<T>().count_discard(Reason::Panicked);
    chain::drop_unless_endless::<T, _>(slot, |slot| swallow(|| drop(slot)));
    propagate(payload);
}

/// Makes objects until `target` are idle on this thread, or it has no room.
pub(crate) fn warm<T: Home>(target: usize) {
    home::open::<T>();
    let idle = home::with::<T, _>(Block::len);
    let room = home::with::<T, _>(Block::room);
    for _ in 0..target.saturating_sub(idle).min(room) {
        if push(make::<T>()).is_err() {
            return;
        }
    }
}

/// Drops objects. The first panic goes on when all are dropped, unless the thread is unwinding already; others end here.
pub(crate) fn drop_all<T>(objects: &mut dyn Iterator<Item = Slot<T>>) {
    let mut first = None;
    for object in objects {
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

/// Takes all idle objects off this thread's stack.
pub(crate) fn remove_all<T: Home>() -> Vec<Slot<T>> {
    let mut objects = Vec::with_capacity(home::with::<T, _>(Block::len));
    while let Some(object) = home::with::<T, _>(Block::remove) {
        // SAFETY: the block owned this object of `T`, and has just given it up.
        objects.push(unsafe { Slot::from_raw(object.cast()) });
    }
    objects
}
