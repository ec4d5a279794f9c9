//! Imports against a map, and maps that are not true.

use super::made::{complaints, root};

/// The first line of each complaint.
fn heads(files: &[(&str, &str)]) -> Vec<String> {
    let heads = complaints(files, &[]);
    heads.iter().map(|text| text.lines().next().unwrap().to_owned()).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn imports_from_rows_above_are_fine() {
    assert_eq!(heads(&[("lib.rs", &root(&["a", "b"])), ("a.rs", ""), ("b.rs", "use crate::a::A;")]), NONE);
}

#[test]
fn an_import_from_a_row_below_is_against_the_map() {
    let found = complaints(
        &[("lib.rs", &root(&["a", "b"])), ("a.rs", "\nuse crate::b::{\n    B\n};"), ("b.rs", "pub struct B;")],
        &[],
    );
    assert_eq!(
        found,
        ["made: `a` imports from `b` against the map.\n  \
          src/a.rs:3 names `crate::b::B`, which src/b.rs defines\n  \
          In src/lib.rs the row of `b` (line 5) is not above that of `a` (line 4).\n  \
          To do: move what is imported to a module further up the map, or change the order of the rows."]
    );
}

#[test]
fn an_import_from_the_same_row_is_against_the_map() {
    let root = "//! # The map\n//! | a | b |\n//! |---|---|\n//! | `a`, [`b`](mod@b) | … |\nmod a; mod b;";
    let found = heads(&[("lib.rs", root), ("a.rs", ""), ("b.rs", "use crate::a::A;")]);
    assert_eq!(found, ["made: `b` imports from `a` against the map."]);
}

#[test]
fn imports_of_all_files_of_a_room_count() {
    let found = heads(&[
        ("lib.rs", &root(&["a", "b"])),
        ("a/mod.rs", "mod child;"),
        ("a/child.rs", "use crate::b::below::f;"),
        ("b.rs", "pub mod below;"),
        ("b/below.rs", "pub fn f() {}"),
    ]);
    assert_eq!(found, ["made: `a` imports from `b` against the map."]);
}

#[test]
fn a_crate_has_to_have_a_map() {
    let found = heads(&[("lib.rs", "//! # Other\nmod a;"), ("a.rs", "")]);
    assert_eq!(
        found,
        ["src/lib.rs: the crate has no map. To do: write a table of its modules under the heading `# The map`."]
    );
}

#[test]
fn a_map_names_each_module_once_and_nothing_else() {
    let root = "//! # The map\n//!\n//! Words | of `b`.\n//!\n//! | a | `c` |\n//! | :-- | --- |\n\
                //! | `a`, `gone` | `b` |\n\
                //! | [`mod@a`] | … |\n//! | nothing | … |\n//! # Next\n//! | `b` | … |\nmod a; mod b;";
    let found = heads(&[("lib.rs", root), ("a.rs", ""), ("b.rs", "")]);
    assert_eq!(
        found,
        [
            "src/lib.rs:7: the map names `gone`, which is no module here. To do: correct the map.",
            "src/lib.rs:8: the map names `a` twice. To do: take one out.",
            "src/lib.rs:9: this row of the map names no module. To do: put names in backticks.",
            "src/lib.rs:1: the map leaves out `b`. To do: add a row below all that it imports from.",
        ]
    );
}

#[test]
fn modules_for_tests_may_be_in_the_map() {
    let root = "//! # The map\n//! | a | b |\n//! |---|---|\n//! | `a` | … |\n#[cfg(test)] mod a;\n#[cfg(test)] mod b;";
    assert_eq!(heads(&[("lib.rs", root)]), NONE);
}

#[test]
fn the_map_of_a_room_is_judged_as_well() {
    let room = format!("{} pub struct A;", root(&["x", "y"]));
    let found = heads(&[
        ("lib.rs", &root(&["a"])),
        ("a.rs", &room),
        ("a/x.rs", "use super::y::Y;"),
        ("a/y.rs", "use super::A; pub struct Y;"),
    ]);
    assert_eq!(found, ["made: `x` imports from `y` against the map."]);
    let found = heads(&[
        ("lib.rs", &root(&["a"])),
        ("a.rs", &(room + "mod z;")),
        ("a/x.rs", ""),
        ("a/y.rs", ""),
        ("a/z.rs", ""),
    ]);
    assert_eq!(found, ["src/a.rs:1: the map leaves out `z`. To do: add a row below all that it imports from."]);
}

#[test]
fn nothing_is_imported_from_the_crate_root_or_the_facade() {
    let found = heads(&[
        ("lib.rs", &(root(&["a", "__private"]) + "pub use a::A; struct Own; fn own() {}")),
        ("a.rs", "use crate::A; use crate::Own;\nfn f() { crate::own(); crate::__private::Made; }"),
        ("__private.rs", "pub use crate::a::A;"),
    ]);
    assert_eq!(
        found,
        [
            "made: src/a.rs:1 names `crate::Own`, which src/lib.rs defines. That file should only hand names on.",
            "made: src/a.rs:2 names `crate::__private::Made`, which src/__private.rs defines. \
             That file should only hand names on.",
        ]
    );
}
