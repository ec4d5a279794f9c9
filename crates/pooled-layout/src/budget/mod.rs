//! Budgets of a layout. A broken one panics in const evaluation, which fails the build with the whole report.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `limit` | the limits, their names and their bits |
//! | `limits` | what a type may cost, and which limits a layout breaks |
//! | `seek` | an order of the fields in which none straddles |
//! | `explain` | the message of a broken budget |
//! | `check` | fails the build, or says which limits are broken |

mod check;
mod explain;
mod limit;
mod limits;
mod seek;

pub use check::{check_budget, judge_budget};
pub use limit::Limit;
pub use limits::Budget;
