//! How a program that compares ends where it can't go on.

use std::process;

/// Ends the program with a message that says what to do.
pub fn fail(message: &str) -> ! {
    eprintln!("error: {message}");
    process::exit(1)
}
