//! The caches of generic types: each thread finds them in a table, because a `static` can't be generic.
//!
//! The fast path looks at one place of an array in the thread-local, whose offset is a constant of the type. What tells
//! whether the place is the type's is the address of [`identity`]`::<T>`, a function that returns `T`'s `TypeId`. Equal
//! addresses are the same function and so the same `TypeId`, whatever a linker merges; comparing one word that the code
//! has as a constant is cheaper than comparing a `TypeId`. Several types may have the same place: the first one gets
//! it. The others get a place beside it, in the same cache line, where a function out of line looks.
//!
//! A table on the heap has all types. It is open-addressed with linear probing, and at most seven eighths full. A type
//! without a place is found there, and gets one from another type if it is used more often. So is a type that comes
//! with another address: one type may have several, one in each crate that uses it.
//!
//! # Invariants
//! - `entries` leads to `len` entries, which is 0 or those of a vector that the thread's
//!   [exit list](crate::thread::exit) owns.
//! - Every entry has a cache that was built on this thread, and that the exit list owns. An entry whose key is
//!   `identity::<T>` has a cache of `T`. A place whose key is `identity::<T>` has that cache at its seat, or
//!   [`EMPTY`](crate::thread::cache::EMPTY). The list sets the seats back to `EMPTY` before it frees a cache, and
//!   nobody asks for entries once the list is gone.
//! - A `Table` is reached through its `LocalKey` alone, and no borrow of it lives across user code.

use core::any::{Any, TypeId};
use core::cell::Cell;
use core::ptr::{self, NonNull};
use std::thread::LocalKey;

use crate::pool::gauge::{IN_LINE, Seat, Seats};
use crate::pool::type_hash::hash;
use crate::pool::type_pool::TypePool;
use crate::sync::Relaxed;
use crate::thread::cache::{ThreadCache, empty};
use crate::thread::exit::{self, CachePointer};
use crate::thread::tls;

/// After how many detours a type gets its first place from another type.
const PATIENCE: u8 = 16;

/// How many first places there are: a power of two. They take four kilobytes of each thread.
const FIRST: usize = 256;

/// The places of a cache line. The memory of those that were never used is zero, so that they cost a program nothing.
#[repr(C)]
struct Line {
    /// The types that have the places; null where a place is free.
    keys: [Cell<*const ()>; IN_LINE],
    /// Each leads to a cache if the place has a key.
    seats: [Seat; IN_LINE],
}

#[derive(Clone, Copy)]
struct Entry {
    key: *const (),
    cache: Option<NonNull<ThreadCache>>,
}

#[repr(C, align(64))]
struct Table {
    lines: [Line; FIRST / IN_LINE],
    /// The entries of all types that the thread uses.
    entries: Cell<NonNull<Cell<Entry>>>,
    /// 0 or a power of two.
    len: Cell<usize>,
    /// How many entries have a key.
    used: Cell<usize>,
    /// How many times a cache was found in the table on the heap, not in its first place.
    detours: Cell<u8>,
}

// What a thread pays that uses no generic type.
const _: () = assert!(size_of::<Table>() <= 4096 + 128);

thread_local! {
    static TABLE: Table = const {
        Table {
            lines: [const { Line::new() }; FIRST / IN_LINE],
            entries: Cell::new(NonNull::dangling()),
            len: Cell::new(0),
            used: Cell::new(0),
            detours: Cell::new(0),
        }
    };
}

/// What tells a type from others in the table.
#[derive(Clone, Copy)]
pub(crate) struct TypeKey {
    key: *const (),
    type_id: TypeId,
}

impl TypeKey {
    #[inline]
    pub(crate) fn of<T: 'static>() -> Self {
        Self { key: key::<T>(), type_id: TypeId::of::<T>() }
    }
}

/// Runs `work` on the thread's cache for `T`, if that is in its first place. `work` runs no user code but the
/// allocator, which can't end the thread.
#[inline]
pub(crate) fn with_first<T: 'static, R>(work: impl FnOnce(&ThreadCache) -> R) -> Option<R> {
    let look = |table: &Table| {
        let at = place(hash(TypeId::of::<T>()), FIRST);
        let line = &table.lines[at / IN_LINE];
        let is_first = line.keys[at % IN_LINE].get() == key::<T>();
        work(if is_first { tls::at(&line.seats[at % IN_LINE]) } else { line.elsewhere(key::<T>()) })
    };
    TABLE.try_with(look).ok()
}

/// The thread's cache of a type, wherever it is in the table.
pub(crate) fn find(key: TypeKey) -> Option<NonNull<ThreadCache>> {
    let has_entries = TABLE.try_with(|table| table.used.get() > 0).unwrap_or(false);
    if !has_entries || exit::is_over() {
        return None;
    }
    TABLE.try_with(|table| table.probe(key)).ok().flatten()
}

/// Makes the place of a type lead to `cache`, which is the thread's, if it has one or gets one now.
pub(crate) fn restore(key: TypeKey, cache: NonNull<ThreadCache>) {
    let _ = TABLE.try_with(|table| table.restore(key, cache));
}

/// The seats of the line where a type may have a place, if other threads may write there.
pub(crate) fn seats(key: TypeKey) -> Seats {
    TABLE.try_with(|table| tls::reachable(Seats::line(&table.line(key).0.seats))).unwrap_or(Seats::NONE)
}

/// Makes `cache` this thread's cache of a type; `Err` if the thread is past its end or has one already.
pub(crate) fn install(key: TypeKey, cache: NonNull<ThreadCache>) -> Result<(), NonNull<ThreadCache>> {
    // Room first: it may run the allocator, which is user code.
    let has_room = TABLE.try_with(Table::make_room).unwrap_or(false);
    if !has_room || find(key).is_some() || !exit::own_cache(Some(&TABLE), cache) {
        return Err(cache);
    }
    let _ = TABLE.try_with(|table| table.insert(key, cache));
    Ok(())
}

impl Line {
    const fn new() -> Self {
        Self {
            keys: [const { Cell::new(ptr::null()) }; IN_LINE],
            seats: [const { Seat::new(ptr::null_mut()) }; IN_LINE],
        }
    }

    /// The place of a type.
    fn find(&self, key: *const ()) -> Option<usize> {
        self.keys.iter().position(|other| other.get() == key)
    }

    /// The cache of a type that does not have its first place, if it has another one here; else the one that can't
    /// serve.
    #[cold]
    #[inline(never)]
    fn elsewhere(&self, key: *const ()) -> &ThreadCache {
        match self.find(key) {
            Some(place) => tls::at(&self.seats[place]),
            // SAFETY: it is static.
            None => unsafe { empty().as_ref() },
        }
    }

    /// Gives a place to a type.
    fn give(&self, place: usize, key: *const (), cache: NonNull<ThreadCache>) {
        self.keys[place].set(key);
        tls::seat(&self.seats[place], cache);
    }
}

impl Table {
    /// The line of a type, and the number of its first place there.
    fn line(&self, key: TypeKey) -> (&Line, usize) {
        let at = place(hash(key.type_id), FIRST);
        (&self.lines[at / IN_LINE], at % IN_LINE)
    }

    fn entries(&self) -> &[Cell<Entry>] {
        // SAFETY: `entries` leads to that many entries (see the module's invariants).
        unsafe { core::slice::from_raw_parts(self.entries.get().as_ptr(), self.len.get()) }
    }

    /// Makes the place of a type lead to its cache. One without a place gets that of another type every so often: it
    /// may be used more.
    fn restore(&self, key: TypeKey, cache: NonNull<ThreadCache>) {
        let (line, first) = self.line(key);
        let place = line.find(key.key).unwrap_or_else(|| {
            self.detours.set(self.detours.get().wrapping_add(1));
            first
        });
        if line.keys[place].get() == key.key || self.detours.get().is_multiple_of(PATIENCE) {
            line.give(place, key.key, cache);
        }
    }

    /// Looks for a type from its first place on, up to the first vacant place.
    fn probe(&self, TypeKey { key, type_id }: TypeKey) -> Option<NonNull<ThreadCache>> {
        let entries = self.entries();
        let mut at = place(hash(type_id), entries.len());
        for _ in 0..entries.len() {
            let entry = entries[at].get();
            let cache = entry.cache?;
            // The second question is for a type that comes with another address.
            if entry.key == key || type_of(cache) == Some(type_id) {
                return Some(cache);
            }
            at = place(at + 1, entries.len());
        }
        None
    }

    /// Enters a type that is not in the table, which has room for it.
    fn insert(&self, key: TypeKey, cache: NonNull<ThreadCache>) {
        self.used.set(self.used.get() + 1);
        put(self.entries(), Entry { key: key.key, cache: Some(cache) }, hash(key.type_id));
        let (line, first) = self.line(key);
        if let Some(free) = (0..IN_LINE).map(|n| first ^ n).find(|place| line.keys[*place].get().is_null()) {
            line.give(free, key.key, cache);
        }
    }

    /// Whether one more entry leaves a table of so many places at most seven eighths full.
    fn fits_in(&self, places: usize) -> bool {
        (self.used.get() + 1) * 8 <= places * 7
    }

    /// Makes room for one more entry; `false` if the thread is past its end.
    fn make_room(&self) -> bool {
        while !self.fits_in(self.len.get()) {
            let new = vec![Cell::new(Entry { key: ptr::null(), cache: None }); (self.len.get() * 2).max(8)];
            let (entries, len) = (NonNull::from(new.as_slice()).cast(), new.len());
            let new: Box<dyn Any> = Box::new(new);
            // An allocation may run user code, which may use the table: look at it again.
            if len <= self.len.get() || !self.fits_in(len) {
                continue;
            }
            let Ok(old) = exit::own_table(new) else { return false };
            let old_entries = self.entries();
            // SAFETY: the list owns the vector with so many entries.
            let new_entries = unsafe { core::slice::from_raw_parts(entries.as_ptr(), len) };
            for entry in old_entries.iter().map(Cell::get) {
                if let Some(type_id) = entry.cache.and_then(type_of) {
                    put(new_entries, entry, hash(type_id));
                }
            }
            self.entries.set(entries);
            self.len.set(len);
            drop(old);
        }
        true
    }
}

fn put(entries: &[Cell<Entry>], entry: Entry, hash: usize) {
    let mut at = place(hash, entries.len());
    while entries[at].get().cache.is_some() {
        at = place(at + 1, entries.len());
    }
    entries[at].set(entry);
}

/// Where a type is looked for first in a table of `len` places (a power of two). For 0 places the number means nothing.
#[inline]
const fn place(hash: usize, len: usize) -> usize {
    hash & len.wrapping_sub(1)
}

impl CachePointer for LocalKey<Table> {
    fn vacate(&'static self) {
        let _ = self.try_with(|table| {
            for line in &table.lines {
                line.keys.iter().for_each(|key| key.set(ptr::null()));
                line.seats.iter().for_each(|seat| seat.store(empty().as_ptr().cast(), Relaxed));
            }
            table.entries.set(NonNull::dangling());
            table.len.set(0);
            table.used.set(0);
        });
    }
}

/// The function whose address stands for `T`. It is not inlined, so that a crate has one copy of it.
#[inline(never)]
fn identity<T: 'static>() -> TypeId {
    TypeId::of::<T>()
}

#[inline]
fn key<T: 'static>() -> *const () {
    identity::<T> as fn() -> TypeId as *const ()
}

/// The type of a cache that is in the table.
fn type_of(cache: NonNull<ThreadCache>) -> Option<TypeId> {
    // SAFETY: a cache in the table is alive (see the module's invariants).
    unsafe { cache.as_ref() }.pool().map(TypePool::type_id)
}
