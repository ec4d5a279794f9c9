//! The stacks of generic types: a per-thread hash table, because a `static` cannot be generic.
//!
//! The key of an entry is the address of [`identity`]`::<T>`, a function that returns `T`'s `TypeId`. Equal addresses are
//! the same function and so the same `TypeId`, whatever a linker merges; comparing one word that the code has as a
//! constant is cheaper than comparing a `TypeId`. One type may have several such addresses (one a crate that uses it):
//! each gets an entry of its own, and all of them lead to the type's one cache.
//!
//! Each type has one place in the thread-local itself, at a constant offset, where the fast path looks. Who comes first has it, until others that would have it are used more often. Those that share a place with another type, or a type under its second
//! key, are found by the cold paths, in a table on the heap: open-addressed with linear probing, at most half full, and all are in it.
//!
//! # Invariants
//! - `entries` leads to `len` entries, which is 0 or those of a vector that the thread's [exit list](crate::thread::exit) owns.
//! - Every entry whose key is `identity::<T>`, in the table or before it, has a cache, which was built on this thread for `T` and which the
//!   exit list owns. It frees caches and entries only after all was set back to none and vacant (or the storage is gone).
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

/// How many detours there are to one change of who has a place.
const PATIENCE: u8 = 16;

struct Table {
    /// Where the fast path looks.
    first: [Cell<Entry>; FIRST],
    /// All of the thread.
    entries: Cell<NonNull<Cell<Entry>>>,
    /// 0 or a power of two.
    len: Cell<usize>,
    /// How many entries have a key.
    used: Cell<usize>,
    /// How many looks into the table found a cache.
    detours: Cell<u8>,
}

/// A power of two. A kilobyte of each thread.
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

/// Runs `work` on the thread's cache for `T`, if that is in the first place of the table where it may be. `work` runs no user code but
/// the allocator, which can't end the thread.
#[inline]
pub(crate) fn with_first<T: 'static, R>(work: impl FnOnce(&ThreadCache) -> R) -> Option<R> {
    let cache = TABLE.try_with(find_first::<T>).ok().flatten()?;
    // SAFETY: the cache is valid (see the module's invariants), and stays so until the thread ends.
    Some(work(unsafe { cache.as_ref() }))
}

/// The same wherever it is in the table; on that of a pool that can't serve, if it is not in it.
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

/// Finds the cache of a type whose place another type has, or which has its own under another key.
fn find_further(table: &Table, identity: fn() -> TypeId) -> Option<NonNull<ThreadCache>> {
    let (key, type_id) = (identity as *const (), identity());
    let hash = hash(type_id);
    let cache = table.probe(key, hash).or_else(|| table.find_alias(key, type_id))?;
    table.count_detour(Entry { key, cache: Some(cache) }, hash);
    Some(cache)
}

/// Gives the thread `cache` for `T`; `Err` if the thread is past its end, or has one already.
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

    /// Every so often, who had to be looked for in the table gets the place where the fast path looks: it may be used more than who has it.
    fn count_detour(&self, entry: Entry, hash: usize) {
        let detours = self.detours.get().wrapping_add(1);
        self.detours.set(detours);
        if detours % PATIENCE == 0 {
            self.first[place(hash, FIRST)].set(entry);
        }
    }

    /// Finds the cache of a type under another key, and enters it under this one too.
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

    /// Moves to twice as many places. The old ones are kept until the thread ends: that is as much again at the most.
    /// `false` if the thread is past its end.
    fn grow(&self) -> bool {
        let new = loop {
            let new = Rc::new(vec![Cell::new(VACANT); (self.places().len() * 2).max(16)]);
            if !own_other(new.clone()) {
                return false;
            }
            // To allocate is to run code of the user's, which may use the table.
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

/// The first place of a type in a table of `len` (a power of two) places; of 0 places any number.
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

/// The function whose address stands for `T`. Not inlined, so that a crate has one of it.
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
    // SAFETY: what is in the table is alive (see the module's invariants).
    unsafe { cache.as_ref() }.shared().map(TypePool::type_id)
}

/// A `TypeId` is a good hash already; this takes the part of it that `Hash` gives out.
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
