//! A source as text: what has to stay although the compiler does not see it.
//!
//! # The map
//!
//! | module | what it is |
//! |---|---|
//! | `lines` | how lines start and end |
//! | `trivia` | what lies between tokens: white space and comments |
//! | `edit` | edits of a text |
//! | `body` | the text between the braces of a struct, cut into its fields |
//! | `reorder` | that text with the fields in another order |
//! | `headings` | comments that head several fields |

pub(super) mod body;
pub(super) mod edit;
pub(super) mod headings;
mod lines;
mod reorder;
pub(super) mod trivia;

pub(super) use lines::{line_start, newline};
