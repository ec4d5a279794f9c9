//! The thread-local of one type: a pointer to the thread's cache.
//!
//! # Invariants
//! The pointer in a [`LocalStack`] leads to [`EMPTY`](crate::thread::cache::EMPTY) or to a cache that was built on this
//! thread for `T` and that the thread's [exit list](crate::thread::exit) owns. A cache is freed only after the pointer
//! has been set back to `EMPTY` (or the storage with the pointer is gone), and no reference to a cache that can be
//! reached here lives across user code. A `LocalStack` is reached through a `LocalKey` alone, never moved and never
//! shared: it is neither `Send` nor `Sync`.

use core::any::Any;
use core::cell::Cell;
use core::marker::PhantomData;
use core::ptr::NonNull;
use std::thread::LocalKey;

use crate::thread::cache::{ThreadCache, empty};
use crate::thread::exit::{CachePointer, own_cache};

/// Leads to a thread's cache of one type. It is const-initialised and has no destructor, so that an access only
/// computes an address.
pub struct LocalStack<T> {
    cache: Cell<NonNull<ThreadCache>>,
    of: PhantomData<*mut T>,
}

/// The thread-local of a type.
pub type Key<T> = &'static LocalKey<LocalStack<T>>;

impl<T> LocalStack<T> {
    /// A pointer to no cache yet.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "only `const` initialisers of thread-locals call it")]
    pub const fn new() -> Self {
        Self { cache: Cell::new(empty()), of: PhantomData }
    }

    /// Runs `work` on the thread's cache. `work` runs no user code but the allocator, which can't end the thread.
    #[inline]
    pub(crate) fn with<R>(key: Key<T>, work: impl FnOnce(&ThreadCache) -> R) -> R {
        let cache = key.try_with(|stack| stack.cache.get()).unwrap_or(empty());
        // SAFETY: the cache is valid (see the module's invariants), and stays so until the thread ends.
        work(unsafe { cache.as_ref() })
    }
}

impl<T: 'static> LocalStack<T> {
    /// Makes `key` lead to `cache` on this thread; `Err` if the thread is past its end or has a cache already.
    pub(crate) fn install(key: Key<T>, cache: NonNull<ThreadCache>) -> Result<(), NonNull<ThreadCache>> {
        let is_empty = key.try_with(|stack| stack.cache.get() == empty());
        if is_empty == Ok(true) && own_cache(key, cache) {
            // If the storage is gone by now, the cache serves nobody until it is closed.
            let _ = key.try_with(|stack| stack.cache.set(cache));
            Ok(())
        } else {
            Err(cache)
        }
    }
}

impl<T: 'static> CachePointer for LocalKey<LocalStack<T>> {
    fn vacate(&'static self) {
        let _ = self.try_with(|stack| stack.cache.set(empty()));
    }
}

/// `key`, if `A` and `B` are the same type. Optimised code contains no test.
#[must_use]
pub fn same_key<A: 'static, B: 'static>(key: Key<B>) -> Option<Key<A>> {
    (key as &'static dyn Any).downcast_ref()
}
