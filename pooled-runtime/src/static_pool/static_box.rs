//! The handle of an object in a static pool.

use core::mem::ManuallyDrop;
use core::ops::{Deref, DerefMut};

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
