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

use crate::pool::gauge::Seat;
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

/// How many places are in a cache line: a power of two.
const IN_LINE: usize = 4;

/// A place of the first ones. The memory of one that was never used is zero, so that it costs a program nothing.
struct Place {
    key: Cell<*const ()>,
    /// Leads to a cache if the place has a key.
    seat: Seat,
}

#[derive(Clone, Copy)]
struct Entry {
    key: *const (),
    cache: Option<NonNull<ThreadCache>>,
}

#[repr(C, align(64))]
struct Table {
    first: [Place; FIRST],
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
            first: [const { Place { key: Cell::new(ptr::null()), seat: Seat::new(ptr::null_mut()) } }; FIRST],
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
        let place = &table.first[place(hash(TypeId::of::<T>()), FIRST)];
        (place.key.get() == key::<T>()).then(|| work(tls::at(&place.seat)))
    };
    TABLE.try_with(look).ok().flatten()
}

/// The thread's cache of a type, if it has a place beside its first one.
pub(crate) fn find_beside(key: TypeKey) -> Option<NonNull<ThreadCache>> {
    let look = |table: &Table| {
        let seat = &table.beside(key)?.seat;
        NonNull::new(seat.load(Relaxed).cast()).filter(|cache| *cache != empty())
    };
    TABLE.try_with(look).ok().flatten()
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

/// The address of the first place of a type, if other threads may write there.
pub(crate) fn seat_address(key: TypeKey) -> *const Seat {
    TABLE.try_with(|table| tls::address(&table.first_of(key.type_id).seat)).unwrap_or(ptr::null())
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

impl Table {
    fn first_of(&self, type_id: TypeId) -> &Place {
        &self.first[place(hash(type_id), FIRST)]
    }

    fn entries(&self) -> &[Cell<Entry>] {
        // SAFETY: `entries` leads to that many entries (see the module's invariants).
        unsafe { core::slice::from_raw_parts(self.entries.get().as_ptr(), self.len.get()) }
    }

    /// The other places in the line of a type's first one.
    fn others(&self, type_id: TypeId) -> impl Iterator<Item = &Place> {
        let at = place(hash(type_id), FIRST);
        (1..IN_LINE).map(move |n| &self.first[at ^ n])
    }

    /// The place of a type beside its first one.
    fn beside(&self, key: TypeKey) -> Option<&Place> {
        self.others(key.type_id).find(|place| place.key.get() == key.key)
    }

    /// Makes the place of a type lead to its cache. One without a place gets that of another type every so often: it
    /// may be used more.
    fn restore(&self, key: TypeKey, cache: NonNull<ThreadCache>) {
        let first = self.first_of(key.type_id);
        if first.key.get() != key.key {
            if let Some(beside) = self.beside(key) {
                return tls::seat(&beside.seat, cache);
            }
            let detours = self.detours.get().wrapping_add(1);
            self.detours.set(detours);
            if !detours.is_multiple_of(PATIENCE) {
                return;
            }
            first.key.set(key.key);
        }
        tls::seat(&first.seat, cache);
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
    fn insert(&self, TypeKey { key, type_id }: TypeKey, cache: NonNull<ThreadCache>) {
        self.used.set(self.used.get() + 1);
        put(self.entries(), Entry { key, cache: Some(cache) }, hash(type_id));
        let mut places = core::iter::once(self.first_of(type_id)).chain(self.others(type_id));
        if let Some(free) = places.find(|place| place.key.get().is_null()) {
            free.key.set(key);
            tls::seat(&free.seat, cache);
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
            for place in &table.first {
                place.key.set(ptr::null());
                place.seat.store(empty().as_ptr().cast(), Relaxed);
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
