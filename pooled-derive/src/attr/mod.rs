//! The attributes: what there is, how each is written, and how they are read.
//!
//! A new attribute is a new row of the table. If it is a rule of a field, it does not compile until each `match` on
//! rules has an arm for it. For every attribute a test checks that it changes what the derive prints.
//!
//! # The map
//! | module | what it is |
//! |---|---|
//! | `table` | all attributes, with their form and with those that they exclude |
//! | `value` | what stands after the name of an attribute |
//! | `attributes` | the attributes of one type, field or variant |
//! | `conflicts` | attributes that exclude each other |
//! | `nearest` | the name that was meant by one that is misspelled |
//! | `lookup` | from a name to a row of the table |
//! | `read` | reads `#[pooled(...)]` |

mod attributes;
mod conflicts;
mod lookup;
mod nearest;
mod read;
mod table;
mod value;

pub(crate) use self::attributes::{Attr, Attributes};
pub(crate) use self::read::read;
pub(crate) use self::table::{Key, Level, RuleKey};
