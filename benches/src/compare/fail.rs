//! How `compare` ends where it can't go on.

use std::process;

/// Ends the program with a message that says what to do.
pub fn fail(message: &str) -> ! {
    eprintln!("compare: {message}");
    process::exit(1)
}
