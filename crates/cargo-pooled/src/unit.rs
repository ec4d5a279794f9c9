//! A part of a package: what cargo compiles in one go.

use serde::{Deserialize, Serialize};

/// A part of a package: what cargo calls a target.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// The name of the package.
    pub package: String,
    /// `lib` (of whatever form), `bin`, `example`, `test` or `bench`.
    pub kind: String,
    /// The name of the part.
    pub name: String,
    /// Whether it was compiled with its own tests.
    pub test: bool,
}

/// What cargo calls the forms of a library.
const LIBRARIES: [&str; 6] = ["lib", "rlib", "dylib", "cdylib", "staticlib", "proc-macro"];

impl Unit {
    /// The part of `package` that has these kinds according to cargo.
    #[must_use]
    pub fn new(package: &str, kinds: &[String], name: &str, test: bool) -> Self {
        let is_library = kinds.iter().any(|kind| LIBRARIES.contains(&kind.as_str()));
        let kind = if is_library { "lib" } else { kinds.first().map_or("", String::as_str) };
        let [package, kind, name] = [package, kind, name].map(String::from);
        Self { package, kind, name, test }
    }
}
