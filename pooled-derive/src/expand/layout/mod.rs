//! The description of the memory layout.

mod budget;
mod facts;
mod mirror;

pub(super) use self::facts::expand;
