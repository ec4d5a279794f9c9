//! Rewrites struct definitions to a better order of their fields.
//!
//! A definition is found in the syntax tree and rewritten in the text, so that every byte of it stays, with its field. All
//! files are planned before the first is written; each is written whole or not at all.
//!
//! # The map
//! | module | what it does |
//! |---|---|
//! | `trivia` | tells comments from white space |
//! | [`real`] | source files as they lie on the disk |
//! | [`wish`] | what is wanted, once for each definition |
//! | [`agree`] | what all instantiations of a definition can want |
//! | `keys` | what `#[pooled(…)]` says |
//! | [`strain`] | what an order makes worse, and the budgets against it |
//! | `find` | finds a definition in its file |
//! | `types` | what types say of their values |
//! | `guard` | definitions whose fields must stay where they are |
//! | `edit` | applies edits to a text |
//! | `repr` | `#[repr(C)]` |
//! | `body` | cuts the text between the braces into fields |
//! | `order` | puts fields together in another order |
//! | `heads` | comments that head several fields |
//! | `notes` | what else changes with the order |
//! | `verify` | reads a definition again after it was rewritten |
//! | [`source`] | rewrites one file's source |
//! | `place` | which files may be rewritten |
//! | `git` | which files have changes that could be lost |
//! | `unified` | the difference of a file |
//! | [`plan`](mod@plan) | all files at once: the difference, and writing them |

pub mod agree;
mod body;
mod edit;
mod find;
mod git;
mod guard;
mod heads;
mod keys;
mod notes;
mod order;
mod place;
pub mod plan;
pub mod real;
mod refusal;
mod repr;
pub mod source;
pub mod strain;
#[cfg(test)]
mod tests;
mod trivia;
mod types;
mod unified;
mod verify;
pub mod wish;

pub use agree::{Instance, wishes};
pub use plan::{Change, Options, Plan, plan};
pub use real::{Directories, RealFile};
pub use refusal::Refusal;
pub use wish::Wish;
