//! The map at the head of each crate is true: this test reads the imports between modules from the sources and holds
//! them against it.
//!
//! It fails on an import against a map, on a circle of imports, and on a map that leaves out a module or names one that
//! does not exist. Every failure comes with a drawing of each crate. To see the drawing at any time:
//! `cargo test --test rooms -- --nocapture`. With `POOLED_ROOMS=/path/to/another/checkout` it reads that checkout and
//! only prints, so that two states of the project can be compared.
//!
//! # What is an import
//! A file imports from another if it names an item that the other defines: in a `use`, in code, or in the tokens of a
//! macro. Re-exports are followed to the definition. A module that declares another, or only hands its names on, does
//! not import from it. The crate root and the facade `__private` import nothing. Code for tests does not count.
//!
//! # The map
//! | module | what it does |
//! |---|---|
//! | `allowed` | the one circle of imports that may be |
//! | `mention`, `test_code` | a path that the source names; what is compiled for tests only |
//! | `tree` | the modules of a crate |
//! | `reader` | reads them from files |
//! | `checkout` | finds the crates of a checkout |
//! | `use_tree`, `tokens` | the paths in a `use`; the paths in the arguments of a macro |
//! | `names` | the names in each module, and which module defines what a path names |
//! | `imports` | all imports of a crate |
//! | `graph` | circles and levels of a graph |
//! | `picture` | the imports between files and between rooms, which are the modules of the crate root |
//! | `map` | reads the table under the heading `# The map` |
//! | `sentence` | says what is imported and where |
//! | `circles` | complains of circles |
//! | `judge` | holds a picture against the maps |
//! | `draw` | a picture as text |
//! | `cases` | tests of all this on small made-up crates |

mod allowed;
mod cases;
mod checkout;
mod circles;
mod draw;
mod graph;
mod imports;
mod judge;
mod map;
mod mention;
mod names;
mod picture;
mod reader;
mod sentence;
mod test_code;
mod tokens;
mod tree;
mod use_tree;

use std::path::Path;

use crate::allowed::ALLOWED;
use crate::picture::Picture;

/// The checkout to read and print instead of this one.
const OTHER: &str = "POOLED_ROOMS";

#[test]
fn imports_follow_the_maps() {
    let other = std::env::var_os(OTHER);
    let root = other.as_deref().map_or(Path::new(env!("CARGO_MANIFEST_DIR")), Path::new);
    let mut report = String::new();
    let mut complaints = allowed::without_crate(&checkout::names(root), ALLOWED);
    for tree in checkout::trees(root) {
        let picture = Picture::of(&tree, ALLOWED);
        report += &draw::drawing(&picture);
        complaints.extend(judge::complaints(&picture));
    }
    let list = complaints.join("\n\n");
    assert!(complaints.is_empty() || other.is_some(), "{report}\n{list}\n\n{} complaints", complaints.len());
    println!("{report}\n{list}");
}
