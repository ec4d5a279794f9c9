//! The order that the fields of a type had better be declared in, with `#[repr(C)]`.
//!
//! # The map
//! | module | what it is |
//! |---|---|
//! | `item` | what counts about a field |
//! | `figures` | what counts about an order: the objective |
//! | `problem` | the fields that are to be ordered |
//! | `construct` | an order of least size and fewest hot lines, in one go |
//! | `exact` | the best order of all, while there are few enough different fields |
//! | `descend` | a better order from a given one, by swaps and moves |
//! | `suggestion` | the order that is suggested |
//!
//! # What is exact
//! First the construction and the descent give a good order. If there are few enough sets of different fields, a
//! dynamic programme over these sets then finds the best of all orders, and of those the first in the order of
//! declaration. If there are more, the good order stands, and is called exact only if its figures are ones that no
//! order can be below.

mod construct;
mod descend;
mod exact;
mod figures;
mod item;
mod problem;
mod suggestion;

pub use suggestion::{Suggestion, suggest};
pub(crate) use suggestion::{apply, in_order};
