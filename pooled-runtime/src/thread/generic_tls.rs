//! The caches of generic types: each thread finds them in a hash table, because a `static` can't be generic.
//!
//! The key of an entry is the address of [`identity`]`::<T>`, a function that returns `T`'s `TypeId`. Equal addresses
//! are the same function and so the same `TypeId`, whatever a linker merges; comparing one word that the code has as a
//! constant is cheaper than comparing a `TypeId`. One type may have several such addresses, one in each crate that uses
//! it. Each gets an entry of its own, and all of them lead to the type's one cache.
//!
//! The thread-local itself has an array of first places. The fast path looks at one place of it, whose offset is a
//! constant for each type. Several types may have the same place: the first one gets it, until another one is used more
//! often.
//!
//! A table on the heap has all types. It is open-addressed with linear probing, and at most half full. Slow paths look
//! there for a type whose first place another type has, or which comes under its second key.
//!
//! # Invariants
//! - `entries` leads to `len` entries, which is 0 or those of a vector that the thread's
//!   [exit list](crate::thread::exit) owns.
//! - Every entry whose key is `identity::<T>`, in the table or before it, has a cache, which was built on this thread
//!   for `T` and which the exit list owns. That list frees caches and entries only after the table was emptied (or its
//!   storage is gone).
//! - A `Table` is reached through its `LocalKey` alone, and no borrow of it lives across user code.

use core::any::TypeId;
use core::cell::Cell;
use core::hash::{Hash, Hasher};
use core::ptr::{self, NonNull};
use std::rc::Rc;
use std::thread::LocalKey;

use crate::thread::cache::{ThreadCache, empty};
use crate::thread::exit::{CachePointer, own_cache, own_other};

use crate::pool::type_pool::TypePool;

#[derive(Clone, Copy)]
struct Entry {
    key: *const (),
    cache: Option<NonNull<ThreadCache>>,
}

/// After how many detours a type gets its first place from another type.
const PATIENCE: u8 = 16;

struct Table {
    /// The first places, where the fast path looks.
    first: [Cell<Entry>; FIRST],
    /// The entries of all types that the thread uses.
    entries: Cell<NonNull<Cell<Entry>>>,
    /// 0 or a power of two.
    len: Cell<usize>,
    /// How many entries have a key.
    used: Cell<usize>,
    /// How many times a cache was found in the table on the heap, not in its first place.
    detours: Cell<u8>,
}

/// How many first places there are: a power of two. They take a kilobyte of each thread.
const FIRST: usize = 64;

const VACANT: Entry = Entry { key: ptr::null(), cache: None };

thread_local! {
    static TABLE: Table = const {
        Table {
            first: [const { Cell::new(VACANT) }; FIRST],
            entries: Cell::new(NonNull::dangling()),
            len: Cell::new(0),
            used: Cell::new(0),
            detours: Cell::new(0),
        }
    };
}

/// Runs `work` on the thread's cache for `T`, if that is in its first place. `work` runs no user code but the
/// allocator, which can't end the thread.
#[inline]
pub(crate) fn with_first<T: 'static, R>(work: impl FnOnce(&ThreadCache) -> R) -> Option<R> {
    let cache = TABLE.try_with(find_first::<T>).ok().flatten()?;
    // SAFETY: the cache is valid (see the module's invariants), and stays so until the thread ends.
    Some(work(unsafe { cache.as_ref() }))
}

/// Runs `work` on the thread's cache for `T`, wherever it is in the table. If it is not there, on the cache of a pool
/// that can't serve.
pub(crate) fn with<T: 'static, R>(work: impl FnOnce(&ThreadCache) -> R) -> R {
    let find = |table: &Table| find_first::<T>(table).or_else(|| find_further(table, identity::<T>));
    let cache = TABLE.try_with(find).ok().flatten().unwrap_or(empty());
    // SAFETY: as above.
    work(unsafe { cache.as_ref() })
}

#[inline]
fn find_first<T: 'static>(table: &Table) -> Option<NonNull<ThreadCache>> {
    let entry = table.first[place(hash(TypeId::of::<T>()), FIRST)].get();
    if entry.key != key::<T>() {
        return None;
    }
    // SAFETY: an entry with a key has a cache.
    Some(unsafe { entry.cache.unwrap_unchecked() })
}

/// Finds the cache of a type whose first place another type has, or which has it under another key.
fn find_further(table: &Table, identity: fn() -> TypeId) -> Option<NonNull<ThreadCache>> {
    let (key, type_id) = (identity as *const (), identity());
    let hash = hash(type_id);
    let cache = table.probe(key, hash).or_else(|| table.find_alias(key, type_id))?;
    table.count_detour(Entry { key, cache: Some(cache) }, hash);
    Some(cache)
}

/// Makes `cache` this thread's cache for `T`; `Err` if the thread is past its end or has one already.
pub(crate) fn install<T: 'static>(cache: NonNull<ThreadCache>) -> Result<(), NonNull<ThreadCache>> {
    let fits = with::<T, _>(|current| ptr::eq(current, empty().as_ptr()));
    if fits && own_cache(&TABLE, cache) {
        let _ = TABLE.try_with(|table| table.insert(key::<T>(), hash(TypeId::of::<T>()), cache));
        Ok(())
    } else {
        Err(cache)
    }
}

impl Table {
    fn places(&self) -> &[Cell<Entry>] {
        // SAFETY: `entries` leads to that many entries (see the module's invariants).
        unsafe { core::slice::from_raw_parts(self.entries.get().as_ptr(), self.len.get()) }
    }

    fn used_entries(&self) -> impl Iterator<Item = Entry> {
        self.places().iter().map(Cell::get).filter(|entry| !entry.key.is_null())
    }

    /// Looks for `key` from its first place on, up to the first vacant place.
    fn probe(&self, key: *const (), hash: usize) -> Option<NonNull<ThreadCache>> {
        let places = self.places();
        let mut at = place(hash, places.len());
        for _ in 0..places.len() {
            match places[at].get() {
                entry if entry.key == key => return entry.cache,
                entry if entry.key.is_null() => return None,
                _ => at = place(at + 1, places.len()),
            }
        }
        None
    }

    /// Counts that a type was found in the table. Every so often such a type gets its first place: it may be used more
    /// than the type that has it.
    fn count_detour(&self, entry: Entry, hash: usize) {
        let detours = self.detours.get().wrapping_add(1);
        self.detours.set(detours);
        if detours % PATIENCE == 0 {
            self.first[place(hash, FIRST)].set(entry);
        }
    }

    /// Finds the cache of a type that is in the table under another key, and enters it under this one too.
    fn find_alias(&self, key: *const (), type_id: TypeId) -> Option<NonNull<ThreadCache>> {
        let cache =
            self.used_entries().filter_map(|entry| entry.cache).find(|&cache| type_of(cache) == Some(type_id))?;
        self.insert(key, hash(type_id), cache);
        Some(cache)
    }

    /// Enters a key that is not in the table, which is doubled when it would be over half full.
    fn insert(&self, key: *const (), hash: usize, cache: NonNull<ThreadCache>) {
        if self.fits_in(self.places().len()) || self.grow() {
            let entry = Entry { key, cache: Some(cache) };
            self.used.set(self.used.get() + 1);
            put(self.places(), entry, hash);
            let first = &self.first[place(hash, FIRST)];
            if first.get().key.is_null() {
                first.set(entry);
            }
        }
    }

    /// Whether one more entry leaves a table of so many places at most half full.
    fn fits_in(&self, places: usize) -> bool {
        (self.used.get() + 1) * 2 <= places
    }

    /// Moves to a table of twice as many places. The old tables are kept until the thread ends; together they are no
    /// larger than the new one. `false` if the thread is past its end.
    fn grow(&self) -> bool {
        let new = loop {
            let new = Rc::new(vec![Cell::new(VACANT); (self.places().len() * 2).max(16)]);
            if !own_other(new.clone()) {
                return false;
            }
            // An allocation may run user code, which may use the table: look at it again.
            if new.len() > self.places().len() && self.fits_in(new.len()) {
                break new;
            }
        };
        for entry in self.used_entries() {
            put(&new, entry, entry.cache.and_then(type_of).map_or(0, hash));
        }
        self.entries.set(NonNull::from(new.as_slice()).cast());
        self.len.set(new.len());
        true
    }
}

fn put(places: &[Cell<Entry>], entry: Entry, hash: usize) {
    let mut at = place(hash, places.len());
    while !places[at].get().key.is_null() {
        at = place(at + 1, places.len());
    }
    places[at].set(entry);
}

/// Where a type is looked for first in a table of `len` places (a power of two). For 0 places the number means nothing.
#[inline]
const fn place(hash: usize, len: usize) -> usize {
    hash & len.wrapping_sub(1)
}

impl CachePointer for LocalKey<Table> {
    fn vacate(&'static self) {
        let _ = self.try_with(|table| {
            table.first.iter().for_each(|entry| entry.set(VACANT));
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

/// A `TypeId` is a good hash already; this takes the part of it that its `Hash` writes.
#[inline]
fn hash(type_id: TypeId) -> usize {
    struct Take(u64);
    impl Hasher for Take {
        #[inline]
        fn finish(&self) -> u64 {
            self.0
        }
        fn write(&mut self, bytes: &[u8]) {
            for &byte in bytes {
                self.0 = self.0.rotate_left(8) ^ u64::from(byte);
            }
        }
        #[inline]
        fn write_u64(&mut self, word: u64) {
            self.0 ^= word;
        }
    }
    let mut hasher = Take(0);
    type_id.hash(&mut hasher);
    #[expect(clippy::cast_possible_truncation, reason = "any bits of the hash will do")]
    let hash = hasher.finish() as usize;
    hash
}
