//! The caches of pools of values: each thread finds them in a table, by the places that the pools have among all of
//! their kind.
//!
//! A pool that is dropped frees the caches of all threads, and its place goes to another pool. So an entry may be
//! older than the pool that has its place. It has the number of its pool, which no other pool ever has: an entry is
//! followed only by somebody who has a living pool of that number in hand.
//!
//! # Invariants
//! - `entries` leads to entries, a power of two of them, which the thread's [exit list](crate::thread::exit) owns, or
//!   to [`NONE`]. `mask` is one less than their number, in bytes.
//! - An entry with the number of a pool that lives has a cache that was built for it on this thread. No pool has the
//!   number of an entry without one.
//! - A `Table` is reached through its `LocalKey` alone, and no borrow of it lives across user code.

use core::cell::Cell;
use core::ptr::{self, NonNull};
use std::thread::LocalKey;

use crate::pool::living::LIVING;
use crate::pool::stats::Reason;
use crate::pool::type_pool::{Key, TypePool};
use crate::thread::cache::ThreadCache;
use crate::thread::exit::{self, CachePointer, ValueEntry};

/// The bytes of an entry.
const ENTRY: usize = size_of::<ValueEntry>();

/// How many entries the first table has.
const FIRST: usize = 8;

struct Table {
    entries: Cell<*const Cell<ValueEntry>>,
    mask: Cell<usize>,
}

/// The table of a thread without entries. It has one, which no pool has: nobody tests whether a table is empty.
struct Nothing(Cell<ValueEntry>);

// SAFETY: nobody writes to it: `Table::slot` is asked for a place only where there is room.
unsafe impl Sync for Nothing {}

static NONE: Nothing = Nothing(Cell::new(ValueEntry::VACANT));

thread_local! {
    static TABLE: Table = const { Table { entries: Cell::new(&raw const NONE.0), mask: Cell::new(0) } };
}

/// The bytes from the first entry to that at `place`, in a table that has as many places or more.
pub(crate) const fn offset(place: usize) -> usize {
    place * ENTRY
}

/// Runs `work` on the thread's cache of a pool: that with this number, whose entry has this [`offset`]. `work` runs no
/// user code but the allocator, which can't end the thread.
///
/// # Safety
/// The pool lives, and goes on to do so while `work` runs; or there is none yet, and `number` is 0.
#[inline]
pub(crate) unsafe fn with<R>(number: u64, offset: usize, work: impl FnOnce(&ThreadCache) -> R) -> Option<R> {
    let look = |table: &Table| {
        // SAFETY: the mask keeps it within the entries, and offsets are multiples of their size.
        let entry = unsafe { &*table.entries.get().byte_add(offset & table.mask.get()) }.get();
        // SAFETY: the pool lives, by the caller's promise, so its cache is there.
        (entry.number == number).then(|| work(unsafe { entry.cache.as_ref() }))
    };
    TABLE.try_with(look).ok().flatten()
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
            table.slot(key.place).set(ValueEntry { number, cache });
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
    let _ = TABLE.try_with(|table| table.slot(key.place).set(ValueEntry { number: key.number, cache }));
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
            let cache = unsafe { entry.cache.as_ref() };
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
    fn entries(&self) -> &[Cell<ValueEntry>] {
        // SAFETY: `entries` leads to that many entries (see the module's invariants).
        unsafe { core::slice::from_raw_parts(self.entries.get(), self.mask.get() / ENTRY + 1) }
    }

    /// The entry at a place for which there is room.
    fn slot(&self, place: usize) -> &Cell<ValueEntry> {
        &self.entries()[place]
    }

    fn find(&self, key: Key) -> Option<NonNull<ThreadCache>> {
        let entry = self.entries().get(key.place)?.get();
        (entry.key(key.place) == key).then_some(entry.cache)
    }

    /// Makes room for the entry at a place; `false` if the thread is past its end, or if there is no memory.
    fn make_room(&self, place: usize) -> bool {
        let is_none = || ptr::eq(self.entries.get(), &raw const NONE.0);
        while is_none() || self.entries().len() <= place {
            let len = (place + 1).next_power_of_two().max(FIRST);
            let mut new = Vec::new();
            if new.try_reserve_exact(len).is_err() {
                return false;
            }
            new.resize(len, Cell::new(ValueEntry::VACANT));
            // An allocation may run user code, which may use the table: look at it again.
            if !is_none() && len <= self.entries().len() {
                continue;
            }
            if !is_none() {
                new[..self.entries().len()].clone_from_slice(self.entries());
            }
            let entries = new.as_ptr();
            let Ok(old) = exit::own_values(&TABLE, new) else { return false };
            self.entries.set(entries);
            self.mask.set((len - 1) * ENTRY);
            drop(old);
        }
        true
    }
}

impl CachePointer for LocalKey<Table> {
    fn vacate(&'static self) {
        let _ = self.try_with(|table| {
            table.entries.set(&raw const NONE.0);
            table.mask.set(0);
        });
    }
}
