//! Writing to standard output, and its colours.

use std::io;

use clap::ColorChoice;

use crate::error::Error;

/// Does what `--color` says. By default each stream decides for itself.
pub(super) fn set_color(choice: ColorChoice) {
    match choice {
        ColorChoice::Auto => {}
        ColorChoice::Always => anstream::ColorChoice::Always.write_global(),
        ColorChoice::Never => anstream::ColorChoice::Never.write_global(),
    }
}

/// The result of writing. It is no error that a reader such as `head` stops early and closes the pipe.
pub(super) fn unless_closed(result: io::Result<()>) -> Result<(), Error> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::new(format!("can't write: {error}"))),
        _ => Ok(()),
    }
}
