//! Cells and locks: the content is reset in place.
//!
//! With `&mut` there are no borrows and no guards left, except those that were leaked with `mem::forget`. A cell that still counts
//! such a one would refuse or block its next user for ever, so it is rebuilt around its content.

use core::cell::RefCell;

use super::Reset;
use super::rebuild::rebuild;

#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for RefCell<T> {
    #[inline]
    fn reset(&mut self) {
        if self.try_borrow_mut().is_err() {
            rebuild(self, |cell| RefCell::new(cell.into_inner()));
        }
        self.get_mut().reset();
    }
}

#[cfg(feature = "std")]
mod of_std {
    use std::sync::{Mutex, OnceLock, PoisonError, RwLock, TryLockError};

    use super::{Reset, rebuild};

    #[diagnostic::do_not_recommend]
    impl<T: Reset> Reset for Mutex<T> {
        #[inline]
        fn reset(&mut self) {
            let held = matches!(self.try_lock(), Err(TryLockError::WouldBlock));
            if held {
                rebuild(self, |mutex| Self::new(mutex.into_inner().unwrap_or_else(PoisonError::into_inner)));
            }
            self.clear_poison();
            self.get_mut().unwrap_or_else(PoisonError::into_inner).reset();
        }
    }

    #[diagnostic::do_not_recommend]
    impl<T: Reset> Reset for RwLock<T> {
        #[inline]
        fn reset(&mut self) {
            let held = matches!(self.try_write(), Err(TryLockError::WouldBlock));
            if held {
                rebuild(self, |lock| Self::new(lock.into_inner().unwrap_or_else(PoisonError::into_inner)));
            }
            self.clear_poison();
            self.get_mut().unwrap_or_else(PoisonError::into_inner).reset();
        }
    }

    #[diagnostic::do_not_recommend]
    impl<T> Reset for OnceLock<T> {
        /// Becomes unset; what was in it is dropped.
        #[inline]
        fn reset(&mut self) {
            self.take();
        }
    }
}
