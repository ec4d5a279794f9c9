//! A pool of a fixed number of objects in a `static`: no allocator, no threads, no locks.
//!
//! # Invariants
//! The state of a slot says who may touch its object:
//! - `VACANT`: the memory holds no object; nobody may read it.
//! - `IDLE`: it holds a clean object that nobody uses.
//! - `BUSY`: the slot belongs to the one caller whose compare-exchange set this state, until that caller stores another
//!   state.
//!
//! A taker acquires what the storer of `VACANT` or `IDLE` released. A slot is identified by its place, not by a pointer
//! that moves through a list, so there is no ABA problem.

mod static_box;
mod static_pooled;

use core::mem::{ManuallyDrop, MaybeUninit};

use crate::factory::Factory;
use crate::panic::swallow;
use crate::reset::erase::erase;
use crate::sync::{Acquire, AtomicU8, Relaxed, Release, UnsafeCell, const_fn};

pub use static_box::StaticBox;
pub use static_pooled::StaticPooled;
#[cfg(all(test, pooled_loom))]
pub(crate) use static_pooled::take_from;

const VACANT: u8 = 0;
const IDLE: u8 = 1;
const BUSY: u8 = 2;

/// A pool of `N` objects that lives in a `static`.
///
/// `#[pooled(static = N)]` makes one for a type.
///
/// ```
/// use pooled_types::{Pooled, StaticPooled};
///
/// #[derive(Pooled, Default)]
/// #[pooled(static = 4)] // a `StaticPool<Sample, 4>` in a `static`
/// struct Sample {
///     values: [u16; 8],
/// }
///
/// let mut sample = Sample::take().expect("all four are free");
/// sample.values[0] = 512;
/// ```
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

// SAFETY: an object is reached by one owner at a time (see the module's invariants), on any thread, so it must be
// `Send`.
unsafe impl<T: Send> Sync for StaticSlot<T> {}

impl<T, const N: usize> StaticPool<T, N> {
    /// A pool whose objects are made as they are first taken.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "only `const` initialisers of statics call it")]
    #[cfg(not(pooled_loom))]
    pub const fn new() -> Self {
        Self { slots: [const { StaticSlot::vacant() }; N] }
    }

    /// A pool for models, where it can't be made in a constant.
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
    /// A pool in a `static` is never dropped. A pool that is owned in another way drops its idle objects.
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

/// A claimed slot without an object. The slot becomes vacant when this is dropped. What a secret left there is erased
/// before.
struct Claim<T: Factory> {
    slot: &'static StaticSlot<T>,
}

impl<T: Factory> Drop for Claim<T> {
    fn drop(&mut self) {
        if T::__POOLED_SECRET {
            // SAFETY: the slot is claimed and holds no object.
            self.slot.object.with_mut(|object| erase(unsafe { &mut *object }));
        }
        self.slot.state.store(VACANT, Release);
    }
}

/// A claimed slot with its object. When this is dropped, the object's secrets are wiped, the object is dropped and the
/// slot becomes vacant, also if the drop panics.
struct Tenant<T: Factory> {
    slot: &'static StaticSlot<T>,
}

impl<T: Factory> Tenant<T> {
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

impl<T: Factory> Drop for Tenant<T> {
    fn drop(&mut self) {
        // The object must be dropped also if the user's code that wipes it panics.
        swallow(|| self.get_mut().__pooled_wipe(true));
        let _vacated_last = Claim { slot: self.slot };
        // SAFETY: the slot is claimed and holds an object, which nobody uses after this.
        self.slot.object.with_mut(|object| unsafe { (*object).assume_init_drop() });
    }
}
