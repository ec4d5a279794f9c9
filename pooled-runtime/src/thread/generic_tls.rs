//! The caches of generic types: each thread finds them in a table, because a `static` can't be generic.
//!
//! The fast path looks at one place of an array in the thread-local, whose offset is a constant of the type. What tells
//! whether the place is the type's is the address of [`identity`]`::<T>`, a function that returns `T`'s `TypeId`. Equal
//! addresses are the same function and so the same `TypeId`, whatever a linker merges; comparing one word that the code
//! has as a constant is cheaper than comparing a `TypeId`. Several types may have the same place: the first one gets
//! it. The others get a place beside it, in the same cache line, or one in a second line. A function out of line looks
//! there.
//!
//! A table on the heap has all types. It is open-addressed with linear probing, and at most seven eighths full. A type
//! without a place is found there, and gets one from another type if it is used more often. So is a type that comes
//! with another address: one type may have several, one in each crate that uses it.
//!
//! # Invariants
//! - `entries` leads to `len` entries, which is 0 or those of a vector that the thread's
//!   [exit list](crate::thread::exit) owns.
//! - Every entry has a cache that was built on this thread, and that the exit list owns. A place whose key is
//!   `identity::<T>` has a cache of `T` at its seat, or [`EMPTY`](crate::thread::cache::EMPTY). The list sets the seats
//!   back to `EMPTY` before it frees a cache, and nobody asks for entries once the list is gone.
//! - A `Table` is reached through its `LocalKey` alone, and no borrow of it lives across user code.

use core::any::TypeId;
use core::cell::Cell;
use core::ptr::{self, NonNull};
use std::thread::LocalKey;

use crate::pool::gauge::{IN_LINE, Seat, Seats};
use crate::pool::type_hash::hash;
use crate::pool::type_pool::TypePool;
use crate::sync::Relaxed;
use crate::thread::cache::{ThreadCache, empty};
use crate::thread::exit::{self, CachePointer, Entry};
use crate::thread::tls;

/// After how many detours a type gets a place from another type.
const PATIENCE: u8 = 16;

/// How many first places there are: a power of two. They take four kilobytes of each thread.
const FIRST: usize = 256;

const LINES: usize = FIRST / IN_LINE;

/// The places of a cache line. The memory of those that were never used is zero, so that they cost a program nothing.
#[repr(C)]
struct Line {
    /// The types that have the places; null where a place is free.
    keys: [Cell<*const ()>; IN_LINE],
    /// Each leads to a cache if the place has a key.
    seats: [Seat; IN_LINE],
}

#[repr(C, align(64))]
struct Table {
    lines: [Line; LINES],
    /// The entries of all types that the thread uses.
    entries: Cell<NonNull<Cell<Entry>>>,
    /// 0 or a power of two.
    len: Cell<usize>,
    /// How many entries have a cache.
    used: Cell<usize>,
    /// How many times a cache was found in the table on the heap, because its type had no place.
    detours: Cell<u8>,
}

// What a thread pays that uses no generic type.
const _: () = assert!(size_of::<Table>() <= 4096 + 128);

thread_local! {
    static TABLE: Table = const {
        Table {
            lines: [const { Line::new() }; LINES],
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

    fn hash(self) -> usize {
        hash(self.type_id)
    }

    /// The number of its first place in the line.
    fn first(self) -> usize {
        place(self.hash(), IN_LINE)
    }
}

/// Runs `work` on the thread's cache for `T`, if the type has a place; else on the one that can't serve. `work` runs no
/// user code but the allocator, which can't end the thread.
#[inline]
pub(crate) fn with_placed<T: 'static, R>(work: impl FnOnce(&ThreadCache) -> R) -> Option<R> {
    let look = |table: &Table| {
        let at = place(hash(TypeId::of::<T>()), FIRST);
        let line = &table.lines[at / IN_LINE];
        let is_first = line.keys[at % IN_LINE].get() == key::<T>();
        work(if is_first {
            tls::at(&line.seats[at % IN_LINE])
        } else {
            table.elsewhere(key::<T>(), hash(TypeId::of::<T>()))
        })
    };
    TABLE.try_with(look).ok()
}

/// The thread's cache of a type, wherever it is in the table.
pub(crate) fn find(key: TypeKey) -> Option<NonNull<ThreadCache>> {
    let has_entries = TABLE.try_with(|table| table.used.get() > 0).unwrap_or(false);
    if !has_entries || exit::is_over() {
        return None;
    }
    TABLE.try_with(|table| table.probe(key.type_id)).ok().flatten()
}

/// Makes the place of a type lead to `cache`, which is the thread's, if it has one or gets one now.
pub(crate) fn restore(key: TypeKey, cache: NonNull<ThreadCache>) {
    let _ = TABLE.try_with(|table| table.restore(key, cache));
}

/// Makes the place of a type, if it has one, lead to no cache until it is restored.
pub(crate) fn vacate(key: TypeKey) {
    let vacate = |table: &Table| {
        if let Some(seat) = table.find(key.key, key.hash()) {
            seat.store(empty().as_ptr().cast(), Relaxed);
        }
    };
    let _ = TABLE.try_with(vacate);
}

/// The seats of the line where a type has a place, or would get one, if other threads may write there.
pub(crate) fn seats(key: TypeKey) -> Seats {
    TABLE.try_with(|table| tls::reachable(table.line_for(key).seats())).unwrap_or(Seats::NONE)
}

/// Makes `cache` this thread's cache of a type; `Err` if the thread is past its end or has one already.
pub(crate) fn install(key: TypeKey, cache: NonNull<ThreadCache>) -> Result<(), NonNull<ThreadCache>> {
    // Room first: it may run the allocator, which is user code.
    let has_room = TABLE.try_with(Table::make_room).unwrap_or(false);
    if !has_room || find(key).is_some() || !exit::own_cache(&TABLE, cache) {
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

    fn seats(&self) -> Seats {
        Seats::line(&self.seats)
    }

    /// A place that no type has, the first one of this type if it can be.
    fn free(&self, key: TypeKey) -> Option<usize> {
        (0..IN_LINE).map(|n| key.first() ^ n).find(|place| self.keys[*place].get().is_null())
    }

    /// Gives a place to a type.
    fn give(&self, place: usize, key: *const (), cache: NonNull<ThreadCache>) {
        self.keys[place].set(key);
        tls::seat(&self.seats[place], cache);
    }
}

impl Table {
    /// The lines where a type may have a place. Its first place is in the first one.
    #[inline]
    fn lines_of(&self, hash: usize) -> [&Line; 2] {
        [place(hash, FIRST) / IN_LINE, place(hash / FIRST, LINES)].map(|line| &self.lines[line])
    }

    /// The line where a type gets a place: one with a free place, if there is one.
    fn line_for(&self, key: TypeKey) -> &Line {
        let lines = self.lines_of(key.hash());
        lines.into_iter().find(|line| line.free(key).is_some()).unwrap_or(lines[0])
    }

    /// The cache of a type that does not have its first place, if it has another one; else the one that can't serve.
    #[cold]
    #[inline(never)]
    fn elsewhere(&self, key: *const (), hash: usize) -> &ThreadCache {
        // SAFETY: it is static.
        self.find(key, hash).map_or(unsafe { empty().as_ref() }, tls::at)
    }

    /// The seat of a type, if it has a place.
    #[inline]
    fn find(&self, key: *const (), hash: usize) -> Option<&Seat> {
        self.lines_of(hash).into_iter().find_map(|line| {
            let place = line.keys.iter().position(|other| other.get() == key)?;
            Some(&line.seats[place])
        })
    }

    fn entries(&self) -> &[Cell<Entry>] {
        // SAFETY: `entries` leads to that many entries (see the module's invariants).
        unsafe { core::slice::from_raw_parts(self.entries.get().as_ptr(), self.len.get()) }
    }

    /// Makes the place of a type lead to its cache. One without a place gets that of another type every so often: it
    /// may be used more.
    fn restore(&self, key: TypeKey, cache: NonNull<ThreadCache>) {
        if let Some(seat) = self.find(key.key, key.hash()) {
            return tls::seat(seat, cache);
        }
        let detours = self.detours.get().wrapping_add(1);
        self.detours.set(detours);
        if detours.is_multiple_of(PATIENCE) {
            self.line_to(cache, key).give(key.first(), key.key, cache);
        }
    }

    /// Looks for a type from its first entry on, up to the first vacant one.
    fn probe(&self, type_id: TypeId) -> Option<NonNull<ThreadCache>> {
        let (entries, hash) = (self.entries(), hash(type_id));
        let mut at = entry(hash, entries.len());
        for _ in 0..entries.len() {
            let entry = entries[at].get();
            let cache = entry.cache?;
            if entry.hash == hash && type_of(cache) == Some(type_id) {
                return Some(cache);
            }
            at = place(at + 1, entries.len());
        }
        None
    }

    /// Enters a type that is not in the table, which has room for it.
    fn insert(&self, key: TypeKey, cache: NonNull<ThreadCache>) {
        self.used.set(self.used.get() + 1);
        put(self.entries(), Entry { hash: key.hash(), cache: Some(cache) });
        let line = self.line_to(cache, key);
        if let Some(free) = line.free(key) {
            line.give(free, key.key, cache);
        }
    }

    /// The line of a type through which other threads reach the one that has `cache`.
    fn line_to(&self, cache: NonNull<ThreadCache>, key: TypeKey) -> &Line {
        // SAFETY: a cache in the table is alive (see the module's invariants).
        let seats = unsafe { cache.as_ref() }.gauge().seats();
        let lines = self.lines_of(key.hash());
        lines.into_iter().find(|line| line.seats() == seats).unwrap_or_else(|| self.line_for(key))
    }

    /// Whether one more entry leaves a table of so many places at most seven eighths full.
    fn fits_in(&self, places: usize) -> bool {
        (self.used.get() + 1) * 8 <= places * 7
    }

    /// Makes room for one more entry; `false` if the thread is past its end, or if there is no memory.
    fn make_room(&self) -> bool {
        while !self.fits_in(self.len.get()) {
            let len = (self.len.get() * 2).max(8);
            let mut new = Vec::new();
            if new.try_reserve_exact(len).is_err() {
                return false;
            }
            new.resize(len, Cell::new(Entry { hash: 0, cache: None }));
            let entries = NonNull::from(new.as_slice()).cast();
            // An allocation may run user code, which may use the table: look at it again.
            if len <= self.len.get() || !self.fits_in(len) {
                continue;
            }
            let Ok(old) = exit::own_table(new) else { return false };
            let old_entries = self.entries();
            // SAFETY: the list owns the vector with so many entries.
            let new_entries = unsafe { core::slice::from_raw_parts(entries.as_ptr(), len) };
            for entry in old_entries.iter().map(Cell::get).filter(|entry| entry.cache.is_some()) {
                put(new_entries, entry);
            }
            self.entries.set(entries);
            self.len.set(len);
            drop(old);
        }
        true
    }
}

fn put(entries: &[Cell<Entry>], new: Entry) {
    let mut at = entry(new.hash, entries.len());
    while entries[at].get().cache.is_some() {
        at = place(at + 1, entries.len());
    }
    entries[at].set(new);
}

/// Where a type is looked for first in the table on the heap. By other bits than its first place: types that have no
/// place because others have the same one should not be in each other's way again.
fn entry(hash: usize, len: usize) -> usize {
    place(hash / (FIRST * LINES), len)
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
