//! What removes elements.

use alloc::vec::Drain;
use core::ops::{Bound, Range, RangeBounds};

use pooled_runtime::Reset;
use pooled_runtime::reset::Nobody;

use super::ReuseVec;

impl<T: Reset> ReuseVec<T> {
    /// Removes all elements. They are reset and kept as spares.
    ///
    /// It frees nothing, however much there is. A [`reset`](pooled_runtime::Reset::reset) has a limit.
    ///
    /// If the reset of an element panics, that element is lost. Those before it stay in the vector, those after it are
    /// spares.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from(["a".to_string()]);
    /// vec.clear();
    /// assert!(vec.is_empty());
    /// assert_eq!(vec.spares(), 1);
    /// ```
    #[inline]
    pub fn clear(&mut self) {
        self.leave::<Nobody>(0);
    }

    /// Removes the last elements, so that at most `len` stay. They are reset and kept as spares.
    ///
    /// A panic does what it does in [`clear`](Self::clear).
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from([1, 2, 3]);
    /// vec.truncate(1);
    /// assert_eq!(vec, [1]);
    /// assert_eq!(vec.spares(), 2);
    /// ```
    #[inline]
    pub fn truncate(&mut self, len: usize) {
        self.leave::<Nobody>(len.min(self.live));
    }

    /// Removes the last element. It is reset and kept as a spare. Returns whether there was one.
    ///
    /// [`pop`](Self::pop) gives it out.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from([1]);
    /// assert!(vec.remove_last());
    /// assert!(!vec.remove_last());
    /// assert_eq!(vec.spares(), 1);
    /// ```
    #[inline]
    pub fn remove_last(&mut self) -> bool {
        let is_any = self.live > 0;
        self.truncate(self.live.saturating_sub(1));
        is_any
    }

    /// Removes the element at `index`, and shifts all that follow. It is reset and kept as a spare.
    ///
    /// [`take`](Self::take) gives it out.
    ///
    /// # Panics
    /// If there is no such element.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from(["a", "b", "c"]);
    /// vec.remove(0);
    /// assert_eq!(vec, ["b", "c"]);
    /// assert_eq!(vec.spares(), 1);
    /// ```
    pub fn remove(&mut self, index: usize) {
        self.move_to_end(index);
        self.remove_last();
    }

    /// Removes the element at `index`, and moves the last one to its place. It is reset and kept as a spare.
    ///
    /// # Panics
    /// If there is no such element.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from(["a", "b", "c"]);
    /// vec.swap_remove(0);
    /// assert_eq!(vec, ["c", "b"]);
    /// ```
    pub fn swap_remove(&mut self, index: usize) {
        let last = self.live.wrapping_sub(1);
        self.as_mut_slice().swap(index, last);
        self.remove_last();
    }

    /// Removes the elements for which `keep` is false. They are reset and kept as spares. The order of the others
    /// stays.
    ///
    /// If `keep` panics, all elements stay, in another order.
    ///
    /// ```
    /// let mut vec: pooled_types::ReuseVec<u32> = (0..10).collect();
    /// vec.retain(|number| number % 3 == 0);
    /// assert_eq!(vec, [0, 3, 6, 9]);
    /// assert_eq!(vec.spares(), 6);
    /// ```
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.retain_mut(|element| keep(element));
    }

    /// Does what [`retain`](Self::retain) does. `keep` can change the elements.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from([1, 2, 3]);
    /// vec.retain_mut(|number| {
    ///     *number += 1;
    ///     *number > 2
    /// });
    /// assert_eq!(vec, [3, 4]);
    /// ```
    pub fn retain_mut(&mut self, mut keep: impl FnMut(&mut T) -> bool) {
        let live = self.as_mut_slice();
        let mut kept = 0;
        for at in 0..live.len() {
            if keep(&mut live[at]) {
                live.swap(kept, at);
                kept += 1;
            }
        }
        self.truncate(kept);
    }

    /// Removes each element for which `same` finds that it is the same as the one before it, which stays. They are
    /// reset and kept as spares.
    ///
    /// If `same` panics, all elements stay, in another order.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from(["a", "A", "b", "a"]);
    /// vec.dedup_by(|next, before| next.eq_ignore_ascii_case(before));
    /// assert_eq!(vec, ["a", "b", "a"]);
    /// ```
    pub fn dedup_by(&mut self, mut same: impl FnMut(&mut T, &mut T) -> bool) {
        let live = self.as_mut_slice();
        let mut kept = live.len().min(1);
        for at in 1..live.len() {
            let (before, rest) = live.split_at_mut(at);
            if !same(&mut rest[0], &mut before[kept - 1]) {
                live.swap(kept, at);
                kept += 1;
            }
        }
        self.truncate(kept);
    }

    /// Removes each element that equals the one before it. They are reset and kept as spares.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from([1, 1, 2, 1]);
    /// vec.dedup();
    /// assert_eq!(vec, [1, 2, 1]);
    /// ```
    pub fn dedup(&mut self)
    where
        T: PartialEq,
    {
        self.dedup_by(|next, before| next == before);
    }
}

impl<T> ReuseVec<T> {
    /// Removes the last element and returns it. It is not reset.
    ///
    /// The vector has one element less to reuse. [`remove_last`](Self::remove_last) keeps it.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from([1, 2]);
    /// assert_eq!(vec.pop(), Some(2));
    /// assert_eq!(vec.spares(), 0);
    /// ```
    pub fn pop(&mut self) -> Option<T> {
        self.note_use();
        self.live = self.live.checked_sub(1)?;
        Some(self.items.swap_remove(self.live))
    }

    /// Removes the element at `index`, shifts all that follow, and returns it. It is not reset.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from(["a", "b", "c"]);
    /// assert_eq!(vec.take(0), "a");
    /// assert_eq!(vec, ["b", "c"]);
    /// ```
    ///
    /// # Panics
    /// If there is no such element.
    pub fn take(&mut self, index: usize) -> T {
        self.move_to_end(index);
        self.note_use();
        self.live -= 1;
        self.items.swap_remove(self.live)
    }

    /// Removes a range of elements and gives them out, one after the other. None is reset.
    ///
    /// If the iterator is dropped before its end, it drops the rest. If it is leaked, the rest is leaked, and the
    /// spares too.
    ///
    /// # Panics
    /// If the range ends behind the elements, or starts behind its end.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from([0, 1, 2, 3, 4]);
    /// assert_eq!(vec.drain(1..3).collect::<Vec<_>>(), [1, 2]);
    /// assert_eq!(vec, [0, 3, 4]);
    /// ```
    pub fn drain(&mut self, range: impl RangeBounds<usize>) -> Drain<'_, T> {
        let Range { start, end } = self.range(&range);
        self.note_use();
        // At the end of the live part, so that a leaked iterator leaves a vector whose live elements are all there.
        self.items[start..self.live].rotate_left(end - start);
        let ends = self.live;
        self.live -= end - start;
        self.items.drain(self.live..ends)
    }

    /// The range of live elements.
    fn range(&self, range: &impl RangeBounds<usize>) -> Range<usize> {
        let after = |index: usize| index.checked_add(1).expect("the range ends behind the elements");
        let start = match range.start_bound() {
            Bound::Included(&start) => start,
            Bound::Excluded(&before) => after(before),
            Bound::Unbounded => 0,
        };
        let end = match range.end_bound() {
            Bound::Included(&last) => after(last),
            Bound::Excluded(&end) => end,
            Bound::Unbounded => self.live,
        };
        assert!(start <= end, "the range starts at {start} but ends at {end}");
        assert!(end <= self.live, "the range ends at {end}, but the length is {}", self.live);
        start..end
    }

    /// Moves the element at `index` to the end of the live part, and shifts all that follow.
    fn move_to_end(&mut self, index: usize) {
        let len = self.live;
        assert!(index < len, "the index to remove (is {index}) should be < the length (is {len})");
        self.as_mut_slice()[index..].rotate_left(1);
    }
}
