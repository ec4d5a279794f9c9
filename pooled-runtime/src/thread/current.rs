//! Finds or opens this thread's cache of a pooled type: in the thread-local of the type, or in the table of generic
//! types.

use core::ptr::{self, NonNull};

use crate::autoref::Sharing;
use crate::config::settings;
use crate::panic::{attempt, drop_payload};
use crate::pool::registry;
use crate::pool::stats::Event;
use crate::pool::type_pool::{TypeInfo, TypePool};
use crate::reset::Observer;
use crate::thread::cache::{EMPTY, ThreadCache, empty};
use crate::thread::placement::Placement;
use crate::thread::tls::{Key, LocalStack};
use crate::thread::{exit, generic_tls};

/// Runs `work` on this thread's cache for `T`, if one look finds it. `key` is [`Placement::__pooled_key`] of `T`.
/// `work` runs no user code but the allocator, which can't end the thread.
#[inline]
pub(crate) fn with_at_hand<T: Placement, R>(key: Option<Key<T>>, work: impl FnOnce(&ThreadCache) -> R) -> Option<R> {
    match key {
        Some(key) => Some(LocalStack::with(key, work)),
        None => generic_tls::with_first::<T, R>(work),
    }
}

/// Runs `work` on this thread's cache for `T`, also if it takes a search in the table. For slow paths.
#[inline]
pub(crate) fn with_key<T: Placement, R>(key: Option<Key<T>>, work: impl FnOnce(&ThreadCache) -> R) -> R {
    match key {
        Some(key) => LocalStack::with(key, work),
        None => generic_tls::with::<T, R>(work),
    }
}

/// Runs `work` on this thread's cache for `T`, also if the pool is tracked: no thread-local leads to its cache then.
/// For slow paths.
#[inline]
pub(crate) fn with_any<T: Placement, R>(key: Option<Key<T>>, work: impl FnOnce(&ThreadCache) -> R) -> R {
    let cache = find_any(key);
    // SAFETY: the cache is one that `with_key` runs work on, or one of the exit list, which frees its caches when the
    // thread ends. It stays while no user code runs.
    work(unsafe { cache.as_ref() })
}

/// This thread's cache for `T`, also if no thread-local leads to it. It may be freed when user code runs. Out of line:
/// slow paths ask several times.
#[inline(never)]
fn find_any<T: Placement>(key: Option<Key<T>>) -> NonNull<ThreadCache> {
    if settings().mode.tracks() {
        return exit::cache_of(pool_of::<T>()).unwrap_or(empty());
    }
    with_key(key, |cache| NonNull::from(cache))
}

/// The pool of `T`: what all threads share. Takes a lock only on a thread that has no cache for `T`. Out of line: slow
/// paths ask often.
#[inline(never)]
pub(crate) fn pool_of<T: Placement>() -> &'static TypePool {
    with_key::<T, _>(T::__pooled_key(), ThreadCache::pool).unwrap_or_else(|| {
        // An implementation that a user wrote by hand may panic, and this may run in the drop of a handle: the panic
        // ends here.
        let sharing = attempt(T::__pooled_sharing).unwrap_or_else(|payload| {
            drop_payload(payload);
            Sharing::local()
        });
        let name = T::__POOLED_NAME.unwrap_or_else(core::any::type_name::<T>);
        registry::find(TypeInfo::of(name, T::__POOLED_CAPACITY, T::__POOLED_DEPOT, &sharing))
    })
}

/// A pool counts the containers that the resets of its objects shrink.
impl<T: Placement> Observer for T {
    #[cold]
    fn shrunk() {
        pool_of::<T>().count(Event::Shrunk, 1);
    }
}

/// Makes sure that this thread has a cache for `T`; `false` if it had one already, or can't have one.
pub(crate) fn open<T: Placement>() -> bool {
    let key = T::__pooled_key();
    let has_one = with_any(key, |cache| !ptr::eq(cache, &raw const EMPTY));
    if has_one || exit::is_over() {
        return false;
    }
    let mode = settings().mode;
    // A pool that is switched off has a cache too, but without room: through it the thread finds the statistics without
    // a lock.
    let capacity = if mode.is_off() { 0 } else { T::__POOLED_CAPACITY };
    let Some(cache) = ThreadCache::build(pool_of::<T>(), capacity) else { return false };
    let installed = match key {
        _ if mode.tracks() => exit::own_cache(&Nowhere, cache).then_some(()).ok_or(cache),
        Some(key) => LocalStack::install(key, cache),
        None => generic_tls::install::<T>(cache),
    };
    if let Err(refused) = installed {
        // SAFETY: it was built above on this thread and refused, so nothing else has it.
        unsafe { ThreadCache::close(refused) };
    }
    installed.is_ok()
}

/// Leads to no cache: objects that are tracked must not be taken on the fast path.
struct Nowhere;

impl exit::CachePointer for Nowhere {
    fn vacate(&'static self) {}
}
