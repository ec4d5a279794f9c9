//! Cells: the content is reset in place.
//!
//! Behind `&mut` there are no borrows left, except those that were leaked with `mem::forget`. A cell that still counts
//! a leaked borrow would refuse every later one, so it is rebuilt around its content.

use core::cell::{Cell, OnceCell, RefCell};
use core::mem::needs_drop;

use super::rebuild::rebuild;
use super::{Observer, Reset, Visit, reset_unobserved, reset_with_content};

#[diagnostic::do_not_recommend]
impl<T: ?Sized + Reset> Reset for Cell<T> {
    const __POOLED_KEEPS: bool = T::__POOLED_KEEPS;
    const __POOLED_QUIET: bool = T::__POOLED_QUIET;
    const __POOLED_SECRET: bool = T::__POOLED_SECRET;

    reset_unobserved!();

    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        self.get_mut().__pooled_reset::<O>();
    }

    #[inline]
    fn __pooled_wipe(&mut self, ends: bool) {
        self.get_mut().__pooled_wipe(ends);
    }

    fn __pooled_parts(&mut self, visit: &mut Visit) {
        self.get_mut().__pooled_ask(visit);
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for RefCell<T> {
    const __POOLED_KEEPS: bool = T::__POOLED_KEEPS;
    const __POOLED_QUIET: bool = T::__POOLED_QUIET;
    const __POOLED_SECRET: bool = T::__POOLED_SECRET;

    reset_unobserved!();

    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        if self.try_borrow_mut().is_err() {
            rebuild(self, |cell| RefCell::new(cell.into_inner()));
        }
        self.get_mut().__pooled_reset::<O>();
    }

    #[inline]
    fn __pooled_wipe(&mut self, ends: bool) {
        self.get_mut().__pooled_wipe(ends);
    }

    fn __pooled_parts(&mut self, visit: &mut Visit) {
        self.get_mut().__pooled_ask(visit);
    }
}

#[diagnostic::do_not_recommend]
impl<T> Reset for OnceCell<T> {
    const __POOLED_QUIET: bool = !needs_drop::<T>();

    /// Becomes unset; its content is dropped.
    #[inline]
    fn reset(&mut self) {
        self.take();
    }

    reset_with_content!(|cell| cell.get().is_some());
}
