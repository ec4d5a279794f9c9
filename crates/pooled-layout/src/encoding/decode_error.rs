//! Why bytes are no encoding.

use core::error::Error;
use core::fmt;

use super::format::VERSION;

/// Why bytes are no encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// They do not start with [`MAGIC`](super::MAGIC).
    Magic,
    /// They are of another version than [`VERSION`].
    Version(u32),
    /// They are cut off: there are fewer of them than their length says.
    Length,
    /// They are damaged: their checksum differs.
    Checksum,
    /// They say something impossible.
    Content,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Magic => f.write_str("these bytes are not the layout of a type"),
            Self::Version(other) => {
                write!(f, "the layout is written in version {other}, and this program reads version {VERSION}")
            }
            Self::Length => f.write_str("the layout is cut off"),
            Self::Checksum => f.write_str("the layout is damaged: its checksum differs"),
            Self::Content => f.write_str("the layout says something impossible"),
        }
    }
}

impl Error for DecodeError {}
