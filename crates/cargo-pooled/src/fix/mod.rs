//! Rewrites struct definitions to a better order of their fields.
//!
//! A definition is found in the syntax tree and rewritten in the text, so that every byte of it stays, with its field.
//! All files are planned before the first is written, and each is written whole or not at all.
//!
//! # The map
//!
//! | module | what it is |
//! |---|---|
//! | `words` | names in sentences |
//! | `source_file` | source files by their places on the disk |
//! | `refusal` | why a definition is not rewritten |
//! | `text` | a source as text: comments, lines, edits, the fields of a struct |
//! | `syntax` | a source as syntax: parsing, names, attributes, types |
//! | `regression` | what an order makes worse, though it is better as a whole |
//! | `request` | what is asked for: an order of the fields of a definition |
//! | `common_order` | one order for all instantiations of a definition |
//! | `definition` | one definition: it is found, checked, rewritten, and read again |
//! | `rewrite` | rewrites the source of one file |
//! | `files` | all files: which may be rewritten, the difference, and writing them |

mod common_order;
mod definition;
mod files;
mod refusal;
mod regression;
mod request;
mod rewrite;
mod source_file;
pub(crate) mod syntax;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use common_order::{Instance, requests};
pub use files::{FileChange, Plan, WriteRules, plan};
pub use refusal::Refusal;
pub use regression::Regression;
pub use request::Request;
pub use rewrite::{Rewritten, rewrite};
pub use source_file::{Directories, SourceFile};
