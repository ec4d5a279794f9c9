//! Values without parts.

use core::marker::PhantomData;
use core::sync::atomic;
use core::time::Duration;

use super::{Observer, Reset, reset_with_content};

macro_rules! set_to {
    ($($value:expr => $($type:ty)+;)+) => {$($(
        #[diagnostic::do_not_recommend]
        impl Reset for $type {
            const __POOLED_QUIET: bool = true;

            #[inline]
            fn reset(&mut self) {
                *self = $value;
            }

            // Does the same as `reset`. Without optimisation that would be two nested calls for each
            // element of an array; this is one.
            #[inline]
            fn __pooled_reset<O: Observer>(&mut self) {
                if O::SEEKS_CONTENT && *self != $value {
                    O::content(self);
                }
                *self = $value;
            }
        }
    )+)+};
}

set_to! {
    0 => u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    0.0 => f32 f64;
    false => bool;
    '\0' => char;
    Duration::ZERO => Duration;
}

macro_rules! atomics {
    ($($width:literal: $($value:expr => $type:ident)+;)+) => {$($(
        #[cfg(target_has_atomic = $width)]
        #[diagnostic::do_not_recommend]
        impl Reset for atomic::$type {
            const __POOLED_QUIET: bool = true;

            #[inline]
            fn reset(&mut self) {
                *self.get_mut() = $value;
            }

            reset_with_content!(|atomic| *atomic.get_mut() != $value);
        }
    )+)+};
}

atomics! {
    "8": 0 => AtomicU8 0 => AtomicI8 false => AtomicBool;
    "16": 0 => AtomicU16 0 => AtomicI16;
    "32": 0 => AtomicU32 0 => AtomicI32;
    "64": 0 => AtomicU64 0 => AtomicI64;
    "ptr": 0 => AtomicUsize 0 => AtomicIsize;
}

#[cfg(target_has_atomic = "ptr")]
#[diagnostic::do_not_recommend]
impl<T> Reset for atomic::AtomicPtr<T> {
    const __POOLED_QUIET: bool = true;

    #[inline]
    fn reset(&mut self) {
        *self.get_mut() = core::ptr::null_mut();
    }

    reset_with_content!(|pointer| !pointer.get_mut().is_null());
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Reset for PhantomData<T> {
    const __POOLED_QUIET: bool = true;

    #[inline]
    fn reset(&mut self) {}
}
