//! Secrets of elements are wiped when the elements leave, and before a pool drops them.
//!
//! A program of its own, because its allocator looks into each block that is freed.

use std::alloc::{GlobalAlloc, Layout, System};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use pooled_collections::{ReuseMap, ReuseOption, ReuseVec};
use pooled_types::{Pooled, Reset, ResetWithinBytes};

/// Nothing else in this program has these bytes on the heap.
const SECRET: [u8; 8] = *b"\xc3sEcrEt\x9d";

/// Counts the freed blocks that have the secret in them.
struct Scanning;

static FOUND: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Scanning = Scanning;

// SAFETY: passes everything on to `System`; what it reads before a block is freed was set to zero or written since.
unsafe impl GlobalAlloc for Scanning {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block has that size, and the reads are volatile, so that padding is taken as it is in memory.
        let is_here = |at: usize| (0..8).all(|n| unsafe { block.add(at + n).read_volatile() } == SECRET[n]);
        FOUND.fetch_add(usize::from((0..(layout.size() + 1).saturating_sub(8)).any(is_here)), Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(block, layout) };
    }
}

/// A key.
#[derive(Reset, Default)]
struct Key {
    #[pooled(zeroize)]
    bytes: [u8; 8],
    name: String,
}

/// A user, whose key survives resets.
#[derive(Reset, Default)]
struct User {
    #[pooled(keep)]
    key: Key,
    name: String,
}

#[derive(Pooled, Default)]
struct Session {
    keys: ReuseVec<Key>,
    key: ReuseOption<Key>,
    keys_by_number: ReuseMap<u8, Key>,
    users: ReuseVec<User>,
}

/// Fills a session with secrets.
fn fill(session: &mut Session) {
    session.keys.reserve(3);
    session.users.reserve(3);
    session.keys_by_number.reserve(3);
    for number in 0..3 {
        session.keys.add().bytes = SECRET;
        session.key.insert_clean().bytes = SECRET;
        session.keys_by_number.entry_ref(&number).bytes = SECRET;
        session.users.add().key.bytes = SECRET;
    }
}

/// How many blocks with the secret `work` frees.
fn found(work: impl FnOnce()) -> usize {
    let before = FOUND.load(Relaxed);
    work();
    FOUND.load(Relaxed) - before
}

fn main() {
    assert!(found(|| drop(vec![SECRET])) == 1, "the allocator sees secrets");

    // Elements that leave are wiped, and so are spares that are dropped.
    let mut keys = ReuseVec::<Key>::new();
    let mut key = ReuseOption::<Key>::none();
    (0..9).for_each(|_| keys.add().bytes = SECRET);
    key.insert_clean().bytes = SECRET;
    let gone = found(|| {
        keys.clear();
        assert!((0..9).all(|_| keys.add().bytes == [0; 8]));
        keys.clear();
        keys.push(Key::default());
        keys.reset_within_bytes(0);
        key.reset_within_bytes(0);
    });
    assert_eq!((gone, keys.capacity(), key.spares()), (0, 0, 1), "the option owns nothing on the heap");
    assert_eq!(key.get_or_insert_clean().bytes, [0; 8]);

    // What survives the reset of an element is wiped when the spare goes.
    let mut users = ReuseVec::<User>::new();
    let gone = found(|| {
        // A vector that grows leaves copies.
        users.reserve(9);
        for take_place in [true, false] {
            (0..9).for_each(|_| users.add().key.bytes = SECRET);
            users.clear();
            assert_eq!(users.add().key.bytes, SECRET);
            users.clear();
            if take_place {
                (0..9).for_each(|_| users.push(User::default()));
            }
            users.reset_within_bytes(0);
            users.reserve(9);
        }
        users.shrink_to_fit();
    });
    assert_eq!((gone, users.capacity()), (0, 0));

    // A pool that drops its objects, idle ones and those in use while a thread unwinds.
    let gone = found(|| {
        let mut session = Session::take();
        fill(&mut session);
        drop(session);
        Session::trim();
        let unwound = catch_unwind(AssertUnwindSafe(|| {
            let mut session = Session::take();
            fill(&mut session);
            resume_unwind(Box::new(()));
        }));
        assert!(unwound.is_err());
        Session::clear();
    });
    assert_eq!(gone, 0);
}
