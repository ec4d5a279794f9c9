//! A test that code allocates nothing.

use std::backtrace::Backtrace;

use crate::allocations::watch;

/// Runs `work` and returns its result, if this thread allocates nothing in it. For tests of programs whose global
/// allocator is a [`CountingAllocator`](crate::CountingAllocator).
///
/// ```
/// use pooled_worth::{CountingAllocator, assert_no_alloc};
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
    let Some(Frame { function, place: Some(place) }) = frames.first() else {
        return format!("this allocated {times}; build it with debug information to see where");
    };
    let way: String = frames.iter().map(Frame::to_line).collect();
    format!("this allocated {times}, first at {place} in `{function}`, which was called so:\n{way}")
}

/// A function on the stack.
#[derive(Debug, PartialEq)]
struct Frame<'a> {
    function: &'a str,
    /// The file with line and column, if it is known.
    place: Option<&'a str>,
}

impl Frame<'_> {
    fn to_line(&self) -> String {
        self.place.map_or_else(String::new, |place| format!("  {place} {}\n", self.function))
    }
}

/// The functions of a stack as text, from the one that allocated to the one that was watched. Those of the standard
/// library and of this crate are left out.
fn frames(stack: &str) -> Vec<Frame<'_>> {
    let mut frames: Vec<Frame> = Vec::new();
    for line in stack.lines().map(str::trim) {
        if let Some(place) = line.strip_prefix("at ") {
            frames.iter_mut().last().into_iter().for_each(|frame| frame.place = Some(place));
        } else if let Some((_, function)) = line.split_once(": ") {
            frames.push(Frame { function, place: None });
        }
    }
    let is_end = |frame: &Frame| frame.function.contains("pooled_worth::allocations::watch");
    let is_theirs = |frame: &Frame| {
        // The compiler makes functions `__rustc::__rust_alloc` in the place of the global allocator.
        let is_allocator = ["pooled_worth::allocations::", "__rust"].iter().any(|name| frame.function.contains(name));
        let is_of_std = |place: &str| place.contains("/rustc/") || place.contains("/library/");
        !is_allocator && !frame.place.is_none_or(is_of_std)
    };
    frames.into_iter().take_while(|frame| !is_end(frame)).filter(is_theirs).collect()
}

#[cfg(test)]
mod tests {
    use super::{Frame, frames};

    #[test]
    fn the_way_leads_from_the_allocation_to_what_was_watched() {
        let stack = "   0: std::backtrace::Backtrace::force_capture
             at /rustc/0123/library/std/src/backtrace.rs:312:9
   1: pooled_worth::allocations::record
             at ./src/allocations.rs:90:17
   2: alloc::vec::Vec<T,A>::push
             at /home/a/.rustup/toolchains/stable/lib/rustlib/src/rust/library/alloc/src/vec/mod.rs:2000:9
   3: app::fill
             at ./src/main.rs:7:10
   4: __rust_try
   5: app::main::{{closure}}
             at ./src/main.rs:12:24
   6: pooled_worth::allocations::watch::{{closure}}
             at ./src/allocations.rs:80:22
   7: app::main
             at ./src/main.rs:12:5";
        let frame = |function, place| Frame { function, place: Some(place) };
        let expected =
            [frame("app::fill", "./src/main.rs:7:10"), frame("app::main::{{closure}}", "./src/main.rs:12:24")];
        assert_eq!(frames(stack), expected);
    }
}
