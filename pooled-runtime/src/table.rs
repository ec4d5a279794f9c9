//! The stacks of generic types: a per-thread hash table, because a `static` cannot be generic.
//!
//! The key of an entry is the address of [`identity`]`::<T>`, a function that returns `T`'s `TypeId`. Equal addresses are
//! the same function and so the same `TypeId`, whatever a linker merges; comparing one word that the code has as a
//! constant is cheaper than comparing a `TypeId`. One type may have several such addresses (one a crate that uses it):
//! each gets an entry of its own, and all of them lead to the type's one block.
//!
//! The table is open-addressed with linear probing and at most half full. The fast path looks at the first place only.
//!
//! # Invariants
//! - `entries` leads to `mask / size_of::<Entry>() + 1` entries: the one of [`NONE`], which is never written, or a boxed slice that
//!   the table owns.
//! - Every entry whose key is `identity::<T>` holds a block that was built on this thread for `T`. Blocks are freed only at the thread's
//!   end, after the table was set back to [`NONE`].
//! - A `Table` is reached through its `LocalKey` alone, and no borrow of it lives across user code.

use core::any::TypeId;
use core::cell::{Cell, RefCell};
use core::hash::{Hash, Hasher};
use core::mem::ManuallyDrop;
use core::ptr::{self, NonNull};
use std::thread::LocalKey;

use crate::block::Block;
use crate::exit::{AtExit, register};
use crate::local::empty;
use crate::shared::Shared;

#[derive(Clone, Copy)]
struct Entry {
    key: *const (),
    block: NonNull<Block>,
}

struct Table {
    entries: Cell<*mut Entry>,
    /// Byte offsets into `entries` are taken modulo this plus the size of an entry.
    mask: Cell<usize>,
    /// How many entries have a key.
    used: Cell<usize>,
    /// The blocks that this thread's generic types have, each once. No destructor: [`AtExit::close`] empties it.
    blocks: ManuallyDrop<RefCell<Vec<NonNull<Block>>>>,
}

struct Vacant([Entry; 1]);

// SAFETY: never written, and its block is the shared static `EMPTY`.
unsafe impl Sync for Vacant {}

/// The table of a thread that has none.
static NONE: Vacant = Vacant([VACANT]);

const fn none() -> *mut Entry {
    (&raw const NONE.0).cast_mut().cast()
}

const VACANT: Entry = Entry { key: ptr::null(), block: empty() };

thread_local! {
    static TABLE: Table = const {
        Table {
            entries: Cell::new(none()),
            mask: Cell::new(0),
            used: Cell::new(0),
            blocks: ManuallyDrop::new(RefCell::new(Vec::new())),
        }
    };
}

/// Runs `work` on the thread's block for `T`. `work` runs no user code.
#[inline]
pub(crate) fn with<T: 'static, R>(work: impl FnOnce(&Block) -> R) -> R {
    let block = TABLE.try_with(find::<T>).unwrap_or(empty());
    // SAFETY: the block is valid (see the module's invariants), and stays so while no user code runs.
    work(unsafe { block.as_ref() })
}

#[inline]
fn find<T: 'static>(table: &Table) -> NonNull<Block> {
    let key = key::<T>();
    // SAFETY: an offset under the mask is that of an entry.
    let entry = unsafe { *table.entries.get().byte_add(offset::<T>() & table.mask.get()) };
    if entry.key == key { entry.block } else { find_further(table, key, offset::<T>(), TypeId::of::<T>()) }
}

/// Finds the block of a type whose first place in the table another type has, or that is not in it under this key.
#[cold]
#[inline(never)]
fn find_further(table: &Table, key: *const (), offset: usize, type_id: TypeId) -> NonNull<Block> {
    match table.probe(key, offset) {
        Some(block) => block,
        None => table.find_alias(key, offset, type_id).unwrap_or(empty()),
    }
}

/// Gives the thread `block` for `T`; `Err` if the thread is past its end, or has one already.
pub(crate) fn install<T: 'static>(block: NonNull<Block>) -> Result<(), NonNull<Block>> {
    let fits = with::<T, _>(|current| ptr::eq(current, empty().as_ptr()));
    let add = |table: &Table| {
        let mut blocks = table.blocks.borrow_mut();
        (!blocks.is_empty() || register(&TABLE)).then(|| {
            blocks.push(block);
            drop(blocks);
            table.insert(key::<T>(), offset::<T>(), block);
        })
    };
    if fits && TABLE.try_with(add) == Ok(Some(())) { Ok(()) } else { Err(block) }
}

impl Table {
    fn places(&self) -> &[Entry] {
        let len = self.mask.get() / size_of::<Entry>() + 1;
        // SAFETY: `entries` leads to that many entries, which are written only while no such slice exists.
        unsafe { core::slice::from_raw_parts(self.entries.get(), len) }
    }

    /// Looks for `key` from its first place on, up to the first vacant place.
    fn probe(&self, key: *const (), offset: usize) -> Option<NonNull<Block>> {
        let places = self.places();
        let mut at = place(offset, places.len());
        for _ in 0..places.len() {
            match places[at] {
                entry if entry.key == key => return Some(entry.block),
                entry if entry.key.is_null() => return None,
                _ => at = (at + 1) % places.len(),
            }
        }
        None
    }

    /// Finds the block of a type under another key, and enters it under this one too.
    fn find_alias(&self, key: *const (), offset: usize, type_id: TypeId) -> Option<NonNull<Block>> {
        // SAFETY: the listed blocks are this thread's own and alive.
        let is_of_type =
            |block: &NonNull<Block>| unsafe { block.as_ref() }.shared().is_some_and(|s| s.type_id() == type_id);
        let block = self.blocks.borrow().iter().copied().find(is_of_type)?;
        self.insert(key, offset, block);
        Some(block)
    }

    /// Enters a key that is not in the table, which is doubled when it would be over half full.
    fn insert(&self, key: *const (), offset: usize, block: NonNull<Block>) {
        self.used.set(self.used.get() + 1);
        if self.used.get() * 2 > self.places().len() {
            self.grow();
        }
        // SAFETY: a grown table owns its entries, and no other slice of them exists at the moment.
        let places = unsafe { core::slice::from_raw_parts_mut(self.entries.get(), self.places().len()) };
        put(places, Entry { key, block }, offset);
    }

    fn grow(&self) {
        let old = self.places();
        let mut new = vec![VACANT; (old.len() * 2).max(16)].into_boxed_slice();
        for entry in old.iter().filter(|entry| !entry.key.is_null()) {
            put(&mut new, *entry, offset_of_block(entry.block));
        }
        let mask = (new.len() - 1) * size_of::<Entry>();
        self.replace(Box::into_raw(new).cast(), mask);
    }

    /// Puts other entries in the place of these, which are freed.
    fn replace(&self, entries: *mut Entry, mask: usize) {
        let len = self.places().len();
        self.mask.set(mask);
        let old = self.entries.replace(entries);
        if old != none() {
            // SAFETY: all but those of `NONE` come from a boxed slice of that length, and the table has let go of them.
            drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(old, len)) });
        }
    }
}

fn put(places: &mut [Entry], entry: Entry, offset: usize) {
    let mut at = place(offset, places.len());
    while !places[at].key.is_null() {
        at = (at + 1) % places.len();
    }
    places[at] = entry;
}

/// The first place of a type in a table of `len` (a power of two) places.
fn place(offset: usize, len: usize) -> usize {
    (offset / size_of::<Entry>()) & (len - 1)
}

impl AtExit for LocalKey<Table> {
    fn close(&'static self) {
        let _ = self.try_with(|table| {
            table.replace(none(), 0);
            table.used.set(0);
            // Taken out first: the drops below run user code, which may come back here.
            for block in table.blocks.take() {
                // SAFETY: `install` put it there on this thread, and the table has let go of it.
                unsafe { Block::close(block) };
            }
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
    hash(TypeId::of::<T>()).wrapping_mul(size_of::<Entry>())
}

fn offset_of_block(block: NonNull<Block>) -> usize {
    // SAFETY: the caller's block is listed, hence alive.
    let type_id = unsafe { block.as_ref() }.shared().map(Shared::type_id);
    type_id.map_or(0, |id| hash(id).wrapping_mul(size_of::<Entry>()))
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
