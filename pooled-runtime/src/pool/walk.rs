//! Where an object was taken, if `#[track_caller]` does not say it: the place that it says is in the standard library
//! (`collect`, or a `clone` of a list of handles) or in this crate (`serde` calls it). Then the stack is walked.
//!
//! To walk is to note the addresses of the functions on the stack: some microseconds. To name them takes far longer, so
//! that waits until somebody asks, and is done once. It needs the debug information of the program.

use core::panic::Location;
use std::backtrace::Backtrace;
use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::stack::{Frame, frames, is_in_std, parts_of_place};
use crate::sync::{Mutex, lock};

/// Where in the program an object was taken, as `#[track_caller]` says it.
pub(crate) type Site = &'static Location<'static>;

/// A place in the source of a program.
///
/// ```
/// use pooled_types::Place;
///
/// fn is_in_tests(place: Place) -> bool {
///     place.file().starts_with("tests/") // `Display` writes `tests/jobs.rs:12:5`
/// }
/// # fn asserted(leak: pooled_types::Leak) -> bool { is_in_tests(leak.location) }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    file: &'static str,
    line: u32,
    column: u32,
}

impl Place {
    /// The file, as the compiler was given it.
    #[must_use]
    pub fn file(&self) -> &'static str {
        self.file
    }

    /// The line, from 1 on.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The column, from 1 on; 0 if it is not known.
    #[must_use]
    pub fn column(&self) -> u32 {
        self.column
    }

    fn of(site: Site) -> Self {
        Self { file: site.file(), line: site.line(), column: site.column() }
    }
}

impl core::fmt::Display for Place {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self { file, line, column } = self;
        write!(f, "{file}:{line}:{column}")
    }
}

/// Where an object was taken; the place is read later.
#[derive(Clone)]
pub(crate) enum Origin {
    Known(Site),
    Walked(Arc<Walk>),
}

/// The stack of a take.
pub(crate) struct Walk {
    site: Site,
    stack: Backtrace,
    place: OnceLock<Place>,
}

impl Origin {
    /// Notes where the caller was called from. Allocates if it has to walk the stack.
    pub(crate) fn note(site: Site) -> Self {
        // Miri's stacks have no paths.
        if cfg!(miri) || !(is_in_std(site.file()) || is_ours(site.file())) {
            return Self::Known(site);
        }
        Self::Walked(Arc::new(Walk { site, stack: Backtrace::force_capture(), place: OnceLock::new() }))
    }

    /// The place. Slow if the stack was walked and nobody has asked yet.
    pub(crate) fn place(&self) -> Place {
        match self {
            Self::Known(site) => Place::of(site),
            Self::Walked(walk) => *walk.place.get_or_init(|| {
                let text = walk.stack.to_string();
                caller(&frames(&text)).and_then(place_of).unwrap_or_else(|| Place::of(walk.site))
            }),
        }
    }
}

/// Whether a file is one of this crate, wherever the crate lies.
fn is_ours(file: &str) -> bool {
    is_in(sources_of(file!()), file)
}

/// The folder with the sources of this crate, from a name of this file.
fn sources_of(this: &str) -> Option<&str> {
    // With the separators of the system on which it was compiled.
    let within = &file!()[file!().len() - "/pool/walk.rs".len()..];
    this.strip_suffix(within)
}

fn is_in(folder: Option<&str>, file: &str) -> bool {
    folder.is_some_and(|folder| file.strip_prefix(folder).is_some_and(|rest| rest.starts_with(['/', '\\'])))
}

/// The function that asked for the object: the first one that is neither of this project, nor of the standard library,
/// nor of serde, nor what serde derived; one of the program itself before one of a crate that it depends on.
///
/// It goes by names and by files: names have no paths if the debug information is of lines alone.
fn caller<'a>(frames: &[Frame<'a>]) -> Option<&'a str> {
    // The one that walked the stack is on it.
    let sources = frames.iter().find_map(|frame| sources_of(frame.file()?));
    let is_of_project = |frame: &Frame| {
        let function = frame.function.trim_start_matches('<');
        ["pooled_runtime::", "pooled_types::", "pooled_collections::"].iter().any(|start| function.starts_with(start))
            || frame.file().is_some_and(|file| is_in(sources, file))
    };
    let is_of_serde = |frame: &Frame| {
        let is_derived = ["visit_", "deserialize"].iter().any(|start| frame.function.starts_with(start));
        is_derived || ["serde::", "serde_core::", "serde_json::"].iter().any(|name| frame.function.contains(name))
    };
    let is_theirs = |frame: &&Frame| {
        // Other languages are on the stack, too: one of them calls `main`.
        let is_rust = frame.file().is_some_and(|file| Path::new(file).extension().is_some_and(|kind| kind == "rs"));
        is_rust && frame.is_outside_std() && !is_of_project(frame) && !is_of_serde(frame)
    };
    let is_of_program =
        |frame: &&Frame| frame.place.is_some_and(|place| !place.replace('\\', "/").contains("/registry/src/"));
    let mut theirs = frames.iter().filter(is_theirs);
    let first = theirs.clone().next();
    theirs.find(is_of_program).or(first)?.place
}

/// A place from its text.
fn place_of(text: &str) -> Option<Place> {
    let (file, line, column) = parts_of_place(text)?;
    Some(Place { file: kept(file.strip_prefix("./").unwrap_or(file)), line, column })
}

/// The name of a file, kept for ever. A program has only so many files.
fn kept(file: &str) -> &'static str {
    static FILES: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    let mut files = lock(&FILES);
    let files = files.get_or_insert_default();
    if let Some(known) = files.get(file) {
        return known;
    }
    let kept: &'static str = Box::leak(file.into());
    files.insert(kept);
    kept
}

#[cfg(test)]
mod tests {
    use super::{Place, caller, is_ours, place_of};
    use crate::stack::frames;

    #[test]
    fn the_caller_is_the_first_function_of_the_program() {
        let stack = "   0: std::backtrace::Backtrace::force_capture
             at /rustc/0123/library/std/src/backtrace.rs:312:9
   1: pooled_runtime::pool::walk::Origin::note
             at /home/a/.cargo/registry/src/index/pooled-runtime-0.1.0/src/pool/walk.rs:90:17
   2: pooled_runtime::handle::pool_box::serde::<impl serde_core::de::Deserialize for Handle>::deserialize
             at /home/a/.cargo/registry/src/index/pooled-runtime-0.1.0/src/handle/pool_box/serde.rs:20:26
   3: <app::_::<impl serde::de::Deserialize for app::Order>::deserialize::V as serde::de::Visitor>::visit_map
             at ./src/order.rs:3:10
   4: serde_json::de::from_str
             at /home/a/.cargo/registry/src/index/serde_json-1.0.0/src/de.rs:2700:5
   5: retry::retry
             at /home/a/.cargo/registry/src/index/retry-1.0.0/src/lib.rs:20:5
   6: app::main
             at ./src/main.rs:12:5
   7: core::ops::function::FnOnce::call_once
             at /rustc/0123/library/core/src/ops/function.rs:250:5";
        assert_eq!(caller(&frames(stack)), Some("./src/main.rs:12:5"));
        let of_a_crate = stack.replace("./src/", "/home/a/.cargo/registry/src/index/app-1.0.0/src/");
        let expected = "/home/a/.cargo/registry/src/index/retry-1.0.0/src/lib.rs:20:5";
        assert_eq!(caller(&frames(&of_a_crate)), Some(expected), "the whole program may be an installed crate");
        let without_paths = "   0: note
             at /home/a/pooled/pooled-runtime/src/pool/walk.rs:90:17
   1: {closure#0}<alloc::vec::Vec<u8, alloc::alloc::Global>>
             at /home/a/pooled/pooled-runtime/src/handle/pool_box.rs:20:26
   2: visit_map<serde_json::de::MapAccess>
             at ./src/order.rs:3:10
   3: from_str<app::Order>
             at /home/a/.cargo/registry/src/index/serde_json-1.0.0/src/de.rs:2700:5
   4: read
             at ./src/main.rs:12:5
   5: main
             at ./src/main.rs:2:5";
        assert_eq!(caller(&frames(without_paths)), Some("./src/main.rs:12:5"), "lines alone");
        let without_lines = "   0: app::main\n   1: __libc_start_call_main\n   at csu/../libc_start_call_main.h:58:16";
        assert_eq!(caller(&frames(without_lines)), None, "only what calls `main` has debug information");
    }

    #[test]
    fn a_place_is_read() {
        let place = |text| place_of(text).map(|Place { file, line, column }| (file, line, column));
        assert_eq!(place("./src/main.rs:12:5"), Some(("src/main.rs", 12, 5)));
        assert_eq!(place(r"C:\app\src\main.rs:12:5"), Some((r"C:\app\src\main.rs", 12, 5)));
        assert_eq!(place("/app/src/main.rs:12"), Some(("/app/src/main.rs", 12, 0)));
        assert_eq!(place("main.rs"), None);
    }

    #[test]
    fn files_of_this_crate_are_known() {
        assert!(is_ours(file!()));
        assert!(is_ours(core::panic::Location::caller().file()));
        assert!(!is_ours("src/main.rs") && !is_ours("tests/mode_track.rs") && !is_ours("pooled-runtime/src2/a.rs"));
    }
}
