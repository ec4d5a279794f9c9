//! Which files have changes that git could not bring back.

use std::path::Path;
use std::process::{Command, Stdio};

/// What git says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// As committed.
    Clean,
    /// Changed since, or never committed.
    Dirty,
    /// Not in a repository.
    Alone,
    /// Git could not say, for this reason.
    Unknown(String),
}

/// Asks git for the state of a file.
#[must_use]
pub(super) fn state(file: &Path) -> State {
    let (Some(directory), Some(name)) = (file.parent(), file.file_name()) else { return State::Alone };
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
        Ok(output) if output.status.success() && output.stdout.is_empty() => State::Clean,
        Ok(output) if output.status.success() => State::Dirty,
        Ok(output) => failed(&String::from_utf8_lossy(&output.stderr)),
        Err(error) => State::Unknown(format!("it can't be run: {error}")),
    }
}

fn failed(said: &str) -> State {
    let reason = said.lines().next().unwrap_or_default().trim_start_matches("fatal: ");
    if reason.starts_with("not a git repository") { State::Alone } else { State::Unknown(reason.to_string()) }
}
