//! Conversions of other values into a shared handle.

use super::PoolArc;
use crate::handle::pool_box::PoolBox;
use crate::handle::pooled::Pooled;

impl<T: Pooled> Default for PoolArc<T> {
    /// Takes an object and shares it.
    #[inline]
    fn default() -> Self {
        PoolBox::share(PoolBox::take())
    }
}

impl<T: Pooled> From<PoolBox<T>> for PoolArc<T> {
    /// Shares the object, as [`PoolBox::share`] does.
    #[inline]
    fn from(object: PoolBox<T>) -> Self {
        PoolBox::share(object)
    }
}

impl<T: Pooled> From<T> for PoolArc<T> {
    /// Adopts `value`, as [`PoolBox::new`] does, and shares it. Allocates.
    fn from(value: T) -> Self {
        PoolBox::share(PoolBox::new(value))
    }
}
