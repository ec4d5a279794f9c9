//! The handle of an object in a static pool.

use core::mem::ManuallyDrop;
#[cfg(not(pooled_loom))]
use core::mem::offset_of;
use core::ops::{Deref, DerefMut};
#[cfg(not(pooled_loom))]
use core::ptr::NonNull;

use super::{Claim, StaticSlot, Tenant};
#[cfg(feature = "std")]
use crate::delegate::io;
use crate::delegate::{change, view};
use crate::factory::Factory;
use crate::fresh::reset_fresh;
use crate::handle_end::{self, Loan, Refusal};
use crate::panic::{Payload, attempt, propagate, resume, swallow};
use crate::reset::Nobody;

/// An object on loan from a [`StaticPool`](crate::StaticPool). Dropping it resets the object and returns it.
///
/// Without `std` a pool can neither catch a panic nor tell whether the program unwinds. So, unlike a `PoolBox`, this
/// handle then also returns an object with `keep` fields while the program unwinds, and a panic of user code during
/// that aborts the program.
///
/// ```
/// use pooled_types::{Pooled, StaticBox, StaticPooled};
///
/// #[derive(Pooled, Default)]
/// #[pooled(static = 2)]
/// struct Packet {
///     bytes: [u8; 32],
/// }
///
/// let mut packet: StaticBox<Packet> = Packet::take().expect("both are free");
/// packet.bytes[0] = 1;
/// drop(packet);
/// assert_eq!(Packet::take().expect("both are free").bytes[0], 0);
/// ```
pub struct StaticBox<T: Factory> {
    tenant: ManuallyDrop<Tenant<T>>,
}

// SAFETY: the handle owns its object, as `Box` does.
unsafe impl<T: Factory + Send> Send for StaticBox<T> {}
// SAFETY: a shared handle gives out shared references only.
unsafe impl<T: Factory + Sync> Sync for StaticBox<T> {}

#[cfg(feature = "std")]
impl<T: Factory + std::panic::UnwindSafe> std::panic::UnwindSafe for StaticBox<T> {}
#[cfg(feature = "std")]
impl<T: Factory + std::panic::RefUnwindSafe> std::panic::RefUnwindSafe for StaticBox<T> {}

impl<T: Factory> StaticBox<T> {
    /// The handle of a claimed slot with a clean object.
    pub(super) fn of(tenant: Tenant<T>) -> Self {
        Self { tenant: ManuallyDrop::new(tenant) }
    }

    /// Gives up the handle without ending the loan: the object is neither reset nor returned, and its place is not free
    /// until [`from_raw`](Self::from_raw).
    ///
    /// ```
    /// use pooled_types::{Pooled, StaticBox, StaticPooled};
    ///
    /// #[derive(Pooled, Default)]
    /// #[pooled(static = 1)]
    /// struct Packet([u8; 16]);
    ///
    /// let raw = StaticBox::into_raw(Packet::take().unwrap()); // to a driver
    /// assert!(Packet::take().is_none());
    /// // SAFETY: it comes from `into_raw` of such a handle, and is used once.
    /// drop(unsafe { StaticBox::from_raw(raw) });
    /// assert!(Packet::take().is_some());
    /// ```
    #[cfg(not(pooled_loom))]
    #[must_use = "the place is lost unless `from_raw` takes it back"]
    pub fn into_raw(this: Self) -> NonNull<T> {
        let slot = NonNull::from(ManuallyDrop::new(this).tenant.slot);
        // SAFETY: the place of the object is in the slot. The pointer is made of that of the slot, so that `from_raw`
        // may go back there.
        unsafe { slot.byte_add(offset_of!(StaticSlot<T>, object)).cast() }
    }

    /// Makes the handle of a pointer again.
    ///
    /// # Safety
    /// `object` comes from [`into_raw`](Self::into_raw) of a `StaticBox<T>`, and nothing else uses it any more. If `T`
    /// is not `Send`, this is the thread of that handle.
    #[cfg(not(pooled_loom))]
    #[must_use = "the handle returns the object when it is dropped"]
    pub unsafe fn from_raw(object: NonNull<T>) -> Self {
        // SAFETY: the caller's promise: so many bytes before the object is its slot, which is static.
        let slot = unsafe { object.byte_sub(offset_of!(StaticSlot<T>, object)).cast().as_ref() };
        Self::of(Tenant { slot })
    }

    /// Fills a claimed slot with a fresh object. A panic leaves the slot vacant, also one about content that the reset
    /// removes.
    pub(super) fn fill(slot: &'static StaticSlot<T>) -> Self {
        let claim = Claim { slot };
        let fresh = T::__pooled_fresh();
        // SAFETY: the caller claimed the slot, and it holds no object.
        slot.object.with_mut(|object| unsafe { (*object).write(fresh) });
        core::mem::forget(claim);
        let mut tenant = Tenant { slot };
        if let Err(payload) = attempt(|| reset_fresh::<T, Nobody>(tenant.get_mut())) {
            swallow(|| drop(tenant));
            resume(payload);
        }
        Self::of(tenant)
    }
}

impl<T: Factory> Drop for StaticBox<T> {
    fn drop(&mut self) {
        // SAFETY: a handle is dropped once, and nothing uses `tenant` after this.
        handle_end::end::<T, Nobody>(unsafe { ManuallyDrop::take(&mut self.tenant) });
    }
}

impl<T: Factory> Loan<T> for Tenant<T> {
    fn object(&mut self) -> &mut T {
        self.get_mut()
    }

    fn keep(self) {
        self.leave();
    }

    fn discard(self, _: Refusal) {
        if let Err(payload) = attempt(|| drop(self)) {
            propagate(payload);
        }
    }

    fn abandon(self, payload: Payload) {
        swallow(|| drop(self));
        propagate(payload);
    }
}

impl<T: Factory> Deref for StaticBox<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.tenant.get()
    }
}

impl<T: Factory> DerefMut for StaticBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.tenant.get_mut()
    }
}

view!(StaticBox, Factory);
change!(StaticBox, Factory);
#[cfg(feature = "std")]
io!(StaticBox, Factory);
