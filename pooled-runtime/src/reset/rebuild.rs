//! Replaces a value by what is made of it.
//!
//! # Invariant
//! Between the read and the write the value exists twice, so nothing may unwind there: that would drop it twice. A
//! panic in `make` ends the process instead. None of the callers' `make` panics: they move a value between a cell and a
//! new one.

use core::ptr;

/// Replaces `*place` by `make` of it. `make` must not panic; if it does the process is aborted.
#[cold]
#[inline(never)]
pub(super) fn rebuild<T>(place: &mut T, make: impl FnOnce(T) -> T) {
    let abort = AbortOnDrop;
    // SAFETY: `place` is valid and nobody else sees it; the value read is given to `make`, and what `make` returns
    // takes its place before anybody looks. An unwind in between does not get past `abort`.
    unsafe { ptr::write(place, make(ptr::read(place))) };
    core::mem::forget(abort);
}

struct AbortOnDrop;

impl Drop for AbortOnDrop {
    /// Runs only while a panic unwinds, and a second panic then ends the process, which `core` can't do otherwise.
    fn drop(&mut self) {
        panic!("a cell could not be rebuilt");
    }
}
