//! Why a definition is not rewritten.

use std::fmt;

/// Why a definition is not rewritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The type.
    pub ty: String,
    /// The source file, as the compiler names it.
    pub file: String,
    /// The line in it, from 1.
    pub line: u32,
    /// The reason: what follows "can't be fixed:".
    pub reason: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ty, file, line, reason } = self;
        write!(f, "{file}:{line}: `{ty}` can't be fixed: {reason}")
    }
}
