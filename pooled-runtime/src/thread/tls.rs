//! The thread-local of one type: a pointer to the thread's cache.
//!
//! # Invariants
//! The pointer at the seat of a [`LocalStack`] leads to [`EMPTY`](crate::thread::cache::EMPTY) or to `own`, which is a
//! cache for `T` that this thread built or adopted and that the thread's [exit list](crate::thread::exit) owns, or
//! null. That list sets the seat back to `EMPTY` before it frees the cache, and nobody asks for `own` once the list is
//! gone. Other threads may set the seat to `EMPTY` at any time. A `LocalStack` is reached through a `LocalKey` alone,
//! never moved and never shared: it is neither `Send` nor `Sync`.

use core::any::Any;
use core::cell::Cell;
use core::marker::PhantomData;
use core::ptr::{self, NonNull};
use std::thread::LocalKey;

use crate::pool::gauge::{self, Seat, Seats};
use crate::sync::Relaxed;
use crate::thread::cache::{ThreadCache, empty};
use crate::thread::exit::{self, CachePointer};

/// Whether thread-locals are native on this target: their storage lasts as long as the thread. Elsewhere it may be
/// freed while the thread's destructors run, so other threads must not write there. The list has the targets of which
/// that is known; `cfg(target_thread_local)` is not stable.
const IS_NATIVE: bool = cfg!(any(
    target_os = "linux",
    target_os = "macos",
    target_os = "ios",
    target_os = "freebsd",
    all(target_os = "windows", target_env = "msvc"),
));

/// Leads to a thread's cache of one type. It is const-initialised and has no destructor, so that an access only
/// computes an address.
pub struct LocalStack<T> {
    stack: Stack,
    of: PhantomData<*mut T>,
}

/// The same, whatever the type.
pub(crate) struct Stack {
    seat: Seat,
    own: Cell<*const ThreadCache>,
}

/// The thread-local of a type.
pub type Key<T> = &'static LocalKey<LocalStack<T>>;

/// The cache that a seat leads to. It is valid, and stays so until the thread ends.
#[inline]
pub(crate) fn at(seat: &Seat) -> &ThreadCache {
    // SAFETY: a seat leads to `EMPTY` or to a cache that is valid as long as its thread has not ended (see the module's
    // invariants). Only that thread asks.
    unsafe { &*seat.load(Relaxed).cast::<ThreadCache>() }
}

/// These seats, if other threads may write to seats in thread-locals.
pub(crate) fn reachable(seats: Seats) -> Seats {
    if IS_NATIVE { seats } else { Seats::NONE }
}

/// Makes `seat` lead to `cache`. What another thread wrote before it sent this one to the slow path is seen after this.
///
/// This is one exchange: between a load and a store, another thread could send this one to the slow path in vain.
pub(crate) fn seat(seat: &Seat, cache: NonNull<ThreadCache>) {
    gauge::restore(seat, cache.as_ptr().cast());
}

impl<T> LocalStack<T> {
    /// A pointer to no cache yet.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "only `const` initialisers of thread-locals call it")]
    pub const fn new() -> Self {
        let stack = Stack { seat: Seat::new(empty().as_ptr().cast()), own: Cell::new(ptr::null()) };
        Self { stack, of: PhantomData }
    }

    /// Runs `work` on the cache that the thread-local leads to. `work` runs no user code but the allocator, which can't
    /// end the thread.
    #[inline]
    pub(crate) fn with<R>(key: Key<T>, work: impl FnOnce(&ThreadCache) -> R) -> Option<R> {
        key.try_with(|local| work(at(&local.stack.seat))).ok()
    }
}

impl<T: 'static> LocalStack<T> {
    /// The thread-local itself, if its storage is there. It stays while this thread is in the operation that asks.
    pub(crate) fn stack(key: Key<T>) -> Option<NonNull<Stack>> {
        key.try_with(|local| NonNull::from(&local.stack)).ok()
    }
}

impl Stack {
    /// The thread's cache, also if the thread-local does not lead to it now.
    pub(crate) fn find(&self) -> Option<NonNull<ThreadCache>> {
        let own = NonNull::new(self.own.get().cast_mut())?;
        (!exit::is_over()).then_some(own)
    }

    /// Makes the thread-local lead to `cache`, which is the thread's.
    pub(crate) fn restore(&self, cache: NonNull<ThreadCache>) {
        seat(&self.seat, cache);
    }

    /// Makes the thread-local lead to no cache until it is restored.
    pub(crate) fn vacate(&self) {
        self.seat.store(empty().as_ptr().cast(), Relaxed);
    }

    /// The thread-local's seat, if other threads may write there.
    pub(crate) fn seats(&self) -> Seats {
        reachable(Seats::one(&self.seat))
    }

    /// Makes the thread-local lead to `cache` on this thread; `Err` if the thread is past its end or has a cache
    /// already. `pointer` is the thread-local.
    pub(crate) fn install(
        &self,
        pointer: &'static dyn CachePointer,
        cache: NonNull<ThreadCache>,
    ) -> Result<(), NonNull<ThreadCache>> {
        if self.find().is_some() || !exit::own_cache(pointer, cache) {
            return Err(cache);
        }
        self.own.set(cache.as_ptr());
        seat(&self.seat, cache);
        Ok(())
    }
}

impl<T: 'static> CachePointer for LocalKey<LocalStack<T>> {
    fn vacate(&'static self) {
        let _ = self.try_with(|local| {
            local.stack.own.set(ptr::null());
            local.stack.seat.store(empty().as_ptr().cast(), Relaxed);
        });
    }
}

/// `key`, if `A` and `B` are the same type. Optimised code contains no test.
#[must_use]
pub fn same_key<A: 'static, B: 'static>(key: Key<B>) -> Option<Key<A>> {
    (key as &'static dyn Any).downcast_ref()
}

#[cfg(test)]
mod tests {
    use core::ptr::NonNull;
    use std::thread;

    use super::seat;
    use crate::pool::gauge::Seat;
    use crate::sync::{AtomicU32, Relaxed, Release};
    use crate::thread::cache::empty;

    /// One of two: the thread's next operation enters its slow path, or this one has seen the request.
    #[test]
    fn a_request_is_seen_or_still_to_be_seen() {
        for _ in 0..if cfg!(miri) { 20 } else { 200 } {
            let (place, requests) = (Seat::new(empty().as_ptr().cast()), AtomicU32::new(0));
            let has_seen = thread::scope(|threads| {
                let owner = threads.spawn(|| {
                    seat(&place, NonNull::dangling());
                    requests.load(Relaxed) == 1
                });
                requests.store(1, Relaxed);
                place.store(empty().as_ptr().cast(), Release);
                owner.join().expect("it does not panic")
            });
            assert!(has_seen || place.load(Relaxed) == empty().as_ptr().cast());
        }
    }
}
