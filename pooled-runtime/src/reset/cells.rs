//! Cells: the content is reset in place.
//!
//! Behind `&mut` there are no borrows left, except those that were leaked with `mem::forget`. A cell that still counts
//! a leaked borrow would refuse every later one, so it is rebuilt around its content.

use core::cell::{Cell, OnceCell, RefCell};

use super::rebuild::rebuild;
use super::{Observer, Reset, reset_unobserved};

#[diagnostic::do_not_recommend]
impl<T: ?Sized + Reset> Reset for Cell<T> {
    const __POOLED_KEEPS: bool = T::__POOLED_KEEPS;

    reset_unobserved!();

    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        self.get_mut().__pooled_reset::<O>();
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for RefCell<T> {
    const __POOLED_KEEPS: bool = T::__POOLED_KEEPS;

    reset_unobserved!();

    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        if self.try_borrow_mut().is_err() {
            rebuild(self, |cell| RefCell::new(cell.into_inner()));
        }
        self.get_mut().__pooled_reset::<O>();
    }
}

#[diagnostic::do_not_recommend]
impl<T> Reset for OnceCell<T> {
    /// Becomes unset; its content is dropped.
    #[inline]
    fn reset(&mut self) {
        self.take();
    }
}
