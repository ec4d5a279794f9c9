//! A value in a slot: it has none of the traits that a pooled type has.

use crate::factory::Factory;
use crate::pool::slot::{Object, Slot};
use crate::reset::Reset;
use crate::thread::drop_recursion;

/// A value as slots see it. Its pool knows how it is made and reset, so nobody asks this type.
#[repr(transparent)]
pub(super) struct Plain<T>(pub(super) T);

/// A slot with a value.
pub(super) type PlainSlot<T> = Slot<Plain<T>>;

impl<T: 'static> Reset for Plain<T> {
    fn reset(&mut self) {}
}

impl<T: 'static> Factory for Plain<T> {
    type __PooledLayout = pooled_layout::OpaqueLayout<Self>;

    fn __pooled_fresh() -> Self {
        unreachable!("the pool of a value makes its objects")
    }
}

/// Drops an idle value and frees its slot; later, if many drops are under way.
///
/// # Safety
/// `object` comes from `Slot::into_raw` of a `PlainSlot<T>`, and nothing else uses it any more.
pub(super) unsafe fn dispose<T: 'static>(object: Object) {
    // SAFETY: the caller's promise.
    let slot = unsafe { PlainSlot::<T>::from_raw(object.cast()) };
    if core::mem::needs_drop::<T>() {
        drop_recursion::drop_nested(slot, drop);
    } else {
        drop(slot);
    }
}
