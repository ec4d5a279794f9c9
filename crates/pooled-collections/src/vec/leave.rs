//! How elements become spares.
//!
//! The reset of an element is code of users and may panic. Then the element that it came from is lost, those that were
//! reset before are spares, and those that were not reset yet stay in the vector.
//!
//! A spare that is filled step by step is live meanwhile: see [`Filling`].

use core::mem::forget;

use pooled_runtime::Reset;
use pooled_runtime::reset::Observer;

use super::ReuseVec;

impl<T> ReuseVec<T> {
    /// Notes how many elements are live. It is called before elements leave, and at the end of a use.
    #[inline]
    pub(super) fn note_use(&mut self) {
        self.peak = self.peak.max(self.live);
    }
}

impl<T: Reset> ReuseVec<T> {
    /// Resets all live elements from `kept` on. They become spares.
    ///
    /// It goes backwards, so that after a panic those that stay are the first ones.
    #[inline]
    pub(crate) fn leave<O: Observer>(&mut self, kept: usize) {
        self.note_use();
        let mut leaving = Leaving { vec: self, kept };
        leaving.run::<O>(|_| ());
    }

    /// Resets all live elements, and returns the bytes that they own then. They become spares.
    ///
    /// An element whose question for its bytes panics is lost, as one whose reset panics.
    #[inline]
    pub(super) fn leave_measured<O: Observer>(&mut self) -> usize {
        self.note_use();
        let mut owned = 0_usize;
        let mut leaving = Leaving { vec: self, kept: 0 };
        leaving.run::<O>(|item| owned = owned.saturating_add(item.retained_bytes()));
        owned
    }
}

/// A spare that is filled. It is the last live element meanwhile. If filling it panics, it is lost when this is
/// dropped. So no spare is half filled.
pub(crate) struct Filling<'a, T>(pub(super) &'a mut ReuseVec<T>);

impl<T> ReuseVec<T> {
    /// The first spare, to be filled.
    #[inline]
    pub(crate) fn fill_spare(&mut self) -> Option<Filling<'_, T>> {
        if self.spares() == 0 {
            return None;
        }
        self.live += 1;
        Some(Filling(self))
    }
}

impl<T> Filling<'_, T> {
    /// The elements before the spare, and the spare.
    #[inline]
    pub(crate) fn parts(&mut self) -> (&mut [T], &mut T) {
        let last = self.0.live - 1;
        let (before, from_spare) = self.0.items.split_at_mut(last);
        (before, &mut from_spare[0])
    }

    /// The spare is filled, and stays in the vector.
    #[inline]
    pub(crate) fn keep(self) {
        forget(self);
    }
}

impl<T> Drop for Filling<'_, T> {
    #[cold]
    fn drop(&mut self) {
        lose_last(self.0);
    }
}

/// Elements on their way out of the live part. If the reset of the last live one panics, it is lost when this is
/// dropped.
struct Leaving<'a, T> {
    vec: &'a mut ReuseVec<T>,
    kept: usize,
}

impl<T: Reset> Leaving<'_, T> {
    #[inline]
    fn run<O: Observer>(&mut self, mut look: impl FnMut(&mut T)) {
        let ReuseVec { items, live, .. } = &mut *self.vec;
        for item in items[self.kept..*live].iter_mut().rev() {
            item.__pooled_reset::<O>();
            look(item);
            *live -= 1;
        }
    }
}

impl<T> Drop for Leaving<'_, T> {
    #[inline]
    fn drop(&mut self) {
        if self.vec.live > self.kept {
            lose_last(self.vec);
        }
    }
}

/// Drops the last live element, which is half reset.
#[cold]
fn lose_last<T>(vec: &mut ReuseVec<T>) {
    vec.live -= 1;
    drop(vec.items.swap_remove(vec.live));
}
