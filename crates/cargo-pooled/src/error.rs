//! What ends the program early.

use std::fmt;

/// What went wrong, and the exit code for it.
#[derive(Debug, PartialEq, Eq)]
pub struct Error {
    message: String,
    code: u8,
}

/// The exit code when `--deny` finds something.
pub const DENIED: u8 = 1;
/// The exit code when a request can't be met.
pub const REFUSED: u8 = 2;
/// The exit code of cargo when it fails. Used if the real one is unknown.
const CARGO_FAILED: u8 = 101;

impl Error {
    /// A request that can't be met. The message is one line, without a capital at the start and a full stop at the end.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: REFUSED }
    }

    /// A failure of cargo. Cargo has said why, so there is no message.
    #[must_use]
    pub fn cargo(code: Option<i32>) -> Self {
        let code = code.and_then(|code| u8::try_from(code).ok()).filter(|&code| code > 0);
        Self { message: String::new(), code: code.unwrap_or(CARGO_FAILED) }
    }

    /// The exit code.
    #[must_use]
    pub fn code(&self) -> u8 {
        self.code
    }

    /// Whether there is no message.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.message.is_empty()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
