//! The one place that names the synchronisation primitives, so that a model checker can stand in for all of them.

pub(crate) use core::sync::atomic::{AtomicPtr, AtomicU64, Ordering::Relaxed};
pub(crate) use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks `mutex`. No user code runs under any lock of this crate, so a poisoned one still holds consistent data.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
