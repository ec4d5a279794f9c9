//! A global allocator that takes from a pool while the pool works. An allocator should not do that, but even then no
//! object may be in two handles.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};

use pooled_runtime::PoolBox;

type Object = PoolBox<Vec<u8>>;

thread_local! {
    static IS_ARMED: Cell<bool> = const { Cell::new(false) };
    static TAKEN: RefCell<Vec<Object>> = const { RefCell::new(Vec::new()) };
}

/// Takes an object at each allocation while it is armed, as often as there is room for in `TAKEN`.
struct Taking;

// SAFETY: passes everything on to `System`.
unsafe impl GlobalAlloc for Taking {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if IS_ARMED.replace(false) {
            TAKEN.with_borrow_mut(|taken| {
                if taken.len() < taken.capacity() {
                    taken.extend(PoolBox::try_take());
                }
            });
        }
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Taking = Taking;

#[test]
fn a_flush_whose_list_grows() {
    TAKEN.with_borrow_mut(|taken| taken.reserve(8));
    // One more than a small cache holds: the last return has it grow, which allocates.
    let capacity = 4;
    let objects: Vec<Object> = (0..=capacity).map(|_| PoolBox::take()).collect();
    let mut objects = objects.into_iter();
    let last = objects.next().unwrap();
    drop(objects);
    IS_ARMED.set(true);
    drop(last);
    assert!(!IS_ARMED.get(), "the return allocated");
    let taken = TAKEN.take();
    assert_eq!(taken.len(), 1);

    let mut all: Vec<Object> = taken;
    all.extend((0..capacity).map(|_| PoolBox::take()));
    let mut addresses: Vec<_> = all.iter().map(|object| (&raw const **object).addr()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    assert_eq!(addresses.len(), all.len(), "an object is in two handles");
}
