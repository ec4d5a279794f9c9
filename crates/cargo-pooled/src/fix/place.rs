//! Which files may be rewritten.

use std::fs;

use super::RealFile;
use super::git::{self, State};
use super::plan::Options;

/// Reads a file, if it is one of the workspace.
///
/// # Errors
/// Says why it may not.
pub(super) fn read(file: &RealFile, options: &Options) -> Result<String, String> {
    let path = file.path();
    let bytes = fs::read(path).map_err(|error| format!("`{}` can't be read: {error}", path.display()))?;
    if !options.directories.have(file) {
        return Err("the file is not in the workspace".to_string());
    }
    if options.directories.are_made(file) {
        return Err("the file is in the target directory, where builds make it".to_string());
    }
    String::from_utf8(bytes).map_err(|_| "the file is not UTF-8".to_string())
}

/// Why a file can't be replaced: one such file, and none is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Obstacle {
    ReadOnly,
    Dirty,
    NoRepository,
    /// Git does not say whether it is dirty, for this reason.
    Unknown(String),
}

impl Obstacle {
    /// Of one file or several: what they have or are, and what to do.
    pub(super) fn of(&self, files: &[&str]) -> String {
        let (has, is) = if files.len() == 1 { ("has", "is") } else { ("have", "are") };
        let rest = match self {
            Self::ReadOnly => format!("{is} read-only"),
            Self::Dirty => {
                format!("{has} changes that are not committed (commit them, or pass `--allow-dirty`)")
            }
            Self::NoRepository => {
                format!("{is} in no git repository (to rewrite nevertheless, pass `--allow-no-vcs`)")
            }
            Self::Unknown(reason) => {
                format!(
                    "may have changes that are not committed, git says: {reason} (to rewrite nevertheless, pass `--allow-no-vcs`)"
                )
            }
        };
        let names: Vec<_> = files.iter().map(|file| format!("`{file}`")).collect();
        format!("{} {rest}", names.join(", "))
    }
}

pub(super) fn obstacle(file: &RealFile, options: &Options) -> Option<Obstacle> {
    if options.dry_run {
        return None;
    }
    let (path, is_ours) = (file.path(), options.ours.contains(file));
    if fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly()) {
        return Some(Obstacle::ReadOnly);
    }
    match git::state(path) {
        State::Dirty if !options.allow_dirty && !is_ours => Some(Obstacle::Dirty),
        State::Alone if !options.allow_no_vcs => Some(Obstacle::NoRepository),
        State::Unknown(reason) if !options.allow_no_vcs => Some(Obstacle::Unknown(reason)),
        _ => None,
    }
}
