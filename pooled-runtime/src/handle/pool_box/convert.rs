//! Conversions of other values into a handle, and the reset of a handle that is part of another object.

use super::PoolBox;
use crate::handle::pooled::Pooled;
use crate::reset::{Observer, Reset, reset_unobserved};

impl<T: Pooled> Default for PoolBox<T> {
    /// Takes an object.
    #[inline]
    #[track_caller]
    fn default() -> Self {
        Self::take()
    }
}

impl<T: Pooled> From<T> for PoolBox<T> {
    /// Adopts `value`, as [`PoolBox::new`] does.
    #[track_caller]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Pooled + Clone> Clone for PoolBox<T> {
    /// Takes an object and clones into it with `clone_from`, which can reuse its capacity.
    ///
    /// The `clone_from` of `#[derive(Clone)]` does not reuse capacity; that of `String`, `Vec` and most collections
    /// does.
    #[track_caller]
    fn clone(&self) -> Self {
        let mut copy = Self::take();
        copy.clone_from(self);
        copy
    }

    fn clone_from(&mut self, source: &Self) {
        (**self).clone_from(source);
    }
}

impl<A, T: Pooled + Extend<A>> FromIterator<A> for PoolBox<T> {
    /// Takes an object and extends it.
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self {
        let mut object = Self::take();
        object.extend(items);
        object
    }
}

#[diagnostic::do_not_recommend]
impl<T: Pooled> Reset for PoolBox<T> {
    const __POOLED_KEEPS: bool = T::__POOLED_KEEPS;

    reset_unobserved!();

    /// Resets the object in place; the handle keeps it. Containers that are shrunk count for the object that contains
    /// this handle.
    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        if O::SEEKS_CONTENT {
            O::enter(self);
        }
        (**self).__pooled_reset::<O>();
    }

    /// The object returns to its pool also if the object around the handle is dropped, so it never ends here.
    #[inline]
    fn __pooled_wipe(&mut self, _: bool) {
        (**self).__pooled_wipe(false);
    }

    fn retained_bytes(&mut self) -> usize {
        size_of::<T>().saturating_add((**self).retained_bytes())
    }

    fn shrink_retained(&mut self, max_bytes: usize) {
        (**self).shrink_retained(max_bytes);
    }
}
