//! The attributes: their table, their values, and how they are read.

mod read;
mod table;
mod value;

pub(crate) use self::read::{Attr, Attributes, read};
pub(crate) use self::table::{Key, Level, RuleKey};
pub(crate) use self::value::{is_zero, line_of};
