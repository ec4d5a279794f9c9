//! The trait that the derive implements for a type with a static pool.

use super::static_box::StaticBox;
use super::{IDLE, StaticSlots, Tenant, VACANT};
use crate::factory::Factory;

/// A type with a pool of a fixed number of objects. Implemented by `#[derive(Pooled)]` with `#[pooled(static = N)]`.
///
/// ```
/// use pooled_types::{Pooled, StaticPooled};
///
/// #[derive(Pooled, Default)]
/// #[pooled(static = 2)]
/// struct Packet {
///     bytes: [u8; 32],
/// }
///
/// let first = Packet::take().expect("both are free");
/// let _second = Packet::take().expect("one is free");
/// assert!(Packet::take().is_none()); // all are in use
/// drop(first);
/// assert!(Packet::take().is_some());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type with a static pool",
    label = "has no static pool",
    note = "write `#[derive(Pooled)]` and `#[pooled(static = N)]` on it; without `static` the pools are thread-local, \
            for `Pooled` and `PoolBox`"
)]
pub trait StaticPooled: Factory {
    /// The slots of this type's pool.
    #[doc(hidden)]
    fn __pooled_slots() -> &'static StaticSlots<Self>;

    /// Takes a clean object; `None` if all are in use. Lock-free; O(N). While other threads take and return objects, it
    /// may miss a slot that becomes free after it was looked at.
    ///
    /// # Panics
    /// If a fresh object is needed and making it panics.
    #[must_use]
    fn take() -> Option<StaticBox<Self>> {
        take_from(Self::__pooled_slots())
    }
}

/// Takes a clean object out of `slots`; `None` if all are in use.
pub(crate) fn take_from<T: Factory>(slots: &'static StaticSlots<T>) -> Option<StaticBox<T>> {
    let claimed = |state| slots.iter().find(|slot| slot.claim(state));
    match claimed(IDLE) {
        Some(slot) => Some(StaticBox::of(Tenant { slot })),
        None => claimed(VACANT).map(StaticBox::fill),
    }
}
