//! The report as text. The message of a broken budget contains it, so all of it is `const fn`.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `text` | writes text in const evaluation |
//! | `table` | the report as a table of 80 columns |

pub(crate) mod table;
pub(crate) mod text;
