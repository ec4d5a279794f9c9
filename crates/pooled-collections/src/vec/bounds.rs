//! The reset, and how many spares it keeps.

use alloc::vec::Vec;
use core::mem::{needs_drop, replace, take};

use pooled_runtime::reset::{KEPT_BYTES, NOTICED_BYTES, Nobody, Observer};
use pooled_runtime::{Reset, ResetWithinBytes};

use super::{ReuseVec, UNKNOWN};
use crate::needed;
use crate::quiet::is_quiet;

/// What a reset found to be too much.
pub(crate) struct Excess {
    /// How many elements were needed: others may go.
    pub(crate) needed: usize,
    /// Whether there are more bytes than the limit.
    pub(crate) is_above_limit: bool,
}

impl<T: Reset> ReuseVec<T> {
    #[inline]
    fn reset_observed<O: Observer>(&mut self, max_bytes: usize) {
        if O::SEEKS_CONTENT && !self.is_empty() {
            O::content(self);
        }
        if let Some(excess) = self.end_use::<O>(0, max_bytes) {
            self.forget(excess.needed, max_bytes, |_| 0);
            if excess.is_above_limit {
                O::shrunk();
            }
        }
    }

    /// Ends a use: all elements become spares. Returns what is too much. Its owner has `beside` bytes on the heap
    /// beside it, which count too.
    #[inline]
    pub(crate) fn end_use<O: Observer>(&mut self, beside: usize, max_bytes: usize) -> Option<Excess> {
        if self.is_as_reset() && self.bytes_at_reset.saturating_add(beside) <= NOTICED_BYTES.min(max_bytes) {
            self.peak_before = 0;
            return None;
        }
        self.bytes_at_reset = UNKNOWN;
        let used = self.live;
        let own_bytes = if needs_drop::<T>() {
            let owned = self.leave_measured::<O>();
            self.bytes_of(used, owned)
        } else {
            self.leave::<O>(0);
            self.bytes_of(self.items.len(), 0)
        };
        let peak = take(&mut self.peak);
        let peak_before = replace(&mut self.peak_before, peak);
        self.bytes_at_reset = own_bytes;
        let (all, bytes) = (self.items.len(), own_bytes.saturating_add(beside));
        let needed = needed::of::<O>(all, bytes, peak, peak_before);
        let is_above_limit = bytes > max_bytes;
        (needed < all || is_above_limit).then_some(Excess { needed, is_above_limit })
    }

    /// Whether nothing was done with the vector since its last reset.
    #[inline]
    fn is_as_reset(&self) -> bool {
        self.live == 0 && self.peak == 0 && self.bytes_at_reset != UNKNOWN
    }

    /// The bytes that the vector owns on the heap.
    #[inline]
    pub(crate) fn bytes(&mut self) -> usize {
        if self.is_as_reset() {
            return self.bytes_at_reset;
        }
        self.bytes_of(if needs_drop::<T>() { 0 } else { self.items.len() }, 0)
    }

    /// The bytes that the vector owns on the heap. The first elements, up to `known`, own `owned` bytes.
    #[inline]
    fn bytes_of(&mut self, known: usize, owned: usize) -> usize {
        let places = self.items.capacity().saturating_mul(size_of::<T>());
        let others = self.items[known..].iter_mut();
        others.fold(places.saturating_add(owned), |sum, item| sum.saturating_add(item.retained_bytes()))
    }

    /// Drops spares, so that at most `needed` elements stay and the vector owns at most `max_bytes`. The spares that
    /// were used last stay. The vector is shrunk if it is more than twice as large as it must be, or above the limit.
    ///
    /// Beside so many elements its owner has at least `beside` of them on the heap, which count too.
    #[cold]
    #[inline(never)]
    pub(crate) fn forget(&mut self, needed: usize, max_bytes: usize, beside: fn(usize) -> usize) {
        self.bytes_at_reset = UNKNOWN;
        let kept = self.fitting(max_bytes, beside).min(needed).max(self.live);
        self.drop_spares(kept);
        if kept < self.items.capacity() / 2 || self.bytes().saturating_add(beside(kept)) > max_bytes {
            self.shrink_to(kept);
        }
        if self.live == 0 && self.peak == 0 {
            self.bytes_at_reset = self.bytes();
        }
    }

    /// Frees places above `len`, which is the number of elements. If there is no memory for the smaller list, the
    /// spares are dropped, and their places are freed if there is no other element.
    fn shrink_to(&mut self, len: usize) {
        let mut smaller = Vec::new();
        if smaller.try_reserve_exact(len).is_ok() {
            smaller.append(&mut self.items);
            self.items = smaller;
            return;
        }
        self.drop_spares(self.live);
        if self.live == 0 {
            self.items = Vec::new();
        }
    }

    /// Drops spares, so that `kept` elements stay.
    fn drop_spares(&mut self, kept: usize) {
        // One by one: if a drop panics, the others are still spares.
        while let Some(spare) = self.items[kept..].last_mut() {
            // In its place: a move would leave a copy there.
            spare.__pooled_wipe(true);
            self.items.pop();
        }
    }

    /// How many elements fit in `max_bytes`, with as many places.
    fn fitting(&mut self, max_bytes: usize, beside: fn(usize) -> usize) -> usize {
        let mut owned = 0_usize;
        let bytes_up_to = self.items.iter_mut().enumerate().map(|(before, item)| {
            owned = owned.saturating_add(size_of::<T>()).saturating_add(item.retained_bytes());
            owned.saturating_add(beside(before + 1))
        });
        bytes_up_to.take_while(|bytes| *bytes <= max_bytes).count()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for ReuseVec<T> {
    /// Spares keep what the resets of their types keep. It is not asked of those types: the constants of types that
    /// contain each other, by such a vector, would depend on each other.
    const __POOLED_KEEPS: bool = true;
    const __POOLED_QUIET: bool = is_quiet::<T>();

    /// All elements become spares. At most [`KEPT_BYTES`] are kept; if there are more than a few, no spares that two
    /// uses did not need.
    #[inline]
    fn reset(&mut self) {
        self.__pooled_reset::<Nobody>();
    }

    fn __pooled_wipe(&mut self, ends: bool) {
        let items = if ends { &mut self.items[..] } else { self.as_mut_slice() };
        for item in items {
            item.__pooled_wipe(ends);
        }
    }

    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        self.reset_observed::<O>(KEPT_BYTES);
    }

    #[inline]
    fn retained_bytes(&mut self) -> usize {
        self.bytes()
    }

    /// Drops spares until the vector owns at most `max_bytes`.
    fn shrink_retained(&mut self, max_bytes: usize) {
        if self.bytes() > max_bytes {
            self.forget(usize::MAX, max_bytes, |_| 0);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reset> ResetWithinBytes for ReuseVec<T> {
    /// Makes the vector empty as [`reset`](Reset::reset) does, with another limit: it keeps at most `max_bytes`. The
    /// places of the elements and what spares own count.
    ///
    /// The spares that were used last are kept. What a reset of an element keeps is decided by its type.
    ///
    /// ```
    /// use pooled_types::ReuseVec;
    /// use pooled_types::{Reset, ResetWithinBytes};
    ///
    /// let mut vec: ReuseVec<u64> = (0..1000).collect();
    /// vec.reset_within_bytes(4_000);
    /// assert_eq!(vec.spares(), 500);
    /// assert_eq!(vec.retained_bytes(), 4_000);
    /// ```
    #[inline]
    fn reset_within_bytes(&mut self, max_bytes: usize) {
        self.reset_observed::<Nobody>(max_bytes);
    }

    #[inline]
    fn __pooled_reset_within_bytes<O: Observer>(&mut self, max_bytes: usize) {
        self.reset_observed::<O>(max_bytes);
    }
}
