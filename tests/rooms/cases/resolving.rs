//! Which file a path leads to.

use super::made::{imports, of_a};

const A_TO_B: [&str; 1] = ["a.rs → b.rs"];
const NONE: [&str; 0] = [];

#[test]
fn each_way_to_name_an_item_is_an_import() {
    for a in [
        "use crate::b::B;",
        "use crate::{b::{B, LIMIT}};",
        "use crate::b::{self};",
        "use crate::b::B as _;",
        "use crate::b::*;",
        "use super::b::B;",
        "use self::super::b::B;",
        "fn f() { use crate::b::B; }",
        "fn f() { super::b::b() }",
        "fn f(b: &crate::b::B) {}",
        "fn f() -> [u8; crate::b::LIMIT] { [0; 1] }",
        "fn f(x: usize) { match x { crate::b::LIMIT => {} _ => {} } }",
        "impl crate::b::B {}",
        "impl Trait for Vec<crate::b::B> {}",
        "fn f() { <crate::b::B as Trait>::f() }",
        "fn f() { vec![crate::b::b()]; }",
        "fn f() { println!(\"{}\", n = crate::b::b()); }",
        "macro_rules! m { () => { $crate::b::b() }; }",
        "macro_rules! m { () => { use $crate::{a::A, b::{B, LIMIT}}; }; }",
        "#[arg(value_parser = crate::b::b)] struct S;",
        "pub use crate::b::B;",
    ] {
        assert_eq!(of_a(a), A_TO_B, "{a}");
    }
}

#[test]
fn what_is_not_a_name_of_this_crate_is_no_import() {
    for a in [
        "use b::B;",
        "use ::b::B;",
        "use std::b::B; fn f() { b::b() }",
        "fn f() { ::b::b(); <u8>::b(); Self::b() }",
        "pub(in crate::b) struct S;",
        "pub(super) struct S;",
        "macro_rules! m { ($b:ident) => { pub(super) fn f() { x.b(); $b::b(); ::b::b() } }; }",
        "fn f() { quote!(#b::B) }",
        "/// [`B`](crate::b::B)\nstruct S;",
        "fn f() { println!(\"crate::b::B\") }",
    ] {
        assert_eq!(of_a(a), NONE, "{a}");
    }
}

#[test]
fn a_module_in_scope_leads_on() {
    let found = imports(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b; fn f() { b::below::f() }"),
        ("b.rs", "pub mod below;"),
        ("b/below.rs", "pub fn f() {}"),
    ]);
    assert_eq!(found, ["a.rs → b.rs", "a.rs → b/below.rs"]);
}

#[test]
fn a_use_in_a_function_leads_on() {
    let found = imports(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "fn f() { use crate::b::below as other; other::f() }"),
        ("b.rs", "pub mod below;"),
        ("b/below.rs", "pub fn f() {}"),
    ]);
    assert_eq!(found, ["a.rs → b/below.rs"]);
}

#[test]
fn the_longest_prefix_that_is_a_module_counts() {
    let found = imports(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::below::Kind::One;"),
        ("b.rs", "pub mod below; pub struct B;"),
        ("b/below.rs", "pub enum Kind { One }"),
    ]);
    assert_eq!(found, ["a.rs → b/below.rs"]);
}

#[test]
fn a_re_export_leads_to_the_definition() {
    for hands_on in ["pub use child::Item;", "pub(crate) use self::child::{Item};", "use child::Other as Item;"] {
        let found = imports(&[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::Item;"),
            ("b.rs", &format!("mod child; {hands_on}")),
            ("b/child.rs", "pub struct Item; pub struct Other;"),
        ]);
        assert!(found.contains(&"a.rs → b/child.rs".to_owned()), "{hands_on}: {found:?}");
        assert!(!found.contains(&"a.rs → b.rs".to_owned()), "{hands_on}: {found:?}");
    }
}

#[test]
fn re_exports_are_followed_over_several_modules_and_with_a_star() {
    let found = imports(&[
        ("lib.rs", "mod a; mod b; pub use b::Item;"),
        ("a.rs", "use crate::Item;"),
        ("b.rs", "mod child; pub use child::*;"),
        ("b/child.rs", "mod deep; pub use deep::Item;"),
        ("b/child/deep.rs", "pub struct Item;"),
    ]);
    assert_eq!(found, ["a.rs → b/child/deep.rs"]);
}

#[test]
fn what_a_module_hands_on_from_another_crate_counts_as_its_own() {
    let found = imports(&[
        ("lib.rs", "mod a; mod sync;"),
        ("a.rs", "use crate::sync::AtomicUsize;"),
        ("sync.rs", "use core::sync::atomic; pub(crate) use atomic::AtomicUsize;"),
    ]);
    assert_eq!(found, ["a.rs → sync.rs"]);
}

#[test]
fn what_a_macro_may_define_counts_as_the_modules_own() {
    assert_eq!(of_a("use crate::b::MadeByMacro;"), A_TO_B);
}

#[test]
fn a_parent_that_declares_and_hands_on_does_not_import() {
    let parent = |code: &str| {
        imports(&[("lib.rs", "mod a;"), ("a.rs", &format!("mod child; {code}")), ("a/child.rs", "pub struct Item;")])
    };
    assert_eq!(parent(""), NONE);
    assert_eq!(parent("pub use child::Item;"), NONE);
    assert_eq!(parent("pub(super) use child::*;"), NONE);
    assert_eq!(parent("use child::Item;"), ["a.rs → a/child.rs"]);
    assert_eq!(parent("fn f() { child::f() }"), ["a.rs → a/child.rs"]);
    assert_eq!(parent("pub use child::Item; struct S(Item);"), ["a.rs → a/child.rs"]);
    assert_eq!(parent("pub use child::Item; fn f() { vec![Item] }"), ["a.rs → a/child.rs"]);
}

#[test]
fn a_variable_is_not_the_function_of_its_name() {
    let parent = |code: &str| {
        let a = format!("mod child; pub use child::shown; {code}");
        imports(&[("lib.rs", "mod a;"), ("a.rs", &a), ("a/child.rs", "pub fn shown() {}")])
    };
    assert_eq!(parent("fn f() { let shown = 1; g(shown); println!(\"{}\", shown) }"), NONE);
    assert_eq!(parent("fn f(x: &X) { x.shown(); x.shown; format!(\"{shown}\", shown = 1) }"), NONE);
    assert_eq!(parent("fn f() { shown() }"), ["a.rs → a/child.rs"]);
}

#[test]
fn a_child_imports_from_its_parent() {
    let child = |code: &str| {
        imports(&[("lib.rs", "mod a; mod b;"), ("a.rs", "mod child; struct A;"), ("a/child.rs", code), ("b.rs", "")])
    };
    assert_eq!(child("use super::A;"), ["a/child.rs → a.rs"]);
    assert_eq!(child("use super::*;"), ["a/child.rs → a.rs"]);
    assert_eq!(child("use super::super::b::B;"), ["a/child.rs → b.rs"]);
}

#[test]
fn a_child_reaches_what_its_parent_imports() {
    let found = imports(&[
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "mod child; use crate::b::B;"),
        ("a/child.rs", "use super::B;"),
        ("b.rs", "pub struct B;"),
    ]);
    assert_eq!(found, ["a.rs → b.rs", "a/child.rs → b.rs"]);
}

#[test]
fn only_a_module_leads_on_where_a_function_has_its_name() {
    let found = imports(&[
        ("lib.rs", "mod a; mod b; mod stats; pub use b::stats;"),
        ("a.rs", "use crate::stats::Event;"),
        ("b.rs", "pub fn stats() {}"),
        ("stats.rs", "pub struct Event;"),
    ]);
    assert_eq!(found, ["a.rs → stats.rs"]);
}

#[test]
fn macros_live_where_they_are_defined() {
    let found = imports(&[
        ("lib.rs", "mod a; mod b; mod c;"),
        ("a.rs", "use crate::exported; fn f() { crate::c::local!() }"),
        ("b.rs", "#[macro_export] macro_rules! exported { () => {}; }"),
        ("c.rs", "macro_rules! local { () => {}; } pub(crate) use local;"),
    ]);
    assert_eq!(found, ["a.rs → b.rs", "a.rs → c.rs"]);
}

#[test]
fn the_crate_root_and_the_facade_do_not_import() {
    let found = imports(&[
        ("lib.rs", "mod a; pub mod __private; use a::A; fn f() { a::f() }"),
        ("a.rs", "pub struct A;"),
        ("__private.rs", "pub use crate::a::A;"),
    ]);
    assert_eq!(found, NONE);
}

#[test]
fn a_path_through_the_facade_leads_to_the_definition() {
    let found = imports(&[
        ("lib.rs", "mod a; mod b; pub mod __private;"),
        ("a.rs", "macro_rules! m { () => { $crate::__private::B }; }"),
        ("b.rs", "pub struct B;"),
        ("__private.rs", "pub use crate::b::B;"),
    ]);
    assert_eq!(found, A_TO_B);
}
