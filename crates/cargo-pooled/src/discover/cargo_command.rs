//! What all calls of cargo have in common.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::Command;

use crate::error::Error;

/// The cargo that called this program, if one did; else the one on the path.
pub(super) fn program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Passes `--manifest-path` on.
pub(super) fn manifest(command: &mut Command, path: Option<&Path>) {
    if let Some(path) = path {
        command.arg("--manifest-path").arg(path);
    }
}

/// The error of a program that can't be started.
pub(super) fn not_run(command: &Command, error: &io::Error) -> Error {
    Error::new(format!("can't run `{}`: {error}", command.get_program().to_string_lossy()))
}
