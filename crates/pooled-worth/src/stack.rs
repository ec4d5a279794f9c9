//! Where an allocation came from.

use core::fmt;

/// A function on the stack.
#[derive(Debug, PartialEq)]
pub(crate) struct Frame<'a> {
    pub(crate) function: &'a str,
    /// The file with line and column, if it is known.
    pub(crate) place: Option<&'a str>,
}

/// As editors and terminals find it.
impl fmt::Display for Frame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in `{}`", self.place.unwrap_or("?"), self.function)
    }
}

/// The functions of a stack as text, from the one that allocated to the one that was watched. Those of the standard
/// library and of this crate are left out.
pub(crate) fn frames(stack: &str) -> Vec<Frame<'_>> {
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
