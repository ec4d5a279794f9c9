//! Getting an object from something else.

use super::PoolBox;
use crate::pooled::Pooled;
use crate::reset::Reset;

impl<T: Pooled> Default for PoolBox<T> {
    /// Takes an object.
    #[inline]
    fn default() -> Self {
        Self::take()
    }
}

impl<T: Pooled> From<T> for PoolBox<T> {
    /// Adopts `value`, as [`PoolBox::new`] does.
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Pooled + Clone> Clone for PoolBox<T> {
    /// Takes an object and clones into it by `clone_from`, which reuses the capacity it has.
    ///
    /// `#[derive(Clone)]` has no `clone_from` that does so; `String`, `Vec` and most collections have.
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
    fn from_iter<I: IntoIterator<Item = A>>(items: I) -> Self {
        let mut object = Self::take();
        object.extend(items);
        object
    }
}

impl<A, T: Pooled + Extend<A>> Extend<A> for PoolBox<T> {
    fn extend<I: IntoIterator<Item = A>>(&mut self, items: I) {
        (**self).extend(items);
    }
}

#[diagnostic::do_not_recommend]
impl<T: Pooled> Reset for PoolBox<T> {
    const KEEPS: bool = T::KEEPS;

    /// Resets the object in place; the handle keeps it.
    #[inline]
    fn reset(&mut self) {
        (**self).reset();
    }
}
