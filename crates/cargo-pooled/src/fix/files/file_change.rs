//! A file that changes.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::{fs, io};

use tempfile::{NamedTempFile, TempPath};

use super::unified_diff::unified_diff;
use crate::fix::source_file::SourceFile;

/// A file that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The file.
    pub file: SourceFile,
    /// Its present text.
    pub old: String,
    /// Its text afterwards.
    pub new: String,
    /// For each definition that is rewritten, its path in the crate and notes on what else changes.
    pub notes: Vec<(String, Vec<String>)>,
}

impl FileChange {
    /// The notes, and below them the unified difference.
    pub(super) fn diff(&self) -> String {
        let mut text = String::new();
        for (definition, notes) in &self.notes {
            for note in notes {
                let _ = writeln!(text, "# {definition}: {note}");
            }
        }
        text + &unified_diff(self.file.name(), &self.old, &self.new)
    }

    /// Puts the old text back, if it is not there.
    ///
    /// # Errors
    /// If the file can't be written, or is no longer what this change made of it.
    pub(super) fn undo(&self) -> io::Result<()> {
        if fs::read(self.file.path()).is_ok_and(|now| now == self.old.as_bytes()) {
            return Ok(());
        }
        let Self { file, old, new, notes: _ } = self.clone();
        let back = Self { file, old: new, new: old, notes: Vec::new() };
        let undone = back.stage().and_then(|staged| staged.persist(back.file.path()).map_err(|error| error.error));
        undone.map_err(|error| io::Error::new(error.kind(), format!("`{}`: {error}", self.file.name())))
    }

    /// Writes the new text to a file beside this one, with the same permissions.
    pub(super) fn stage(&self) -> io::Result<TempPath> {
        let path = self.file.path();
        if fs::read(path)? != self.old.as_bytes() {
            return Err(io::Error::other("the file has changed in the meantime"));
        }
        let mut new = NamedTempFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
        new.write_all(self.new.as_bytes())?;
        new.as_file().set_permissions(fs::metadata(path)?.permissions())?;
        new.as_file().sync_all()?;
        Ok(new.into_temp_path())
    }

    /// The error that this file can't be written. It names the files that were `written` before.
    pub(super) fn failed(&self, error: &io::Error, written: &[Self]) -> io::Error {
        let others: Vec<_> = written.iter().map(|change| format!("`{}`", change.file.name())).collect();
        let others = match &others[..] {
            [] => "no file was changed".to_string(),
            files => format!("changed before: {}", files.join(", ")),
        };
        io::Error::new(error.kind(), format!("`{}` can't be written: {error}; {others}", self.file.name()))
    }
}
