//! Overwrites memory that a secret has left.
//!
//! # Invariant
//! The memory holds no value, and the caller has it alone, so any bytes may be written there.

use core::mem::MaybeUninit;
use core::sync::atomic::{Ordering, compiler_fence};

/// Sets all bytes of a vacant place to zero, padding included. The writes are volatile, because the memory is freed
/// next: the compiler would leave others out.
#[cold]
#[inline(never)]
pub(crate) fn erase<T>(vacant: &mut MaybeUninit<T>) {
    let bytes = vacant.as_mut_ptr().cast::<u8>();
    for at in 0..size_of::<T>() {
        // SAFETY: the byte lies in `vacant`, which is borrowed exclusively and may have any bytes.
        unsafe { bytes.add(at).write_volatile(0) };
    }
    compiler_fence(Ordering::SeqCst);
}
