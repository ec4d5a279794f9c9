//! Definitions before and after.

mod common_order;
mod compile;
mod files;
mod formatting;
mod notes;
mod random;
mod refusals;
mod support;
