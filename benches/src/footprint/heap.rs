//! Counts the bytes that are allocated.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

static LIVE: AtomicUsize = AtomicUsize::new(0);
static ALIGN: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator.
pub struct Counting;

// SAFETY: every call goes to `System` as it came. `realloc` and `alloc_zeroed` are those of the trait, which call
// `alloc` and `dealloc`.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE.fetch_add(layout.size(), Relaxed);
        ALIGN.store(layout.align(), Relaxed);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// How many more bytes are allocated after `work` than before, in all threads. Zero where [`Counting`] is not the
/// global allocator.
pub(super) fn grown_by(work: impl FnOnce()) -> f64 {
    let before = LIVE.load(Relaxed);
    work();
    LIVE.load(Relaxed) as f64 - before as f64
}

/// The alignment of the last allocation.
pub(super) fn last_alignment() -> usize {
    ALIGN.load(Relaxed)
}
