//! From and to other containers, and iteration.

use alloc::boxed::Box;
use alloc::vec::{IntoIter, Vec};
use core::slice;

use pooled_runtime::Reset;

use super::ReuseVec;

impl<T: Reset> Extend<T> for ReuseVec<T> {
    /// Adds all values, as [`push`](ReuseVec::push) does.
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        let values = values.into_iter();
        self.reserve(values.size_hint().0);
        values.for_each(|value| self.push(value));
    }
}

impl<'a, T: Reset + Copy + 'a> Extend<&'a T> for ReuseVec<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, values: I) {
        self.extend(values.into_iter().copied());
    }
}

impl<T> FromIterator<T> for ReuseVec<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::of(values.into_iter().collect())
    }
}

impl<T> From<Vec<T>> for ReuseVec<T> {
    /// It takes the memory of the vector.
    fn from(elements: Vec<T>) -> Self {
        Self::of(elements)
    }
}

impl<T> From<ReuseVec<T>> for Vec<T> {
    /// It takes the memory of the vector. The spares are dropped.
    fn from(vec: ReuseVec<T>) -> Self {
        let mut elements = vec.items;
        elements.truncate(vec.live);
        elements
    }
}

impl<T> From<Box<[T]>> for ReuseVec<T> {
    fn from(elements: Box<[T]>) -> Self {
        Self::of(elements.into())
    }
}

impl<T: Clone> From<&[T]> for ReuseVec<T> {
    fn from(elements: &[T]) -> Self {
        Self::of(elements.into())
    }
}

impl<T, const N: usize> From<[T; N]> for ReuseVec<T> {
    fn from(elements: [T; N]) -> Self {
        Self::of(elements.into())
    }
}

impl<'a, T> IntoIterator for &'a ReuseVec<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> slice::Iter<'a, T> {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut ReuseVec<T> {
    type Item = &'a mut T;
    type IntoIter = slice::IterMut<'a, T>;

    fn into_iter(self) -> slice::IterMut<'a, T> {
        self.iter_mut()
    }
}

impl<T> IntoIterator for ReuseVec<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    /// Moves the elements out. The spares are dropped first.
    fn into_iter(self) -> IntoIter<T> {
        Vec::from(self).into_iter()
    }
}
