//! The caches of pools of values: each thread finds them in a table, by the places that the pools have among all of
//! their kind.
//!
//! The fast path looks at one place of an array in the thread-local: the first pools of a program have one each, and
//! later ones share theirs, so a place has the pool that was used last. A function out of line looks for the others in
//! a table on the heap, which has a place for each.
//!
//! A pool that is dropped frees the caches of all threads, and its place goes to another pool. So an entry may be
//! older than the pool that has its place. It has the number of its pool, which no other pool ever has: an entry is
//! followed only by somebody who has a living pool of that number in hand.
//!
//! # Invariants
//! - `entries` leads to `len` entries, which is 0 or those of a vector that the thread's
//!   [exit list](crate::thread::exit) owns.
//! - An entry with the number of a pool that lives has a cache that was built for it on this thread. No pool has the
//!   number of an entry without one. A place `near` is vacant, or the same as an entry on the heap.
//! - A `Table` is reached through its `LocalKey` alone, and no borrow of it lives across user code.

use core::cell::Cell;
use core::ptr::NonNull;
use std::thread::LocalKey;

use crate::pool::living::LIVING;
use crate::pool::stats::Reason;
use crate::pool::type_pool::{Key, TypePool};
use crate::thread::cache::ThreadCache;
use crate::thread::exit::{self, CachePointer, ValueEntry};

/// How many pools the fast path finds on a thread at a time: a power of two. They take 2 KiB of each thread, which are
/// zero until they are used. Fewer under Miri, where tests have fewer pools.
const NEAR: usize = if cfg!(miri) { 8 } else { 128 };

/// How many entries the first table on the heap has.
const FIRST: usize = 8;

struct Table {
    /// Vacant entries are zero, so that a program that starts a thread need not write them.
    near: [Cell<ValueEntry>; NEAR],
    entries: Cell<NonNull<Cell<ValueEntry>>>,
    /// 0 or a power of two.
    len: Cell<usize>,
}

thread_local! {
    static TABLE: Table = const {
        Table {
            near: [const { Cell::new(ValueEntry::VACANT) }; NEAR],
            entries: Cell::new(NonNull::dangling()),
            len: Cell::new(0),
        }
    };
}

/// Where the fast path looks for the cache of a pool: the bytes from the first place to that of the pool.
#[derive(Clone, Copy)]
pub(crate) struct Near(usize);

impl Near {
    /// For the pool at a place among all pools.
    pub(crate) const fn of(place: usize) -> Self {
        Self(place % NEAR * size_of::<ValueEntry>())
    }

    pub(crate) const fn bytes(self) -> usize {
        self.0
    }

    /// # Safety
    /// `bytes` are those of such a place.
    #[inline]
    pub(crate) const unsafe fn from_bytes(bytes: usize) -> Self {
        Self(bytes)
    }
}

/// Runs `work` on the thread's cache of the pool with this number, if the pool has its place. `work` runs no user code
/// but the allocator, which can't end the thread.
///
/// # Safety
/// The pool lives, and goes on to do so while `work` runs; or there is none yet, and `number` is [`Key::NO_NUMBER`].
#[inline]
pub(crate) unsafe fn with<R>(number: u64, near: Near, work: impl FnOnce(&ThreadCache) -> R) -> Option<R> {
    let look = |table: &Table| {
        let entry = table.near_at(near).get();
        // SAFETY: the pool lives, by the caller's promise, so its cache is there.
        (entry.number == number).then(|| work(unsafe { &*entry.cache }))
    };
    TABLE.try_with(look).ok().flatten()
}

/// The thread's cache of a pool whose place another pool has.
pub(crate) fn displaced(key: Key) -> Option<NonNull<ThreadCache>> {
    let is_near = |table: &Table| table.near_at(Near::of(key.place)).get().number == key.number;
    if TABLE.try_with(is_near).unwrap_or(false) { None } else { find(key) }
}

/// The thread's cache of a pool.
pub(crate) fn find(key: Key) -> Option<NonNull<ThreadCache>> {
    if exit::is_over() {
        return None;
    }
    TABLE.try_with(|table| table.find(key)).ok().flatten()
}

/// The thread's cache of a pool of any kind, also if no thread-local leads to it.
pub(crate) fn cache_of(pool: &TypePool) -> Option<NonNull<ThreadCache>> {
    match pool.key() {
        Some(key) => find(key),
        None => exit::cache_of(pool),
    }
}

/// Has the fast path find this thread's cache of a pool again.
pub(crate) fn restore(key: Key) {
    set_number(key, key.number);
}

/// Has the fast path find no cache of a pool, on this thread.
pub(crate) fn vacate(key: Key) {
    set_number(key, key.number | ValueEntry::VACATED);
}

fn set_number(key: Key, number: u64) {
    let _ = TABLE.try_with(|table| {
        if let Some(cache) = table.find(key) {
            table.enter(key.place, ValueEntry { number, cache: cache.as_ptr() });
        }
    });
}

/// Makes `cache` this thread's cache of a pool; `Err` if the thread is past its end, has one already, or has no memory
/// for it.
pub(crate) fn install(key: Key, cache: NonNull<ThreadCache>) -> Result<(), NonNull<ThreadCache>> {
    // Room first: it may run the allocator, which is user code.
    let has_room = TABLE.try_with(|table| table.make_room(key.place)).unwrap_or(false);
    if !has_room || find(key).is_some() {
        return Err(cache);
    }
    let _ = TABLE.try_with(|table| {
        table.enter(key.place, ValueEntry { number: key.number, cache: cache.as_ptr() });
    });
    Ok(())
}

/// Drops the idle objects in this thread's caches of pools of values. User code runs.
pub(crate) fn trim_all() {
    let mut place = 0;
    // Looked at anew each time: drops may open caches.
    while let Some(entry) = TABLE.try_with(|table| table.entries().get(place).map(Cell::get)).ok().flatten() {
        let key = entry.key(place);
        let take_one = |pool: &'static TypePool| {
            // SAFETY: the pool lives, so its cache is there.
            let cache = unsafe { &*entry.cache };
            let object = cache.take_out();
            if object.is_none() {
                cache.shrink(pool);
            }
            // SAFETY: the cache owned this object of its pool.
            object.map(|object| unsafe { pool.let_go(object, Reason::Trimmed) })
        };
        while let Some(Some(object)) = LIVING.if_alive(key, take_one) {
            object.dispose();
        }
        place += 1;
    }
}

impl Table {
    #[inline]
    fn near_at(&self, near: Near) -> &Cell<ValueEntry> {
        // SAFETY: whoever made it kept it within the places, at the start of one.
        unsafe { &*self.near.as_ptr().byte_add(near.0) }
    }

    fn entries(&self) -> &[Cell<ValueEntry>] {
        // SAFETY: `entries` leads to that many entries (see the module's invariants).
        unsafe { core::slice::from_raw_parts(self.entries.get().as_ptr(), self.len.get()) }
    }

    /// Sets the entry at a place for which there is room.
    fn enter(&self, place: usize, entry: ValueEntry) {
        self.entries()[place].set(entry);
        self.near_at(Near::of(place)).set(entry);
    }

    fn find(&self, key: Key) -> Option<NonNull<ThreadCache>> {
        let entry = self.entries().get(key.place)?.get();
        NonNull::new(entry.cache).filter(|_| entry.key(key.place) == key)
    }

    /// Makes room for the entry at a place; `false` if the thread is past its end, or if there is no memory.
    fn make_room(&self, place: usize) -> bool {
        while self.len.get() <= place {
            let len = (place + 1).next_power_of_two().max(FIRST);
            let mut new = Vec::new();
            if new.try_reserve_exact(len).is_err() {
                return false;
            }
            new.resize(len, Cell::new(ValueEntry::VACANT));
            // An allocation may run user code, which may use the table: look at it again.
            if len <= self.len.get() {
                continue;
            }
            new[..self.len.get()].clone_from_slice(self.entries());
            let entries = NonNull::from(new.as_slice()).cast();
            let Ok(old) = exit::own_values(&TABLE, new) else { return false };
            self.entries.set(entries);
            self.len.set(len);
            drop(old);
        }
        true
    }
}

impl CachePointer for LocalKey<Table> {
    fn vacate(&'static self) {
        let _ = self.try_with(|table| {
            table.near.iter().for_each(|entry| entry.set(ValueEntry::VACANT));
            table.entries.set(NonNull::dangling());
            table.len.set(0);
        });
    }
}
