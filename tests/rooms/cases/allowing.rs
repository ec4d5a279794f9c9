//! Circles that are allowed.

use super::made::{complaints, root};
use crate::allowed::{Allowed, without_crate};

const ALLOWED: &[Allowed] =
    &[Allowed { package: "made", items: ["Trait", "Handle"], reason: "the trait returns the handle" }];

fn files(extra: &str, last: &str) -> Vec<String> {
    let root = root(&["low", "handle", "top"]) + "pub use handle::{Handle, Trait};";
    complaints(
        &[
            ("lib.rs", &root),
            ("low.rs", ""),
            ("handle.rs", "mod the_trait; mod the_handle; pub use {the_handle::Handle, the_trait::Trait};"),
            ("handle/the_trait.rs", &format!("use super::Handle; pub trait Trait {{}} {extra}")),
            ("handle/the_handle.rs", "use super::Trait; pub struct Handle;"),
            ("top.rs", last),
        ],
        ALLOWED,
    )
}

#[test]
fn an_allowed_circle_is_fine() {
    assert_eq!(files("", ""), Vec::<String>::new());
}

#[test]
fn an_allowed_circle_may_not_grow() {
    let found = files("use crate::top::Top;", "use crate::Handle; pub struct Top;");
    assert!(found.iter().any(|text| text.starts_with("made: 2 files import each other in a circle:")), "{found:?}");
    assert!(found.iter().any(|text| text.contains("There is no such circle, or it is part of a larger one")));
}

#[test]
fn an_allowed_circle_between_rooms_is_not_against_the_map() {
    let found = complaints(
        &[
            ("lib.rs", &(root(&["a", "b"]) + "pub use {a::Trait, b::Handle};")),
            ("a.rs", "use crate::b::Handle; pub trait Trait {}"),
            ("b.rs", "use crate::a::Trait; pub struct Handle;"),
        ],
        ALLOWED,
    );
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn an_allowed_circle_has_to_exist() {
    let found = complaints(
        &[
            ("lib.rs", &(root(&["a", "b"]) + "pub use {a::Trait, b::Handle};")),
            ("a.rs", "pub trait Trait {}"),
            ("b.rs", "use crate::a::Trait; pub struct Handle;"),
        ],
        ALLOWED,
    );
    assert_eq!(
        found,
        ["made: a circle between the files of `Trait` and `Handle` is allowed because the trait returns the handle. \
          There is no such circle, or it is part of a larger one. \
          To do: if the circle is gone, take it off the list in `allowed.rs`."]
    );
}

#[test]
fn the_crate_of_an_allowed_circle_has_to_exist() {
    assert_eq!(without_crate(&["made".to_owned()], ALLOWED).len(), 0);
    assert_eq!(
        without_crate(&["other".to_owned()], ALLOWED),
        ["a circle is allowed in the crate `made`, which does not exist: correct the list"]
    );
}
