//! A pool of a fixed number of objects in a `static`: no allocator, no threads, no locks.
//!
//! # Invariants
//! The state of a slot says who may touch its object:
//! - `VACANT`: the memory holds no object; nobody may read it.
//! - `IDLE`: it holds a clean object that nobody uses.
//! - `BUSY`: it belongs to the one caller whose compare-exchange made it so, until that caller stores another state.
//!
//! A taker acquires what the storer of `VACANT` or `IDLE` released. A slot is named by its place, never by a pointer
//! that moves through a list, so there is no ABA problem.

use core::fmt;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ops::{Deref, DerefMut};

use crate::recipe::Recipe;
use crate::sync::{Acquire, AtomicU8, Relaxed, Release, UnsafeCell, const_fn};
use crate::unwind::{attempt, panicking, propagate, resume, swallow};

const VACANT: u8 = 0;
const IDLE: u8 = 1;
const BUSY: u8 = 2;

/// A pool of `N` objects that lives in a `static`.
///
/// `#[pooled(static = N)]` makes one for a type.
pub struct StaticPool<T, const N: usize> {
    slots: [StaticSlot<T>; N],
}

/// The slots of a [`StaticPool`] of any size.
pub type StaticSlots<T> = [StaticSlot<T>];

/// One object's place in a [`StaticPool`].
pub struct StaticSlot<T> {
    state: AtomicU8,
    object: UnsafeCell<MaybeUninit<T>>,
}

// SAFETY: an object is reached by one owner at a time (see the module's invariants), on any thread, so it must be `Send`.
unsafe impl<T: Send> Sync for StaticSlot<T> {}

impl<T, const N: usize> StaticPool<T, N> {
    /// A pool whose objects are made as they are first taken.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "only `const` initialisers of statics call it")]
    #[cfg(not(pooled_loom))]
    pub const fn new() -> Self {
        Self { slots: [const { StaticSlot::vacant() }; N] }
    }

    /// The same for models.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "as above")]
    #[cfg(pooled_loom)]
    pub fn new() -> Self {
        Self { slots: core::array::from_fn(|_| StaticSlot::vacant()) }
    }

    /// The slots, whatever their number.
    #[must_use]
    pub const fn slots(&self) -> &StaticSlots<T> {
        &self.slots
    }
}

impl<T, const N: usize> Drop for StaticPool<T, N> {
    /// A pool in a `static` is never dropped; one that is owned otherwise drops its idle objects.
    fn drop(&mut self) {
        for slot in &mut self.slots {
            // `&mut self` means that nobody else reaches the slot, so any ordering sees its last state.
            if slot.state.load(Relaxed) == IDLE {
                // SAFETY: an idle slot holds an object, and nobody else reaches it.
                slot.object.with_mut(|object| unsafe { (*object).assume_init_drop() });
            }
        }
    }
}

/// A type with a pool of a fixed number of objects. Implemented by `#[derive(Pooled)]` with `#[pooled(static = N)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type with a static pool",
    label = "has no static pool",
    note = "write `#[derive(Pooled)]` and `#[pooled(static = N)]` on it; without `static` the pools are thread-local, for `Pooled` and `PoolBox`"
)]
pub trait StaticPooled: Recipe {
    /// The slots of this type's pool.
    #[doc(hidden)]
    fn __pooled_slots() -> &'static StaticSlots<Self>;

    /// Takes a clean object; `None` if all are in use. Lock-free; O(N). While other threads take and return, it may miss one
    /// that became free behind its back.
    ///
    /// # Panics
    /// If a fresh object is needed and making it panics.
    #[must_use]
    fn take() -> Option<StaticBox<Self>> {
        take_from(Self::__pooled_slots())
    }
}

/// Takes a clean object out of `slots`; `None` if all are in use.
pub(crate) fn take_from<T: Recipe>(slots: &'static StaticSlots<T>) -> Option<StaticBox<T>> {
    let claimed = |state| slots.iter().find(|slot| slot.claim(state));
    match claimed(IDLE) {
        Some(slot) => Some(StaticBox { tenant: ManuallyDrop::new(Tenant { slot }) }),
        None => claimed(VACANT).map(fill),
    }
}

impl<T> StaticSlot<T> {
    const_fn! {
        /// A slot without an object.
        const fn vacant() -> Self {
            Self { state: AtomicU8::new(VACANT), object: UnsafeCell::new(MaybeUninit::uninit()) }
        }
    }

    /// Takes the slot if it is in `state`.
    fn claim(&self, state: u8) -> bool {
        self.state.compare_exchange(state, BUSY, Acquire, Relaxed).is_ok()
    }
}

/// Fills a claimed slot with a fresh object. A panic leaves the slot vacant.
fn fill<T: Recipe>(slot: &'static StaticSlot<T>) -> StaticBox<T> {
    let claim = Claim { slot };
    let fresh = T::__pooled_fresh();
    // SAFETY: the caller claimed the slot, and it holds no object.
    slot.object.with_mut(|object| unsafe { (*object).write(fresh) });
    core::mem::forget(claim);
    let mut tenant = Tenant { slot };
    if let Err(payload) = attempt(|| tenant.get_mut().reset()) {
        swallow(|| drop(tenant));
        resume(payload);
    }
    StaticBox { tenant: ManuallyDrop::new(tenant) }
}

/// A claimed slot without an object; becomes vacant when dropped.
struct Claim<T: 'static> {
    slot: &'static StaticSlot<T>,
}

impl<T> Drop for Claim<T> {
    fn drop(&mut self) {
        self.slot.state.store(VACANT, Release);
    }
}

/// A claimed slot with its object; when dropped the object is dropped and the slot becomes vacant, also when that panics.
struct Tenant<T: 'static> {
    slot: &'static StaticSlot<T>,
}

impl<T> Tenant<T> {
    fn get(&self) -> &T {
        // SAFETY: the slot is claimed and holds an object; `&self` keeps others from changing it.
        self.slot.object.with(|object| unsafe { (*object).assume_init_ref() })
    }

    fn get_mut(&mut self) -> &mut T {
        // SAFETY: the slot is claimed and holds an object; `&mut self` makes this the only way to it.
        self.slot.object.with_mut(|object| unsafe { (*object).assume_init_mut() })
    }

    /// Leaves the clean object in the slot for the next taker.
    fn leave(self) {
        let slot = ManuallyDrop::new(self).slot;
        slot.state.store(IDLE, Release);
    }
}

impl<T> Drop for Tenant<T> {
    fn drop(&mut self) {
        let _vacated_last = Claim { slot: self.slot };
        // SAFETY: the slot is claimed and holds an object, which nobody uses after this.
        self.slot.object.with_mut(|object| unsafe { (*object).assume_init_drop() });
    }
}

/// An object on loan from a [`StaticPool`]. Dropping it resets the object and returns it.
///
/// Without `std` a pool can neither catch a panic nor tell whether the program unwinds: unlike a `PoolBox`, this handle then
/// returns an object with `keep` fields as well, and a panic of user code while the program unwinds aborts it.
pub struct StaticBox<T: Recipe> {
    tenant: ManuallyDrop<Tenant<T>>,
}

// SAFETY: the handle owns its object, as `Box` does.
unsafe impl<T: Recipe + Send> Send for StaticBox<T> {}
// SAFETY: a shared handle gives out shared references only.
unsafe impl<T: Recipe + Sync> Sync for StaticBox<T> {}

#[cfg(feature = "std")]
impl<T: Recipe + std::panic::UnwindSafe> std::panic::UnwindSafe for StaticBox<T> {}
#[cfg(feature = "std")]
impl<T: Recipe + std::panic::RefUnwindSafe> std::panic::RefUnwindSafe for StaticBox<T> {}

impl<T: Recipe> Drop for StaticBox<T> {
    fn drop(&mut self) {
        // SAFETY: a handle is dropped once, and nothing uses `tenant` after this.
        let mut tenant = unsafe { ManuallyDrop::take(&mut self.tenant) };
        let reset = |object: &mut T| {
            object.reset();
            object.__pooled_validate()
        };
        let may_be_half_done = T::__POOLED_KEEPS && panicking();
        let is_clean = if may_be_half_done { Ok(false) } else { attempt(|| reset(tenant.get_mut())) };
        match is_clean {
            Ok(true) => tenant.leave(),
            Ok(false) => {
                if let Err(payload) = attempt(|| drop(tenant)) {
                    propagate(payload);
                }
            }
            Err(payload) => {
                swallow(|| drop(tenant));
                propagate(payload);
            }
        }
    }
}

impl<T: Recipe> Deref for StaticBox<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.tenant.get()
    }
}

impl<T: Recipe> DerefMut for StaticBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.tenant.get_mut()
    }
}

impl<T: Recipe + fmt::Debug> fmt::Debug for StaticBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
