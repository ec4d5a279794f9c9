//! The crates of a checkout, and the map of this test.

use std::fs;
use std::path::Path;

use crate::judge::complaints;
use crate::picture::Picture;
use crate::{checkout, reader};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn crates_of_the_product_are_found() {
    let found = checkout::names(Path::new(ROOT));
    for name in ["pooled-runtime", "pooled-derive", "cargo-pooled"] {
        assert!(found.iter().any(|found| found == name), "{name}: {found:?}");
    }
    assert!(!found.iter().any(|found| found == "guard" || found == "no_std"), "{found:?}");
}

#[test]
fn the_files_of_this_test_follow_their_map() {
    let source = |path: &Path| fs::read_to_string(Path::new(ROOT).join(path)).ok();
    let tree = reader::tree("rooms", Path::new("tests/rooms/main.rs"), &source);
    assert!(tree.modules.len() > 10);
    assert_eq!(complaints(&Picture::of(&tree, &[])), Vec::<String>::new());
}
