//! Locks: the content is reset in place, and poison is cleared.
//!
//! Behind `&mut` there are no guards left, except those that were leaked with `mem::forget`. A lock that a leaked guard
//! still holds would block its next user for ever, so it is rebuilt around its content.

use core::mem::needs_drop;
use std::sync::{Mutex, OnceLock, PoisonError, RwLock, TryLockError};

use super::rebuild::rebuild;
use super::{Observer, Reset, Visit, reset_unobserved, reset_with_content};

#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for Mutex<T> {
    const __POOLED_KEEPS: bool = T::__POOLED_KEEPS;
    const __POOLED_QUIET: bool = T::__POOLED_QUIET;
    const __POOLED_SECRET: bool = T::__POOLED_SECRET;

    reset_unobserved!();

    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        let held = matches!(self.try_lock(), Err(TryLockError::WouldBlock));
        if held {
            rebuild(self, |mutex| Self::new(mutex.into_inner().unwrap_or_else(PoisonError::into_inner)));
        }
        self.clear_poison();
        self.get_mut().unwrap_or_else(PoisonError::into_inner).__pooled_reset::<O>();
    }

    #[inline]
    fn __pooled_wipe(&mut self, ends: bool) {
        self.get_mut().unwrap_or_else(PoisonError::into_inner).__pooled_wipe(ends);
    }

    fn __pooled_parts(&mut self, visit: &mut Visit) {
        self.get_mut().unwrap_or_else(PoisonError::into_inner).__pooled_ask(visit);
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for RwLock<T> {
    const __POOLED_KEEPS: bool = T::__POOLED_KEEPS;
    const __POOLED_QUIET: bool = T::__POOLED_QUIET;
    const __POOLED_SECRET: bool = T::__POOLED_SECRET;

    reset_unobserved!();

    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        let held = matches!(self.try_write(), Err(TryLockError::WouldBlock));
        if held {
            rebuild(self, |lock| Self::new(lock.into_inner().unwrap_or_else(PoisonError::into_inner)));
        }
        self.clear_poison();
        self.get_mut().unwrap_or_else(PoisonError::into_inner).__pooled_reset::<O>();
    }

    #[inline]
    fn __pooled_wipe(&mut self, ends: bool) {
        self.get_mut().unwrap_or_else(PoisonError::into_inner).__pooled_wipe(ends);
    }

    fn __pooled_parts(&mut self, visit: &mut Visit) {
        self.get_mut().unwrap_or_else(PoisonError::into_inner).__pooled_ask(visit);
    }
}

#[diagnostic::do_not_recommend]
impl<T> Reset for OnceLock<T> {
    const __POOLED_QUIET: bool = !needs_drop::<T>();

    /// Becomes unset; its content is dropped.
    #[inline]
    fn reset(&mut self) {
        self.take();
    }

    reset_with_content!(|cell| cell.get().is_some());
}
