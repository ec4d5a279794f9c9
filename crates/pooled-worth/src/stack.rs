//! Where an allocation came from.

use pooled_runtime::stack::{self, Frame};

/// The functions of a stack as text, from the one that allocated to the one that was watched. Those of the standard
/// library and of this crate are left out.
///
/// It goes by files: names have no paths if the debug information is of lines alone. On the stack are the allocator,
/// what was watched, and what watched it; the first and the last are in one file of this crate.
pub(crate) fn frames(stack: &str) -> Vec<Frame<'_>> {
    let frames = stack::frames(stack);
    let Some(recorder) = frames.iter().position(|frame| frame.function.contains(RECORDER)) else { return Vec::new() };
    let is_ours = |frame: &Frame| frame.file() == frames[recorder].file();
    let is_theirs = |frame: &Frame| {
        // The compiler makes functions `__rustc::__rust_alloc` in the place of the global allocator.
        !is_ours(frame) && frame.is_outside_std() && !frame.function.contains("__rust")
    };
    let from_theirs = frames[recorder..].iter().copied().skip_while(|frame| !is_theirs(frame));
    from_theirs.take_while(|frame| !is_ours(frame)).filter(is_theirs).collect()
}

/// A part of the name of the function that records the stack.
const RECORDER: &str = "record_allocation";

#[cfg(test)]
mod tests {
    use super::{Frame, frames};

    #[test]
    fn the_way_leads_from_the_allocation_to_what_was_watched() {
        let stack = "   0: std::backtrace::Backtrace::force_capture
             at /rustc/0123/library/std/src/backtrace.rs:312:9
   1: pooled_worth::allocations::record_allocation
             at ./src/allocations.rs:90:17
   2: core::ops::function::FnOnce::call_once
             at /rustc/0123/library/core/src/ops/function.rs:250:5
   3: alloc
             at ./src/allocations.rs:95:3
   4: __rustc::__rust_alloc
             at ./src/main.rs:1:19
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

        let without_paths = stack.replace("pooled_worth::allocations::", "").replace("app::", "");
        let expected = [frame("fill", "./src/main.rs:7:10"), frame("main::{{closure}}", "./src/main.rs:12:24")];
        assert_eq!(frames(&without_paths), expected);

        let without_lines: Vec<_> = stack.lines().filter(|line| !line.contains(" at ")).collect();
        assert_eq!(frames(&without_lines.join("\n")), []);
    }
}
