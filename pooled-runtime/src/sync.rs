//! The synchronisation primitives. No other file names them, so that a model checker can replace all of them here.
//!
//! Under `--cfg pooled_loom` they are those of loom, else those of `core` and `std`. Those of loom can't be made in
//! constants and exist only inside a model: see `models`.

#[cfg(feature = "std")]
pub(crate) use core::sync::atomic::Ordering::AcqRel;
pub(crate) use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};

#[cfg(not(pooled_loom))]
use core::sync::atomic;
#[cfg(pooled_loom)]
use loom::sync::atomic;

pub(crate) use atomic::AtomicU8;
#[cfg(feature = "std")]
pub(crate) use atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize, fence};

#[cfg(not(pooled_loom))]
pub(crate) use cell::UnsafeCell;
#[cfg(pooled_loom)]
pub(crate) use loom::cell::UnsafeCell;

#[cfg(feature = "std")]
pub(crate) use locks::{Mutex, MutexGuard, lock};
#[cfg(feature = "std")]
pub(crate) use pause::Pause;

/// Defines a function that is `const`, except in models.
macro_rules! const_fn {
    ($(#[$attribute:meta])* $visibility:vis const fn $($function:tt)*) => {
        #[cfg(not(pooled_loom))]
        $(#[$attribute])*
        $visibility const fn $($function)*

        #[cfg(pooled_loom)]
        $(#[$attribute])*
        $visibility fn $($function)*
    };
}
pub(crate) use const_fn;

/// An array of so many null pointers, for a [`const_fn`].
#[cfg(feature = "std")]
macro_rules! null_pointers {
    ($count:expr) => {{
        #[cfg(not(pooled_loom))]
        let pointers = [const { $crate::sync::AtomicPtr::new(core::ptr::null_mut()) }; $count];
        #[cfg(pooled_loom)]
        let pointers = core::array::from_fn(|_| $crate::sync::AtomicPtr::new(core::ptr::null_mut()));
        pointers
    }};
}
#[cfg(feature = "std")]
pub(crate) use null_pointers;

#[cfg(not(pooled_loom))]
mod cell {
    use core::cell;

    /// A cell whose accesses have a beginning and an end, as loom's cell has. This one only passes the pointer on.
    pub(crate) struct UnsafeCell<T>(cell::UnsafeCell<T>);

    impl<T> UnsafeCell<T> {
        pub(crate) const fn new(value: T) -> Self {
            Self(cell::UnsafeCell::new(value))
        }

        /// Reads the value through a pointer.
        #[inline]
        pub(crate) fn with<R>(&self, read: impl FnOnce(*const T) -> R) -> R {
            read(self.0.get())
        }

        /// Reads and writes the value through a pointer.
        #[inline]
        pub(crate) fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
            write(self.0.get())
        }
    }
}

#[cfg(feature = "std")]
mod locks {
    use std::sync::PoisonError;

    #[cfg(pooled_loom)]
    pub(crate) use loom::sync::{Mutex, MutexGuard};
    #[cfg(not(pooled_loom))]
    pub(crate) use std::sync::{Mutex, MutexGuard};

    /// Locks `mutex`. No user code runs under any lock of this crate, so a poisoned lock still holds consistent data.
    /// The one exception is the global allocator, which runs under some of them: an allocator that uses pools itself
    /// may wait here for ever.
    pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
        mutex.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(feature = "std")]
mod pause {
    /// How a thread waits for a few instructions of another one, which the system may have stopped meanwhile.
    pub(crate) struct Pause {
        #[cfg(not(pooled_loom))]
        turns: u32,
    }

    impl Pause {
        /// So many times the thread only lets others run. Then it sleeps: one of a higher priority than the other would
        /// keep it from running else.
        #[cfg(not(pooled_loom))]
        const TURNS: u32 = 64;

        pub(crate) fn new() -> Self {
            Self {
                #[cfg(not(pooled_loom))]
                turns: 0,
            }
        }

        #[cfg(pooled_loom)]
        #[expect(clippy::unused_self, reason = "loom knows when to run the thread again")]
        pub(crate) fn wait(&mut self) {
            loom::thread::yield_now();
        }

        #[cfg(not(pooled_loom))]
        pub(crate) fn wait(&mut self) {
            self.turns = self.turns.saturating_add(1);
            if self.turns < Self::TURNS {
                std::thread::yield_now();
            } else {
                std::thread::sleep(core::time::Duration::from_micros(50));
            }
        }
    }
}
