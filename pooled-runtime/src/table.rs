//! The stacks of generic types: a per-thread hash table, because a `static` cannot be generic.
//!
//! The key of an entry is the address of [`identity`]`::<T>`, a function that returns `T`'s `TypeId`. Equal addresses are
//! the same function and so the same `TypeId`, whatever a linker merges; comparing one word that the code has as a
//! constant is cheaper than comparing a `TypeId`. One type may have several such addresses (one a crate that uses it):
//! each gets an entry of its own, and all of them lead to the type's one block.
//!
//! The table is open-addressed with linear probing and at most half full. The fast path looks at the first place only; a type that is
//! in another one is served by the cold path, which looks there first.
//!
//! # Invariants
//! - `entries` leads to `mask / size_of::<Entry>() + 1` entries: the one of [`NONE`], which is never written, or those of a vector that
//!   the thread's [exit list](crate::exit) owns.
//! - Every entry whose key is `identity::<T>` holds a block that was built on this thread for `T` and that the exit list owns. It
//!   frees blocks and entries only after the table was set back to [`NONE`] (or its storage is gone).
//! - A `Table` is reached through its `LocalKey` alone, and no borrow of it lives across user code.

use core::any::TypeId;
use core::cell::Cell;
use core::hash::{Hash, Hasher};
use core::ptr::{self, NonNull};
use std::rc::Rc;
use std::thread::LocalKey;

use crate::block::Block;
use crate::exit::{Seat, own_block, own_other};
use crate::local::empty;
use crate::shared::Shared;

#[derive(Clone, Copy)]
struct Entry {
    key: *const (),
    block: NonNull<Block>,
}

struct Table {
    entries: Cell<*const Cell<Entry>>,
    /// Byte offsets into `entries` are taken modulo this plus the size of an entry.
    mask: Cell<usize>,
    /// How many entries have a key.
    used: Cell<usize>,
}

struct Vacant([Cell<Entry>; 1]);

// SAFETY: never written, and its block is the shared static `EMPTY`.
unsafe impl Sync for Vacant {}

/// The table of a thread that has none.
static NONE: Vacant = Vacant([const { Cell::new(VACANT) }]);
const VACANT: Entry = Entry { key: ptr::null(), block: empty() };

const fn none() -> *const Cell<Entry> {
    (&raw const NONE.0).cast()
}

thread_local! {
    static TABLE: Table = const {
        Table { entries: Cell::new(none()), mask: Cell::new(0), used: Cell::new(0) }
    };
}

/// Runs `work` on the thread's block for `T`, if that is in the first place of the table where it may be. `work` runs no user code but
/// the allocator, which can't end the thread.
#[inline]
pub(crate) fn with_first<T: 'static, R>(work: impl FnOnce(&Block) -> R) -> Option<R> {
    let block = TABLE.try_with(find_first::<T>).ok().flatten()?;
    // SAFETY: the block is valid (see the module's invariants), and stays so until the thread ends.
    Some(work(unsafe { block.as_ref() }))
}

/// The same wherever it is in the table; on that of a pool that can't serve, if it is not in it.
pub(crate) fn with<T: 'static, R>(work: impl FnOnce(&Block) -> R) -> R {
    let find = |table: &Table| find_first::<T>(table).or_else(|| find_further(table, identity::<T>));
    let block = TABLE.try_with(find).ok().flatten().unwrap_or(empty());
    // SAFETY: as above.
    work(unsafe { block.as_ref() })
}

#[inline]
fn find_first<T: 'static>(table: &Table) -> Option<NonNull<Block>> {
    // SAFETY: an offset under the mask is that of an entry.
    let entry = unsafe { (*table.entries.get().byte_add(offset::<T>() & table.mask.get())).get() };
    (entry.key == key::<T>()).then_some(entry.block)
}

/// Finds the block of a type whose first place in the table another type has, or that is not in it under this key.
fn find_further(table: &Table, identity: fn() -> TypeId) -> Option<NonNull<Block>> {
    let (key, type_id) = (identity as *const (), identity());
    let offset = offset_of(type_id);
    table.probe(key, offset).or_else(|| table.find_alias(key, offset, type_id))
}

/// Gives the thread `block` for `T`; `Err` if the thread is past its end, or has one already.
pub(crate) fn install<T: 'static>(block: NonNull<Block>) -> Result<(), NonNull<Block>> {
    let fits = with::<T, _>(|current| ptr::eq(current, empty().as_ptr()));
    if fits && own_block(&TABLE, block) {
        let _ = TABLE.try_with(|table| table.insert(key::<T>(), offset::<T>(), block));
        Ok(())
    } else {
        Err(block)
    }
}

impl Table {
    fn places(&self) -> &[Cell<Entry>] {
        let len = self.mask.get() / size_of::<Entry>() + 1;
        // SAFETY: `entries` leads to that many entries (see the module's invariants).
        unsafe { core::slice::from_raw_parts(self.entries.get(), len) }
    }

    fn used_entries(&self) -> impl Iterator<Item = Entry> {
        self.places().iter().map(Cell::get).filter(|entry| !entry.key.is_null())
    }

    /// Looks for `key` from its first place on, up to the first vacant place.
    fn probe(&self, key: *const (), offset: usize) -> Option<NonNull<Block>> {
        let places = self.places();
        let mut at = place(offset, places.len());
        for _ in 0..places.len() {
            match places[at].get() {
                entry if entry.key == key => return Some(entry.block),
                entry if entry.key.is_null() => return None,
                _ => at = (at + 1) % places.len(),
            }
        }
        None
    }

    /// Finds the block of a type under another key, and enters it under this one too.
    fn find_alias(&self, key: *const (), offset: usize, type_id: TypeId) -> Option<NonNull<Block>> {
        let block = self.used_entries().map(|entry| entry.block).find(|&block| type_of(block) == Some(type_id))?;
        self.insert(key, offset, block);
        Some(block)
    }

    /// Enters a key that is not in the table, which is doubled when it would be over half full.
    fn insert(&self, key: *const (), offset: usize, block: NonNull<Block>) {
        if self.fits_in(self.places().len()) || self.grow() {
            self.used.set(self.used.get() + 1);
            put(self.places(), Entry { key, block }, offset);
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
            put(&new, entry, type_of(entry.block).map_or(0, offset_of));
        }
        self.entries.set(new.as_ptr());
        self.mask.set((new.len() - 1) * size_of::<Entry>());
        true
    }
}

fn put(places: &[Cell<Entry>], entry: Entry, offset: usize) {
    let mut at = place(offset, places.len());
    while !places[at].get().key.is_null() {
        at = (at + 1) % places.len();
    }
    places[at].set(entry);
}

/// The first place of a type in a table of `len` (a power of two) places.
fn place(offset: usize, len: usize) -> usize {
    (offset / size_of::<Entry>()) & (len - 1)
}

impl Seat for LocalKey<Table> {
    fn vacate(&'static self) {
        let _ = self.try_with(|table| {
            table.entries.set(none());
            table.mask.set(0);
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

/// The byte offset of `T`'s first place, before the mask: a constant after optimisation.
#[inline]
fn offset<T: 'static>() -> usize {
    offset_of(TypeId::of::<T>())
}

#[inline]
fn offset_of(type_id: TypeId) -> usize {
    hash(type_id).wrapping_mul(size_of::<Entry>())
}

/// The type of a block that is in the table.
fn type_of(block: NonNull<Block>) -> Option<TypeId> {
    // SAFETY: what is in the table is alive (see the module's invariants).
    unsafe { block.as_ref() }.shared().map(Shared::type_id)
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
