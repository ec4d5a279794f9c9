//! What a script has done so far: the objects that exist, and what went wrong.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What went wrong: noted here, because the pools catch the panics of hooks.
pub(super) static WRONG: Mutex<Vec<String>> = Mutex::new(Vec::new());

pub(super) fn check(is_right: bool, what: &str) {
    if !is_right {
        lock(&WRONG).push(what.to_owned());
    }
}

/// The objects that exist, without those that were leaked.
pub(super) static EXISTING: Mutex<Option<HashSet<u64>>> = Mutex::new(None);

pub(super) fn with_existing<R>(work: impl FnOnce(&mut HashSet<u64>) -> R) -> R {
    work(lock(&EXISTING).get_or_insert_default())
}
