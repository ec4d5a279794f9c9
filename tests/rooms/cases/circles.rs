//! Circles between files and between rooms.

use super::made::{complaints, root};

#[test]
fn a_circle_between_files_is_refused() {
    let found = complaints(
        &[
            ("lib.rs", &root(&["a"])),
            ("a.rs", "mod x; mod y; mod z;"),
            ("a/x.rs", "use super::y::Y;"),
            ("a/y.rs", "\nuse super::z::Z; pub struct Y;"),
            ("a/z.rs", "fn f() { super::x::f() } struct Z;"),
        ],
        &[],
    );
    assert_eq!(
        found,
        ["made: 3 files import each other in a circle:\n  \
          src/a/x.rs:1 names `super::y::Y`, which src/a/y.rs defines\n  \
          src/a/y.rs:2 names `super::z::Z`, which src/a/z.rs defines\n  \
          src/a/z.rs:1 names `super::x::f`, which src/a/x.rs defines\n  \
          To do: move what both sides need to a file of its own, from which both import."]
    );
}

#[test]
fn a_child_of_its_user_is_a_circle() {
    let found = complaints(
        &[
            ("lib.rs", &root(&["a"])),
            ("a.rs", "mod child; pub struct A; fn f() { child::f() }"),
            ("a/child.rs", "use super::A;"),
        ],
        &[],
    );
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("made: 2 files import each other in a circle:"), "{}", found[0]);
}

#[test]
fn of_circles_that_touch_the_shortest_is_shown() {
    let found = complaints(
        &[
            ("lib.rs", &root(&["a"])),
            ("a.rs", "mod x; mod y; mod z;"),
            ("a/x.rs", "use super::y::Y;"),
            ("a/y.rs", "use super::z::Z;"),
            ("a/z.rs", "use super::{x::X, y::Y};"),
        ],
        &[],
    );
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("made: 2 files"), "{}", found[0]);
    assert!(found[0].contains("ties 3 files together: src/a/x.rs, src/a/y.rs, src/a/z.rs"), "{}", found[0]);
}

#[test]
fn a_circle_between_rooms_needs_no_circle_between_files() {
    let found = complaints(
        &[
            ("lib.rs", &root(&["a", "b"])),
            ("a.rs", "mod up; pub mod down;"),
            ("a/up.rs", "use crate::b::B;"),
            ("a/down.rs", "pub struct Down;"),
            ("b.rs", "use crate::a::down::Down;"),
        ],
        &[],
    );
    let heads: Vec<_> = found.iter().map(|text| text.lines().next().unwrap()).collect();
    assert_eq!(heads, ["made: `a` imports from `b` against the map.", "made: 2 rooms import each other in a circle:"]);
}

#[test]
fn imports_without_a_circle_are_fine() {
    let found = complaints(
        &[
            ("lib.rs", &root(&["c", "b", "a"])),
            ("a.rs", "use crate::{b::B, c::C};"),
            ("b.rs", "use crate::c::C;"),
            ("c.rs", "mod child; pub use child::C;"),
            ("c/child.rs", "pub struct C;"),
        ],
        &[],
    );
    assert_eq!(found, Vec::<String>::new());
}
