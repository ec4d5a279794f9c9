//! A test that code allocates nothing.

use std::backtrace::Backtrace;

use crate::allocations::watch;
use crate::stack::frames;

/// Runs `work` and returns its result, if this thread allocates nothing in it. For tests of programs whose global
/// allocator is a [`CountingAllocator`](crate::CountingAllocator).
///
/// ```
/// use pooled_types::{CountingAllocator, assert_no_alloc};
///
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator = CountingAllocator::new();
///
/// let mut list = Vec::with_capacity(10);
/// assert_no_alloc(|| list.extend([1, 2, 3]));
/// assert_eq!(list, [1, 2, 3]);
/// ```
///
/// # Panics
/// If `work` allocates or reallocates. The message says how often, where first, and how the program came there: for
/// that it needs debug information, which tests have unless they are built without. Freeing is allowed, and so are
/// allocations of other threads.
///
/// If the global allocator is none that counts. If `work` panics.
#[track_caller]
pub fn assert_no_alloc<R>(work: impl FnOnce() -> R) -> R {
    let Some((result, allocations, stack)) = watch(work) else {
        panic!(
            "`assert_no_alloc` can't count, because the global allocator is no `CountingAllocator`; write in this \
             program: `#[global_allocator] static ALLOCATOR: CountingAllocator = CountingAllocator::new();`"
        )
    };
    assert!(allocations == 0, "{}", complaint(allocations, stack.as_ref()));
    result
}

#[cold]
fn complaint(allocations: u64, stack: Option<&Backtrace>) -> String {
    let times = if allocations == 1 { "once".to_owned() } else { format!("{allocations} times") };
    let stack = stack.map(Backtrace::to_string).unwrap_or_default();
    let frames = frames(&stack);
    let Some(first) = frames.first() else {
        return format!("this allocated {times}; build it with debug information to see where");
    };
    let way = frames.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n  ");
    format!("this allocated {times}, first at {first}, which was called so:\n  {way}")
}
