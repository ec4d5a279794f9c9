//! Replaces a value by a new one that is made from it.
//!
//! # Invariant
//! Between the read and the write the value exists twice, so nothing may unwind there: an unwind would drop it twice. A
//! panic in `make` ends the process instead. No caller's `make` panics: it only moves the content of a cell into a new
//! cell.

use core::ptr;

/// Replaces the value in `place` by the one that `make` returns for it. `make` must not panic; if it does, the process
/// is aborted.
#[cold]
#[inline(never)]
pub(super) fn rebuild<T>(place: &mut T, make: impl FnOnce(T) -> T) {
    let abort = AbortOnDrop;
    // SAFETY: `place` is valid and nobody else has access to it. `make` gets the value that is read, and its result is
    // written to the place before anybody looks there. An unwind in between does not get past `abort`.
    unsafe { ptr::write(place, make(ptr::read(place))) };
    core::mem::forget(abort);
}

struct AbortOnDrop;

impl Drop for AbortOnDrop {
    /// Runs only while a panic unwinds. A second panic then ends the process; `core` has no other way to do that.
    fn drop(&mut self) {
        panic!("a cell could not be rebuilt");
    }
}
