//! What git says of a file: whether it has changes that git could not bring back.

use std::path::Path;
use std::process::{Command, Stdio};

/// What git says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum GitState {
    /// It is as it was committed.
    Clean,
    /// It has changed since, or was never committed.
    Dirty,
    /// It is in no repository.
    NoRepository,
    /// Git can't say, for this reason.
    Unknown(String),
}

/// Asks git for the state of a file.
#[must_use]
pub(super) fn state(file: &Path) -> GitState {
    let (Some(directory), Some(name)) = (file.parent(), file.file_name()) else { return GitState::NoRepository };
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
        .env("LC_ALL", "C")
        .current_dir(directory)
        .stdin(Stdio::null())
        .output();
    match status {
        Ok(output) if output.status.success() && output.stdout.is_empty() => GitState::Clean,
        Ok(output) if output.status.success() => GitState::Dirty,
        Ok(output) => failed(&String::from_utf8_lossy(&output.stderr)),
        Err(error) => GitState::Unknown(format!("it can't be run: {error}")),
    }
}

fn failed(said: &str) -> GitState {
    let reason = said.lines().next().unwrap_or_default().trim_start_matches("fatal: ");
    if reason.starts_with("not a git repository") {
        GitState::NoRepository
    } else {
        GitState::Unknown(reason.to_string())
    }
}
