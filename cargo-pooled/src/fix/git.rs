//! Which files have changes that git could not bring back.

use std::path::Path;
use std::process::{Command, Stdio};

/// What git says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// As committed.
    Clean,
    /// Changed since, or never committed.
    Dirty,
    /// Not in a repository, or there is no git.
    Unknown,
}

/// Asks git for the state of a file.
#[must_use]
pub(super) fn state(file: &Path) -> State {
    let (Some(directory), Some(name)) = (file.parent(), file.file_name()) else { return State::Unknown };
    let status = Command::new("git")
        .args([
            "--no-optional-locks",
            "--literal-pathspecs",
            "status",
            "--porcelain",
            "--ignored",
            "--untracked-files=all",
            "--",
        ])
        .arg(name)
        .current_dir(directory)
        .stdin(Stdio::null())
        .output();
    match status {
        Ok(output) if output.status.success() && output.stdout.is_empty() => State::Clean,
        Ok(output) if output.status.success() => State::Dirty,
        _ => State::Unknown,
    }
}
