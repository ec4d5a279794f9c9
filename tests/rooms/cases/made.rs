//! Made-up crates, and what is found in them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::allowed::Allowed;
use crate::picture::Picture;
use crate::tree::Tree;
use crate::{judge, reader};

/// A crate of these files below `src/`, the first of which is the crate root.
pub(super) fn tree(files: &[(&str, &str)]) -> Tree {
    let source = |path: &Path| {
        let file = files.iter().find(|(name, _)| Path::new("src").join(name) == path)?;
        Some(file.1.to_owned())
    };
    reader::tree("made", &PathBuf::from("src").join(files[0].0), &source)
}

/// The imports between files, as `a.rs → b.rs`, in alphabetical order.
pub(super) fn imports(files: &[(&str, &str)]) -> Vec<String> {
    let tree = tree(files);
    let picture = Picture::of(&tree, &[]);
    let name = |file: usize| tree.files[file].strip_prefix("src").unwrap().display().to_string();
    let imports: BTreeSet<_> =
        picture.files.edges.keys().map(|&(from, to)| format!("{} → {}", name(from), name(to))).collect();
    imports.into_iter().collect()
}

/// The imports of `a.rs` and below it, where `lib.rs` declares `a` and `b`, and `b.rs` holds `struct B` and `fn b`.
pub(super) fn of_a(a: &str) -> Vec<String> {
    let b = "pub struct B; pub const LIMIT: usize = 1; pub fn b() {}";
    imports(&[("lib.rs", "mod a; mod b;"), ("a.rs", a), ("b.rs", b)])
}

/// What is wrong with a crate.
pub(super) fn complaints(files: &[(&str, &str)], allowed: &[Allowed]) -> Vec<String> {
    judge::complaints(&Picture::of(&tree(files), allowed))
}

/// A crate root that declares these modules and whose map has a row for each, from the ground up.
pub(super) fn root(modules: &[&str]) -> String {
    let rows: Vec<_> = modules.iter().map(|module| format!("//! | `{module}` | … |")).collect();
    let declared: Vec<_> = modules.iter().map(|module| format!("mod {module};")).collect();
    format!("//! # The map\n//! | module | what it is |\n//! |---|---|\n{}\n\n{}", rows.join("\n"), declared.join("\n"))
}
