//! An allocator that counts, and that checks every free against its allocation.

#![allow(clippy::cast_ptr_alignment, reason = "the notes are placed where they are aligned")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicIsize, Ordering::Relaxed};

/// Counts allocations of the thread, and writes the layout of each behind it, to compare it when it is freed.
pub(crate) struct Checking;

/// Bytes allocated and not freed, over all threads.
static LIVE_BYTES: AtomicIsize = AtomicIsize::new(0);

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

/// Where the layout of an allocation is written: behind its bytes.
fn with_note(layout: Layout) -> (Layout, usize) {
    let (whole, at) = layout.extend(Layout::new::<[usize; 2]>()).unwrap();
    (whole.pad_to_align(), at)
}

fn bytes(layout: Layout) -> isize {
    layout.size().try_into().expect("a layout is no larger than `isize::MAX`")
}

fn count(allocations: u64, bytes: isize) {
    // A thread past its end is not counted.
    let _ = ALLOCATIONS.try_with(|n| n.set(n.get() + allocations));
    LIVE_BYTES.fetch_add(bytes, Relaxed);
}

// SAFETY: passes everything on to `System`, with room for two more words behind.
unsafe impl GlobalAlloc for Checking {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let (whole, at) = with_note(layout);
        // SAFETY: the size is not zero; the note lies within the allocation and is aligned.
        unsafe {
            let ptr = System.alloc(whole);
            if !ptr.is_null() {
                ptr.add(at).cast::<[usize; 2]>().write([layout.size(), layout.align()]);
                count(1, bytes(layout));
            }
            ptr
        }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        let (whole, at) = with_note(layout);
        // SAFETY: `alloc` wrote the note there if the layout is the same; if it is not, the process ends.
        unsafe {
            if ptr.add(at).cast::<[usize; 2]>().read() != [layout.size(), layout.align()] {
                eprintln!("freed with {layout:?}, which it was not allocated with");
                std::process::abort();
            }
            count(0, -bytes(layout));
            System.dealloc(ptr, whole);
        }
    }
}

/// How many allocations this thread makes in `work`.
pub(crate) fn allocations(work: impl FnOnce()) -> u64 {
    let before = ALLOCATIONS.get();
    work();
    ALLOCATIONS.get() - before
}

/// How many bytes all threads together have allocated and not freed.
pub(crate) fn live_bytes() -> isize {
    LIVE_BYTES.load(Relaxed)
}
