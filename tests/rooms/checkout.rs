//! The crates of a checkout. They are found, so that a new one is judged without being listed.

use std::fs;
use std::path::{Path, PathBuf};

use crate::reader;
use crate::tree::Tree;

/// Folders whose crates are no part of the product.
const LEFT_OUT: [&str; 6] = ["benches", "examples", "fuzz", "src", "target", "tests"];

/// The names of the crates.
pub(crate) fn names(root: &Path) -> Vec<String> {
    packages(root).iter().map(|package| name(package)).collect()
}

/// Reads all crates that have modules. A program whose `main.rs` has modules of its own is a crate beside its library.
pub(crate) fn trees(root: &Path) -> Vec<Tree> {
    let source = |path: &Path| fs::read_to_string(root.join(path)).ok();
    let mut trees = Vec::new();
    for package in packages(root) {
        let folder = package.strip_prefix(root).unwrap_or(&package).join("src");
        for (file, suffix) in [("lib.rs", ""), ("main.rs", " (main.rs)")] {
            if root.join(&folder).join(file).exists() {
                trees.push(reader::tree(&(name(&package) + suffix), &folder.join(file), &source));
            }
        }
    }
    trees.retain(|tree| tree.modules.len() > 1);
    trees
}

/// A crate is named like its folder.
fn name(package: &Path) -> String {
    package.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The folders that hold a `Cargo.toml` and sources.
fn packages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    if folder.join("Cargo.toml").exists() && folder.join("src").is_dir() {
        found.push(folder.to_owned());
    }
    for below in folders(folder) {
        found.extend(packages(&below));
    }
    found
}

/// The folders in `folder` that may hold crates of the product, by name.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut folders: Vec<_> = entries.map(|entry| entry.expect("an entry of a folder").path()).collect();
    folders.retain(|path| path.is_dir() && !path.is_symlink() && !is_left_out(path));
    folders.sort();
    folders
}

fn is_left_out(folder: &Path) -> bool {
    let name = name(folder);
    name.starts_with('.') || LEFT_OUT.contains(&name.as_str())
}
