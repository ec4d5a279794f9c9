//! Getting an object from something else.

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
    /// Takes an object and clones into it by `clone_from`, which reuses the capacity it has.
    ///
    /// `#[derive(Clone)]` has no `clone_from` that does so; `String`, `Vec` and most collections have.
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

    /// Resets the object in place; the handle keeps it. What is shrunk counts for the object that this handle is a part
    /// of.
    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        (**self).__pooled_reset::<O>();
    }
}
