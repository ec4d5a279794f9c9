//! How objects leave the pool of a value.
//!
//! A pool knows no traits of its values, so it does not know of their secrets either. A pool that resets its values by
//! the rules of their type does: it ends them through another view of their slots.
//!
//! # Invariant
//! `P` is a transparent view of a `T`, and asks for lines of the same size. So a slot of one is a slot of the other.

use super::plain::{ByRules, Plain, PlainSlot};
use crate::factory::Factory;
use crate::handle_end::Refusal;
use crate::panic::Payload;
use crate::pool::slot::{Object, Slot};
use crate::pool::type_pool::TypePool;
use crate::reset::Reset;
use crate::thread::access::Access;
use crate::thread::{drop_recursion, returns, slow_path};

/// How objects leave the pool of a value. All of it is on slow paths.
pub(super) struct Ends<T: 'static> {
    /// Drops the object of a handle that may not be used again.
    pub(super) discard: fn(&TypePool, PlainSlot<T>, Refusal),
    /// Drops the object of a handle whose reset panicked; the panic goes on.
    pub(super) abandon: fn(&TypePool, PlainSlot<T>, Payload),
    /// Returns an object for which the stack has no room.
    pub(super) overflow: fn(&Access, PlainSlot<T>),
    /// Drops objects that were taken out of the pool.
    pub(super) drop_all: fn(&TypePool, &mut dyn Iterator<Item = PlainSlot<T>>),
    /// Moves an object out of its slot, which is freed.
    pub(super) into_inner: fn(PlainSlot<T>) -> T,
    /// Drops an idle object and frees its slot; later, if many drops are under way.
    pub(super) dispose: unsafe fn(Object),
}

impl<T: 'static> Ends<T> {
    pub(super) const PLAIN: &'static Self = &Self::of::<Plain<T>>();

    const fn of<P: View<T>>() -> Self {
        Self {
            discard: |pool, slot, why| returns::discard(pool, P::slot(slot), why),
            abandon: |pool, slot, payload| returns::panicked(pool, P::slot(slot), payload),
            overflow: |access, slot| returns::overflow_to(access, P::slot(slot)),
            drop_all: |pool, slots| slow_path::drop_all(pool, &mut slots.map(P::slot)),
            into_inner: |slot| P::slot(slot).into_inner().into_value(),
            dispose: dispose::<T, P>,
        }
    }
}

impl<T: Reset + 'static> Ends<T> {
    pub(super) const BY_RULES: &'static Self = &Self::of::<ByRules<T>>();
}

/// A view of a value in its slot.
///
/// # Safety
/// It is transparent, and its `__POOLED_LINE` is that of [`Plain`].
unsafe trait View<T: 'static>: Factory {
    fn into_value(self) -> T;

    fn slot(slot: PlainSlot<T>) -> Slot<Self> {
        // SAFETY: the slot owned the object, and is given up. The rest is said above.
        unsafe { Slot::from_raw(slot.into_raw().cast()) }
    }
}

// SAFETY: it is.
unsafe impl<T: 'static> View<T> for Plain<T> {
    fn into_value(self) -> T {
        self.0
    }
}

// SAFETY: it is, and neither says anything about lines.
unsafe impl<T: Reset + 'static> View<T> for ByRules<T> {
    fn into_value(self) -> T {
        self.0
    }
}

/// Drops an idle value and frees its slot; later, if many drops are under way.
///
/// # Safety
/// `object` comes from `Slot::into_raw` of a `PlainSlot<T>`, and nothing else uses it any more.
unsafe fn dispose<T: 'static, P: View<T>>(object: Object) {
    // SAFETY: the caller's promise.
    let slot = P::slot(unsafe { PlainSlot::<T>::from_raw(object.cast()) });
    if core::mem::needs_drop::<T>() {
        drop_recursion::drop_nested(slot, drop);
    } else {
        drop(slot);
    }
}
