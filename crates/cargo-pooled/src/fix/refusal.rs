//! Why a definition is not rewritten.

use std::fmt;

use super::source_file::SourceFile;

/// Why a definition is not rewritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The name of the type.
    pub ty: String,
    /// The source file.
    pub file: SourceFile,
    /// The line in it, from 1.
    pub line: u32,
    /// The reason, as it follows "can't be fixed:".
    pub reason: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ty, file, line, reason } = self;
        write!(f, "{}:{line}: `{ty}` can't be fixed: {reason}", file.name())
    }
}
