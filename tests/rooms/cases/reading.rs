//! Which files and items are read.

use super::made::{imports, of_a, tree};

fn files(files: &[(&str, &str)]) -> Vec<String> {
    tree(files).files.iter().map(|file| file.display().to_string()).collect()
}

const A_TO_B: [&str; 1] = ["a.rs → b.rs"];
const NONE: [&str; 0] = [];

#[test]
fn modules_are_found_in_either_kind_of_file() {
    let found = files(&[
        ("lib.rs", "mod a; mod b; mod c { mod inside; }"),
        ("a.rs", "mod below;"),
        ("a/below.rs", ""),
        ("b/mod.rs", "mod below;"),
        ("b/below.rs", ""),
        ("c/inside.rs", ""),
        ("unreached.rs", "mod missing;"),
    ]);
    assert_eq!(
        found,
        ["src/lib.rs", "src/a.rs", "src/a/below.rs", "src/b/mod.rs", "src/b/below.rs", "src/c/inside.rs"]
    );
}

#[test]
fn the_attribute_path_is_followed() {
    let found = files(&[
        ("lib.rs", "mod a;"),
        ("a.rs", "#[path = \"other/place.rs\"] mod b; mod inline { #[path = \"deep.rs\"] mod c; }"),
        ("other/place.rs", "mod child;"),
        ("other/child.rs", ""),
        ("a/inline/deep.rs", ""),
    ]);
    assert_eq!(found, ["src/lib.rs", "src/a.rs", "src/other/place.rs", "src/other/child.rs", "src/a/inline/deep.rs"]);
}

#[test]
#[should_panic(expected = "there is neither src/a.rs nor src/a/mod.rs")]
fn a_missing_file_is_an_error() {
    tree(&[("lib.rs", "mod a;")]);
}

#[test]
#[should_panic(expected = "src/a.rs:2:")]
fn a_file_that_does_not_parse_is_an_error() {
    tree(&[("lib.rs", "mod a;"), ("a.rs", "\nfn {")]);
}

#[test]
fn files_of_tests_are_left_out() {
    let found = files(&[
        ("lib.rs", "#[cfg(test)] mod tests; #[cfg(all(test, unix))] mod models; #[cfg(doctest)] mod pages; mod a;"),
        ("a.rs", "#![cfg(test)] mod below;"),
    ]);
    assert_eq!(found, ["src/lib.rs"]);
}

#[test]
fn items_of_tests_are_left_out() {
    for a in [
        "#[cfg(test)] use crate::b::B;",
        "#[cfg(all(unix, test))] mod tests { use crate::b::B; }",
        "#[cfg(any(test, all(test, unix)))] fn f() { crate::b::b() }",
        "mod tests { #![cfg(test)] use crate::b::B; }",
        "#[test] fn f() { crate::b::b() }",
        "struct S; impl S { #[cfg(test)] fn f() { crate::b::b() } }",
        "trait T { #[cfg(test)] fn f() { crate::b::b() } }",
        "struct S { #[cfg(test)] b: crate::b::B }",
        "enum E { #[cfg(test)] B(crate::b::B) }",
        "fn f() { #[cfg(test)] let b = crate::b::B; }",
        "fn f() { #[cfg(test)] { crate::b::b() } }",
        "fn f() { #[cfg(test)] crate::b::b(); }",
        "fn f() { #[cfg(test)] assert!(crate::b::b()); }",
        "fn f() { match 1 { #[cfg(test)] 2 => crate::b::b(), _ => {} } }",
    ] {
        assert_eq!(of_a(a), NONE, "{a}");
    }
}

#[test]
fn other_conditions_are_taken_for_true() {
    for a in [
        "#[cfg(unix)] use crate::b::B;",
        "#[cfg(not(test))] use crate::b::B;",
        "#[cfg(any(test, unix))] use crate::b::B;",
        "#[cfg(feature = \"test\")] use crate::b::B;",
        "#[cfg(any())] use crate::b::B;",
    ] {
        assert_eq!(of_a(a), A_TO_B, "{a}");
    }
}

#[test]
fn a_module_under_opposite_conditions_is_both() {
    let found = imports(&[
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "#[cfg(unix)] mod imp { use crate::b::B; } #[cfg(not(unix))] mod imp { use crate::c::C; }"),
        ("b.rs", "pub struct B;"),
        ("c.rs", "pub struct C;"),
    ]);
    assert_eq!(found, ["a.rs → b.rs", "a.rs → c.rs"]);
}

#[test]
fn inline_modules_count_to_their_file() {
    assert_eq!(of_a("mod inside { use crate::b::B; }"), A_TO_B);
    assert_eq!(of_a("mod inside { use super::super::b::B; }"), A_TO_B);
    assert_eq!(of_a("struct A; mod inside { use super::A; } use inside::Item;"), NONE);
}
