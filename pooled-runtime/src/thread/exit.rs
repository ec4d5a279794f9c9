//! The caches of a thread, which it closes when it ends.
//!
//! The thread-locals that lead to caches have no destructor, so that their fast paths need no test for "already
//! destroyed". Instead each thread has one list, which has a destructor: it owns all caches of the thread and closes
//! them. It does not need the other thread-locals for that: where a target has no native ones, their storage may be
//! gone before the list is.
//!
//! # Invariants
//! A cache in the list belongs to this thread, which built or adopted it, until the list's destructor closes it. The
//! destructor takes the list's content out first, so a cache that is found in the list is alive.

use core::cell::{Cell, RefCell};
use core::iter;
use core::ptr::NonNull;

use crate::pool::leaks;
use crate::pool::living::LIVING;
use crate::pool::registry;
use crate::pool::slot::Object;
use crate::pool::stats::Reason;
use crate::pool::type_pool::{Key, TypePool};
use crate::sync::Relaxed;
use crate::thread::cache::ThreadCache;
use crate::thread::flow::Closing;
use crate::thread::{notices, signal};

/// A thread-local with pointers to caches.
pub(crate) trait CachePointer: Sync {
    /// Makes it lead to no cache, on this thread.
    fn vacate(&'static self);
}

struct List {
    /// The newest cache; the others follow by `next`.
    first: Cell<Option<NonNull<ThreadCache>>>,
    /// The thread-locals that lead to caches without a seat.
    pointers: RefCell<Vec<&'static dyn CachePointer>>,
    /// The table of generic types.
    table: Cell<Vec<Cell<Entry>>>,
    /// The table of pools of values.
    values: Cell<Vec<Cell<ValueEntry>>>,
}

thread_local! {
    static LIST: List = const {
        List {
            first: Cell::new(None),
            pointers: RefCell::new(Vec::new()),
            table: Cell::new(Vec::new()),
            values: Cell::new(Vec::new()),
        }
    };
}

/// Whether this thread is past its end: its caches were closed.
pub(crate) fn is_over() -> bool {
    LIST.try_with(|_| ()).is_err()
}

/// Takes ownership of a cache to which `pointer` is about to lead; `false` if the thread is past its end.
pub(crate) fn own_cache(pointer: &'static dyn CachePointer, cache: NonNull<ThreadCache>) -> bool {
    let own = |list: &List| {
        // SAFETY: the cache was just built.
        let this = unsafe { cache.as_ref() };
        if this.gauge().seats().is_none() && !list.add_pointer(pointer) {
            return false;
        }
        this.next.set(list.first.replace(Some(cache)));
        true
    };
    LIST.try_with(own).unwrap_or(false)
}

/// A place in the table of generic types.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) hash: usize,
    pub(crate) cache: Option<NonNull<ThreadCache>>,
}

/// Keeps the table of generic types until the thread's caches are closed, and gives back the one before. `Err` if the
/// thread is past its end.
pub(crate) fn own_table(table: Vec<Cell<Entry>>) -> Result<Vec<Cell<Entry>>, IsOver> {
    LIST.try_with(|list| list.table.replace(table)).map_err(|_| IsOver)
}

/// A place in the table of pools of values.
#[derive(Clone, Copy)]
#[repr(C, align(16))]
pub(crate) struct ValueEntry {
    /// The number of the pool, perhaps with [`VACATED`](Self::VACATED).
    pub(crate) number: u64,
    /// Valid as long as the pool with this number lives; null in a vacant place.
    pub(crate) cache: *mut ThreadCache,
}

impl ValueEntry {
    /// A place that no pool has.
    pub(crate) const VACANT: Self = Self { number: 0, cache: core::ptr::null_mut() };

    /// Set where the fast path is not to find the cache.
    pub(crate) const VACATED: u64 = Key::UNUSED_BIT;

    /// What tells the pool from others, if it has this place.
    pub(crate) fn key(self, place: usize) -> Key {
        Key { number: self.number & !Self::VACATED, place }
    }
}

/// Keeps the table of pools of values, to which `pointer` leads, until the thread's caches are closed, and gives back
/// the one before. `Err` if the thread is past its end, or has no memory.
pub(crate) fn own_values(
    pointer: &'static dyn CachePointer,
    table: Vec<Cell<ValueEntry>>,
) -> Result<Vec<Cell<ValueEntry>>, IsOver> {
    let own = |list: &List| {
        let old = list.values.take();
        let is_first = old.is_empty();
        list.values.set(old);
        (!is_first || list.add_pointer(pointer)).then(|| list.values.replace(table))
    };
    LIST.try_with(own).ok().flatten().ok_or(IsOver)
}

/// The thread is past its end.
pub(crate) struct IsOver;

/// The thread's caches, the newest first. Those that are opened meanwhile may be left out.
fn caches() -> impl Iterator<Item = NonNull<ThreadCache>> {
    let first = LIST.try_with(|list| list.first.get()).ok().flatten();
    // SAFETY: what is in the list is alive (see the module's invariants).
    iter::successors(first, |cache| unsafe { cache.as_ref() }.next.get())
}

/// The thread's cache of `pool`, also if no thread-local leads to it. O(caches of the thread).
pub(crate) fn cache_of(pool: &TypePool) -> Option<NonNull<ThreadCache>> {
    // SAFETY: what is in the list is alive (see the module's invariants).
    caches().find(|cache| unsafe { cache.as_ref() }.pool().is_some_and(|it| core::ptr::eq(it, pool)))
}

/// Takes an idle object out of a cache that is `wanted`; one that has no more gives the bytes of its places back.
/// O(caches of the thread).
pub(crate) fn take_from(wanted: impl Fn(&ThreadCache) -> bool) -> Option<(&'static TypePool, Object)> {
    caches().find_map(|cache| {
        // SAFETY: what is in the list is alive.
        let cache = unsafe { cache.as_ref() };
        let pool = cache.pool().filter(|_| wanted(cache))?;
        let object = cache.take_out();
        if object.is_none() {
            cache.shrink(pool);
        }
        Some((pool, object?))
    })
}

/// Drops the idle objects of all of the thread's caches. User code runs.
pub(crate) fn trim_all() {
    caches().for_each(trim_cache);
}

/// Drops the idle objects of one of the thread's caches. User code runs.
pub(crate) fn trim_cache(cache: NonNull<ThreadCache>) {
    // SAFETY: the cache is alive, and the thread does not end in what follows.
    let cache = unsafe { cache.as_ref() };
    let Some(pool) = cache.pool() else { return };
    // No more than there are now: their drops may return others.
    for _ in 0..cache.len() {
        let Some(object) = cache.take_out() else { break };
        // SAFETY: the cache owned this object of its own type and gave it up, on its own thread.
        unsafe { pool.dispose(object, Reason::Trimmed) };
    }
    cache.trim_beside(pool);
    cache.shrink(pool);
    cache.trims.store(pool.trims(), Relaxed);
}

/// Closes the cache of a pool of a value. Another thread may drop the pool at any time: then the cache is freed.
fn close_value(key: Key, cache: NonNull<ThreadCache>) {
    loop {
        // Outside of the lock, because the allocator may be code of users.
        let spare = registry::batch();
        // SAFETY: the pool lives, so its cache is there. It was built on this thread, and nothing else leads to it.
        match LIVING.if_alive(key, |pool| unsafe { ThreadCache::close_quietly(cache, pool, spare) }) {
            Some(Closing::Drop(object)) => object.dispose(),
            Some(Closing::More) => {}
            Some(Closing::Done(leftover)) => return drop(leftover),
            None => return,
        }
    }
}

impl List {
    /// Notes a thread-local that leads to caches without a seat; `false` if there is no memory for it.
    fn add_pointer(&self, pointer: &'static dyn CachePointer) -> bool {
        // An allocator that uses pools may come here while the vector grows: then this cache serves nobody.
        let Ok(mut pointers) = self.pointers.try_borrow_mut() else { return false };
        let has_room = pointers.try_reserve(1).is_ok();
        if has_room {
            pointers.push(pointer);
        }
        has_room
    }
}

impl Drop for List {
    fn drop(&mut self) {
        leaks::thread_ends();
        // From here on the list takes no cache, so user code in the drops below can't open one.
        for pointer in self.pointers.take() {
            pointer.vacate();
        }
        let first = self.first.take();
        // SAFETY: whoever gave the cache to the list built it on this thread, and it is freed last.
        let next = |cache: &NonNull<ThreadCache>| unsafe { cache.as_ref() }.next.get();
        for cache in iter::successors(first, next) {
            // SAFETY: as above.
            unsafe { cache.as_ref() }.vacate_seats();
        }
        drop(self.table.take());
        let values = self.values.take();
        for (place, entry) in values.iter().map(Cell::get).enumerate() {
            if let Some(cache) = NonNull::new(entry.cache) {
                close_value(entry.key(place), cache);
            }
        }
        let mut rest = first;
        while let Some(cache) = rest {
            rest = next(&cache);
            // SAFETY: as above; no thread-local leads to it any more.
            unsafe { ThreadCache::close(cache) };
        }
        // A thread that did little may not have looked at the clock.
        if first.is_some() || !values.is_empty() {
            signal::look_at_clock();
        }
        notices::tell();
    }
}
