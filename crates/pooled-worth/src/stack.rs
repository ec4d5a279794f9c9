//! Where an allocation came from.

use pooled_runtime::stack::{self, Frame};

/// The functions of a stack as text, from the one that allocated to the one that was watched. Those of the standard
/// library and of this crate are left out.
pub(crate) fn frames(stack: &str) -> Vec<Frame<'_>> {
    let is_end = |frame: &Frame| frame.function.contains("pooled_worth::allocations::watch");
    let is_theirs = |frame: &Frame| {
        // The compiler makes functions `__rustc::__rust_alloc` in the place of the global allocator.
        let is_allocator = ["pooled_worth::allocations::", "__rust"].iter().any(|name| frame.function.contains(name));
        !is_allocator && frame.is_outside_std()
    };
    stack::frames(stack).into_iter().take_while(|frame| !is_end(frame)).filter(is_theirs).collect()
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
