//! The caches of a thread, which it closes when it ends.
//!
//! The thread-locals that lead to caches have no destructor, so that their fast paths need no test for "already
//! destroyed". Instead each thread has one list, which has a destructor: it owns all caches of the thread and closes
//! them. It does not need the other thread-locals for that: where a target has no native ones, their storage may be
//! gone before the list is.
//!
//! # Invariants
//! A cache in the list was built on this thread and is freed by the list's destructor alone. The destructor takes the
//! list's content out first, so a cache that is found in the list is alive. No borrow of the list or reference to a
//! cache lives across user code.

use core::any::Any;
use core::ptr::NonNull;
use std::cell::RefCell;
use std::rc::Rc;

use crate::pool::leaks;
use crate::pool::stats::Reason;
use crate::pool::type_pool::TypePool;
use crate::thread::cache::ThreadCache;

/// A thread-local with pointers to caches.
pub(crate) trait CachePointer: Sync {
    /// Makes it lead to no cache, on this thread.
    fn vacate(&'static self);
}

#[derive(Default)]
struct Owned {
    caches: Vec<(&'static dyn CachePointer, NonNull<ThreadCache>)>,
    /// Other values that live as long as the thread's caches.
    others: Vec<Rc<dyn Any>>,
}

struct List(RefCell<Owned>);

thread_local! {
    static LIST: List = const { List(RefCell::new(Owned { caches: Vec::new(), others: Vec::new() })) };
}

/// Whether this thread is past its end: its caches were closed.
pub(crate) fn is_over() -> bool {
    LIST.try_with(|_| ()).is_err()
}

/// Takes ownership of a cache to which `seat` is about to lead; `false` if the thread is past its end.
pub(crate) fn own_cache(seat: &'static dyn CachePointer, cache: NonNull<ThreadCache>) -> bool {
    own(|owned| owned.caches.push((seat, cache)))
}

/// Keeps `other` until the thread's caches are closed; `false` if the thread is past its end.
pub(crate) fn own_other(other: Rc<dyn Any>) -> bool {
    own(|owned| owned.others.push(other))
}

fn own(add: impl FnOnce(&mut Owned)) -> bool {
    let added = |list: &List| list.0.try_borrow_mut().map(|mut owned| add(&mut owned)).is_ok();
    LIST.try_with(added).unwrap_or(false)
}

/// The thread's cache of `pool`, also if no thread-local leads to it. O(caches of the thread).
pub(crate) fn cache_of(pool: &TypePool) -> Option<NonNull<ThreadCache>> {
    // SAFETY: what is in the list is alive (see the module's invariants).
    let is_of =
        |cache: NonNull<ThreadCache>| unsafe { cache.as_ref() }.pool().is_some_and(|it| core::ptr::eq(it, pool));
    let find =
        |list: &List| list.0.try_borrow().ok()?.caches.iter().map(|&(_, cache)| cache).find(|&cache| is_of(cache));
    LIST.try_with(find).ok().flatten()
}

/// Drops the idle objects of the thread's caches that are `wanted`. User code runs.
pub(crate) fn trim(wanted: impl Fn(&ThreadCache) -> bool) {
    let nth = |n: usize| {
        let cache = |list: &List| Some(list.0.try_borrow().ok()?.caches.get(n)?.1);
        LIST.try_with(cache).ok().flatten()
    };
    for cache in (0..).map_while(nth) {
        // SAFETY: the cache is alive (see the module's invariants), and no user code runs while it is borrowed.
        if wanted(unsafe { cache.as_ref() }) {
            trim_cache(cache);
        }
    }
}

fn trim_cache(cache: NonNull<ThreadCache>) {
    // No more than there are now: their drops may return others.
    // SAFETY: as in `trim`; user code runs only in `dispose`, and the thread does not end there.
    for _ in 0..unsafe { cache.as_ref() }.len() {
        // SAFETY: as above.
        let (pool, object) = unsafe { (cache.as_ref().pool(), cache.as_ref().take_out()) };
        let (Some(pool), Some(object)) = (pool, object) else { return };
        // SAFETY: the cache owned this object of its own type and gave it up, on its own thread.
        unsafe { pool.dispose(object, Reason::Trimmed) };
    }
}

impl Drop for List {
    fn drop(&mut self) {
        leaks::thread_ends();
        // From here on the list takes no cache, so user code in the drops below can't open one.
        let owned = self.0.take();
        for (seat, _) in &owned.caches {
            seat.vacate();
        }
        for (_, cache) in owned.caches {
            // SAFETY: whoever gave the cache to the list built it on this thread, and no thread-local leads to it any
            // more.
            unsafe { ThreadCache::close(cache) };
        }
    }
}
