//! A global allocator that uses pools while a pool works. An allocator should not do that, but even then no object may
//! be in two handles, and no thread waits for itself.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use pooled_runtime::{Pool, PoolBox};

type Object = PoolBox<Vec<u8>>;

thread_local! {
    static IS_ARMED: Cell<bool> = const { Cell::new(false) };
    static TAKEN: RefCell<Vec<Object>> = const { RefCell::new(Vec::new()) };
    /// Whether it uses pools of values.
    static USES_VALUES: Cell<bool> = const { Cell::new(false) };
}

/// Takes an object at each allocation while it is armed, as often as there is room for in `TAKEN`.
struct Taking;

/// Makes, uses and drops pools of values, and reads the statistics of all, if this thread asked for that.
fn use_values() {
    static LOG: Pool<[u8; 64]> = Pool::from_fn(|| [0; 64]);

    // Not from within itself.
    if USES_VALUES.replace(false) {
        drop((LOG.take(), LOG.take()));
        let pool = Pool::from_fn(|| 1);
        drop((pool.take(), pool.take()));
        assert!(pooled_runtime::stats().len() >= 2);
        drop(pool);
        USES_VALUES.set(true);
    }
}

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
        use_values();
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        use_values();
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

/// It runs wherever a pool of values allocates or frees: at the first use, while a stack grows, at the end of a thread
/// whose stack has grown, and at the end of the pool.
#[test]
fn an_allocator_that_uses_pools_of_values() {
    let (done, is_done) = mpsc::channel();
    // More than the first places of a stack, which then grows.
    let counts: &[usize] = if cfg!(miri) { &[5] } else { &[1, 5, 700] };
    let depots: &[usize] = if cfg!(miri) { &[3] } else { &[0, 3, 1_000] };
    thread::spawn(move || {
        for &depot in depots {
            for &objects in counts {
                let pool = Arc::new(Pool::builder(|| vec![1]).depot(depot).build());
                let users = Arc::clone(&pool);
                let user = thread::spawn(move || {
                    USES_VALUES.set(true);
                    for _ in 0..2 {
                        drop((0..objects).map(|_| users.take()).collect::<Vec<_>>());
                    }
                });
                user.join().expect("it does not panic");
                USES_VALUES.set(true);
                pool.warm(objects);
                pool.trim();
                drop((pool.take(), pool.take()));
                drop(pool);
                USES_VALUES.set(false);
            }
        }
        done.send(()).expect("the test waits");
    });
    is_done.recv_timeout(Duration::from_secs(if cfg!(miri) { 600 } else { 60 })).expect("no thread waits for itself");
}
