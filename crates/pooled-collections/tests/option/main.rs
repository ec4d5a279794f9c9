//! `ReuseOption`: what its users see.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `cases` | how much the random tests try |
//! | `in_place` | deserialises in place |
//! | `trouble` | a value whose reset, drop and comparison panic when a test says so |
//! | `model` | random operations, against `Option` |
//! | `panics` | what a panic in code of users loses |
//! | `bounds` | whether a reset keeps the spare |
//! | `methods` | what the examples in the documentation do not show |
//! | `serde` | serialising, and deserialising into the spare |

mod bounds;
#[path = "../support/cases.rs"]
mod cases;
#[cfg(feature = "serde")]
#[path = "../support/in_place.rs"]
mod in_place;
mod methods;
mod model;
mod panics;
#[cfg(feature = "serde")]
mod serde;
#[path = "../support/trouble.rs"]
mod trouble;
