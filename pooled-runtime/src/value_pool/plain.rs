//! A value in a slot: it has none of the traits that a pooled type has.

use crate::factory::Factory;
use crate::pool::slot::Slot;
use crate::reset::Reset;

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

/// The same value, where the rules of its type hold. Its pool resets it; this is how its secrets are wiped.
#[repr(transparent)]
pub(super) struct ByRules<T>(pub(super) T);

impl<T: Reset + 'static> Reset for ByRules<T> {
    const __POOLED_SECRET: bool = T::__POOLED_SECRET;

    fn reset(&mut self) {
        self.0.reset();
    }

    fn __pooled_wipe(&mut self, ends: bool) {
        self.0.__pooled_wipe(ends);
    }
}

impl<T: Reset + 'static> Factory for ByRules<T> {
    type __PooledLayout = pooled_layout::OpaqueLayout<Self>;

    fn __pooled_fresh() -> Self {
        unreachable!("the pool of a value makes its objects")
    }
}
