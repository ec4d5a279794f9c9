//! The reset, and whether the spare is kept.

use core::mem::{needs_drop, replace, take};

use pooled_runtime::reset::{KEPT_BYTES, Nobody, Observer};
use pooled_runtime::{Reset, ResetWithinBytes};

use super::ReuseOption;
use crate::needed;
use crate::quiet::is_quiet;

impl<T: Reset> ReuseOption<T> {
    #[inline]
    fn reset_observed<O: Observer>(&mut self, max_bytes: usize) {
        if O::SEEKS_CONTENT && self.is_some() {
            O::content(self);
        }
        self.leave::<O>();
        let is_used = take(&mut self.is_used);
        let was_used = replace(&mut self.was_used, is_used);
        if !needs_drop::<T>() {
            return;
        }
        let Some(spare) = &mut self.value else { return };
        let bytes = spare.retained_bytes();
        let needed = needed::of::<O>(1, bytes, is_used.into(), was_used.into());
        if needed == 0 || bytes > max_bytes {
            self.forget();
            if bytes > max_bytes {
                O::shrunk();
            }
        }
    }

    /// Drops the spare. Its secrets are wiped in their place: a move would leave a copy there.
    #[cold]
    #[inline(never)]
    fn forget(&mut self) {
        if let Some(spare) = &mut self.value {
            spare.__pooled_wipe(true);
        }
        self.value = None;
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for ReuseOption<T> {
    /// The spare keeps what the reset of its type keeps. It is not asked of that type: the constants of types that
    /// contain each other, by such an option of a `Box`, would depend on each other.
    const __POOLED_KEEPS: bool = true;
    const __POOLED_QUIET: bool = is_quiet::<T>();
    const __POOLED_SECRET: bool = T::__POOLED_SECRET;

    /// Becomes `None`. A value that owns at most [`KEPT_BYTES`] is kept as a spare.
    #[inline]
    fn reset(&mut self) {
        self.__pooled_reset::<Nobody>();
    }

    fn __pooled_wipe(&mut self, ends: bool) {
        let value = if ends { self.value.as_mut() } else { self.as_mut() };
        if let Some(value) = value {
            value.__pooled_wipe(ends);
        }
    }

    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        self.reset_observed::<O>(KEPT_BYTES);
    }

    fn retained_bytes(&mut self) -> usize {
        self.value.as_mut().map_or(0, Reset::retained_bytes)
    }

    /// Shrinks the spare.
    fn shrink_retained(&mut self, max_bytes: usize) {
        if let Some(value) = &mut self.value {
            value.shrink_retained(max_bytes);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reset> ResetWithinBytes for ReuseOption<T> {
    /// Removes the value as [`reset`](Reset::reset) does, with another limit: a spare that owns more than `max_bytes`
    /// is dropped. What a reset of the value keeps is decided by its type.
    ///
    /// ```
    /// use pooled_types::ReuseOption;
    /// use pooled_types::ResetWithinBytes;
    ///
    /// let mut option = ReuseOption::some("x".repeat(100));
    /// option.reset_within_bytes(1000);
    /// assert_eq!(option.spares(), 1);
    /// option.reset_within_bytes(10);
    /// assert_eq!(option.spares(), 0);
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
