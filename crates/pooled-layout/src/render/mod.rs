//! The report as text. The message of a broken budget contains it, so all of it is `const fn`.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `measures` | the measures of the table, which the subcommand's table has too |
//! | `text` | writes text in const evaluation |
//! | `table` | the report as a table of 80 columns |

pub mod measures;
pub(crate) mod table;
pub(crate) mod text;
