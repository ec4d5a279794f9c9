//! A counting allocator, for programs that measure. A library can't install a global allocator, so the program does.

use core::cell::{Cell, RefCell};
use core::hint::black_box;
use std::alloc::{GlobalAlloc, Layout, System};
use std::backtrace::Backtrace;

use core::sync::atomic::AtomicUsize;
use core::sync::atomic::Ordering::Relaxed;

thread_local! {
    /// It has no destructor, so that any code that allocates may use it at any time.
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    /// Whether the stack is to be recorded at the next allocation.
    static IS_WATCHED: Cell<bool> = const { Cell::new(false) };
    /// The stack that was recorded last. Only threads that watch use it.
    static RECORDED: RefCell<Option<Backtrace>> = const { RefCell::new(None) };
}

/// How many calls of [`CountingAllocator::count`] are under way, on all threads. While it is 0, nothing is counted.
static COUNTING: AtomicUsize = AtomicUsize::new(0);

/// How many uses of a thread's counter are under way, on all threads. A thread that is there twice counts twice.
static INSIDE: AtomicUsize = AtomicUsize::new(0);

/// How many uses may be under way ([`INSIDE`]) at most. Where thread-locals are keys of the operating system, a
/// thread's first use of one may allocate. That comes here again, and without a limit it would do so for ever.
const NESTING: usize = 64;

/// A global allocator that counts what each thread asks of the allocator `A`, for [`worth`](fn@crate::worth).
///
/// ```
/// use pooled_types::CountingAllocator;
///
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator = CountingAllocator::new();
///
/// let (list, allocations) = CountingAllocator::count(|| vec![1, 2, 3]).expect("it is installed");
/// assert_eq!((list.len(), allocations), (3, 1));
/// ```
///
/// Each allocation and each reallocation counts as one; freeing does not count. While no thread is in
/// [`count`](CountingAllocator::count), an allocation costs a load and a branch more than one of `A`. While a thread is
/// in it, all threads write to one place at each allocation. If more than 64 of them are there at the same moment, some
/// allocations of that moment are not counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct CountingAllocator<A = System> {
    inner: A,
}

impl CountingAllocator {
    /// Counts the allocations of the system's allocator.
    ///
    /// ```
    /// use pooled_types::CountingAllocator;
    ///
    /// #[global_allocator]
    /// static ALLOCATOR: CountingAllocator = CountingAllocator::new();
    ///
    /// assert!(CountingAllocator::count(|| ()).is_some());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self::around(System)
    }

    /// Runs `work`; returns its result, and how often this thread allocated in it. `None` if the global allocator is no
    /// `CountingAllocator`: `work` does not run then.
    ///
    /// ```
    /// use pooled_types::CountingAllocator;
    ///
    /// #[global_allocator]
    /// static ALLOCATOR: CountingAllocator = CountingAllocator::new();
    ///
    /// let (text, allocations) = CountingAllocator::count(|| "hello".repeat(3)).expect("it is installed");
    /// assert_eq!((text.len(), allocations), (15, 1));
    /// ```
    ///
    /// # Panics
    /// If `work` panics.
    pub fn count<R>(work: impl FnOnce() -> R) -> Option<(R, u64)> {
        let _raised = start();
        is_installed().then(|| {
            let before = allocations();
            let result = work();
            (result, allocations().wrapping_sub(before))
        })
    }
}

impl<A> CountingAllocator<A> {
    /// Counts the allocations of `inner`.
    ///
    /// ```
    /// use std::alloc::System;
    ///
    /// use pooled_types::CountingAllocator;
    ///
    /// #[global_allocator]
    /// static ALLOCATOR: CountingAllocator<System> = CountingAllocator::around(System); // or another allocator
    ///
    /// let (_, allocations) = CountingAllocator::count(|| drop(Box::new(1))).expect("it is installed");
    /// assert_eq!(allocations, 1);
    /// ```
    pub const fn around(inner: A) -> Self {
        Self { inner }
    }
}

/// Runs `work`; returns its result, how often this thread allocated in it, and the stack at the first allocation.
/// `None` as for [`CountingAllocator::count`].
pub(crate) fn watch<R>(work: impl FnOnce() -> R) -> Option<(R, u64, Option<Backtrace>)> {
    /// Ends it, also if a panic does.
    struct Watching;

    impl Drop for Watching {
        fn drop(&mut self) {
            IS_WATCHED.set(false);
        }
    }

    let _raised = start();
    is_installed().then(|| {
        let before = allocations();
        let watching = Watching;
        IS_WATCHED.set(true);
        let result = work();
        drop(watching);
        let allocations = allocations().wrapping_sub(before);
        (result, allocations, RECORDED.take())
    })
}

/// Records the stack. What that allocates is not counted.
#[cold]
#[inline(never)]
fn record_allocation() {
    // Miri's stacks have no paths, and to print one it would have to know the current folder, which it hides.
    if cfg!(miri) {
        return;
    }
    let counted = allocations();
    let stack = Backtrace::force_capture();
    RECORDED.set(Some(stack));
    ALLOCATIONS.set(counted);
}

/// Raises a number by one for as long as it exists, also if a panic ends it.
struct Raised(&'static AtomicUsize);

impl Raised {
    fn new(number: &'static AtomicUsize) -> Self {
        number.fetch_add(1, Relaxed);
        Self(number)
    }
}

impl Drop for Raised {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

/// Lets allocations count until the result is dropped. If this thread's counter has to allocate itself, it has done so
/// before.
fn start() -> Raised {
    let _ = allocations();
    Raised::new(&COUNTING)
}

/// How many allocations this thread has counted so far. 0 if the thread has no thread-locals any more.
fn allocations() -> u64 {
    ALLOCATIONS.try_with(Cell::get).unwrap_or(0)
}

/// Whether allocations are counted now.
fn is_installed() -> bool {
    let before = allocations();
    drop(black_box(Box::new(0_u8)));
    allocations() != before
}

#[inline]
fn count_one() {
    if COUNTING.load(Relaxed) != 0 {
        within(&INSIDE, count_here);
    }
}

/// Allocations of a thread that has no thread-locals any more are not counted.
fn count_here() {
    let _ = ALLOCATIONS.try_with(|count| count.set(count.get().wrapping_add(1)));
    if IS_WATCHED.try_with(Cell::take).unwrap_or(false) {
        record_allocation();
    }
}

/// Runs `work`, which may come here again, unless it is under way [`NESTING`] times already.
#[cold]
fn within(inside: &AtomicUsize, work: impl FnOnce()) {
    if inside.fetch_add(1, Relaxed) < NESTING {
        work();
    }
    inside.fetch_sub(1, Relaxed);
}

// SAFETY: every call is passed on to `inner` unchanged, which keeps the contract. Counting does not panic, and the
// allocations that the standard library makes for it come here a bounded number of times.
unsafe impl<A: GlobalAlloc> GlobalAlloc for CountingAllocator<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count_one();
        // SAFETY: the caller's promises are passed on.
        unsafe { self.inner.alloc(layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count_one();
        // SAFETY: the caller's promises are passed on.
        unsafe { self.inner.alloc_zeroed(layout) }
    }

    #[inline]
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count_one();
        // SAFETY: the caller's promises are passed on.
        unsafe { self.inner.realloc(pointer, layout, size) }
    }

    #[inline]
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises are passed on.
        unsafe { self.inner.dealloc(pointer, layout) }
    }
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;
    use std::alloc::{GlobalAlloc, Layout, System};
    use std::panic::{catch_unwind, resume_unwind};

    use super::{AtomicUsize, CountingAllocator, NESTING, Raised, Relaxed, allocations, start, within};

    #[test]
    fn each_call_counts_once_and_reaches_the_allocator() {
        let allocator = CountingAllocator::around(System);
        let (layout, larger) = (Layout::array::<u8>(4).unwrap(), Layout::array::<u8>(800).unwrap());
        let _raised = start();
        let before = allocations();
        // SAFETY: the layouts are those that the memory was allocated with, it is written before it is read, and freed
        // once.
        unsafe {
            let list = allocator.alloc(layout);
            assert!(!list.is_null());
            list.write(7);
            assert_eq!(allocations() - before, 1);
            let list = allocator.realloc(list, layout, larger.size());
            assert!(!list.is_null());
            list.add(799).write(8);
            assert_eq!((list.read(), list.add(799).read()), (7, 8));
            assert_eq!(allocations() - before, 2);
            allocator.dealloc(list, larger);
            let zeroes = allocator.alloc_zeroed(layout);
            assert!(!zeroes.is_null());
            assert_eq!(zeroes.add(3).read(), 0);
            allocator.dealloc(zeroes, layout);
        }
        assert_eq!(allocations() - before, 3, "freeing doesn't count");
    }

    #[test]
    fn where_it_is_not_installed_nothing_is_said() {
        assert_eq!(CountingAllocator::count(|| vec![1, 2, 3]), None);
    }

    #[test]
    fn threads_count_for_themselves() {
        let _raised = start();
        let before = allocations();
        let work = || {
            let layout = Layout::new::<u64>();
            let allocator = CountingAllocator::new();
            // SAFETY: the layout is that of the allocation, whose memory is freed once.
            unsafe { allocator.dealloc(allocator.alloc(layout), layout) };
            allocations()
        };
        assert_eq!(std::thread::spawn(work).join().unwrap(), 1);
        assert_eq!(allocations(), before);
    }

    #[test]
    fn a_panic_ends_a_count() {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let outer = Raised::new(&NUMBER);
        let work = || {
            let _inner = Raised::new(&NUMBER);
            assert_eq!(NUMBER.load(Relaxed), 2);
            resume_unwind(Box::new("on purpose"))
        };
        assert!(catch_unwind::<_, ()>(work).is_err());
        assert_eq!(NUMBER.load(Relaxed), 1);
        drop(outer);
        assert_eq!(NUMBER.load(Relaxed), 0);
    }

    /// Behaves like a target on which the first use of a thread-local allocates.
    #[test]
    fn a_counter_that_allocates_ends() {
        fn allocate(inside: &AtomicUsize, deepest: &Cell<usize>) {
            within(inside, || {
                deepest.set(deepest.get().max(inside.load(Relaxed)));
                allocate(inside, deepest);
            });
        }

        let (inside, deepest) = (AtomicUsize::new(0), Cell::new(0));
        for _ in 0..2 {
            allocate(&inside, &deepest);
            assert_eq!((deepest.get(), inside.load(Relaxed)), (NESTING, 0));
        }
    }
}
