//! An allocator that counts, for programs that measure. A library can't install one, so the program does.

use core::cell::Cell;
use core::hint::black_box;
use std::alloc::{GlobalAlloc, Layout, System};

thread_local! {
    /// Without a destructor, so that it may be used by whatever allocates, at any time.
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

/// A global allocator that counts what each thread asks of the allocator `A`, for [`worth`](fn@crate::worth).
///
/// ```
/// use pooled_runtime::CountingAllocator;
///
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator = CountingAllocator::new();
///
/// let (list, allocations) = CountingAllocator::count(|| vec![1, 2, 3]).expect("it is installed");
/// assert_eq!((list.len(), allocations), (3, 1));
/// ```
///
/// Each allocation and each reallocation counts as one; freeing does not count. It costs one addition on a thread-local each.
#[derive(Clone, Copy, Debug, Default)]
pub struct CountingAllocator<A = System> {
    inner: A,
}

impl CountingAllocator {
    /// Counts what is asked of the system's allocator.
    #[must_use]
    pub const fn new() -> Self {
        Self::around(System)
    }

    /// What `work` returns, and how often this thread allocated in it. `None` if no `CountingAllocator` is the global one: `work` then
    /// has not run.
    pub fn count<R>(work: impl FnOnce() -> R) -> Option<(R, u64)> {
        is_installed().then(|| {
            let before = allocations();
            let result = work();
            (result, allocations() - before)
        })
    }
}

impl<A> CountingAllocator<A> {
    /// Counts what is asked of `inner`.
    pub const fn around(inner: A) -> Self {
        Self { inner }
    }
}

/// How often this thread has allocated so far.
fn allocations() -> u64 {
    ALLOCATIONS.get()
}

/// Whether an allocation counts.
fn is_installed() -> bool {
    let before = allocations();
    drop(black_box(Box::new(0_u8)));
    allocations() != before
}

/// What is allocated where a thread has no thread-locals any more is not counted.
#[inline]
fn count_one() {
    let _ = ALLOCATIONS.try_with(|count| count.set(count.get().wrapping_add(1)));
}

// SAFETY: every call goes to `inner` as it came, which keeps the contract. Counting neither allocates nor panics.
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
    use std::alloc::{GlobalAlloc, Layout, System};

    use super::{CountingAllocator, allocations};

    #[test]
    fn each_call_counts_once_and_reaches_the_allocator() {
        let allocator = CountingAllocator::around(System);
        let (layout, larger) = (Layout::array::<u8>(4).unwrap(), Layout::array::<u8>(800).unwrap());
        let before = allocations();
        // SAFETY: the layouts are those that the memory was allocated with, it is written before it is read, and freed once.
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
}
