//! All files at once: what would change, and writing it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::{fs, io};

use tempfile::{NamedTempFile, TempPath};

use super::place::{self, Obstacle};
use super::source::{self, Rewritten};
use super::wish::Wish;
use super::{Directories, RealFile, Refusal, unified};

/// Which files may be rewritten.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Those of the workspace.
    pub directories: Directories,
    /// Also files with changes that are not committed.
    pub allow_dirty: bool,
    /// Also files that are in no git repository.
    pub allow_no_vcs: bool,
    /// Nothing will be written: what git says of a file and whether it is writable do not matter.
    pub dry_run: bool,
    /// Files that were written by the same command: that these have changes does not matter.
    pub ours: BTreeSet<RealFile>,
}

/// What is to be rewritten.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The files that change.
    pub files: Vec<Change>,
    /// What can't be rewritten.
    pub refused: Vec<Refusal>,
    /// Why nothing is rewritten at all: the files that can't be replaced, in a line. Empty if there is none.
    pub obstacles: String,
}

/// A file that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which it is.
    pub file: RealFile,
    /// What is in it.
    pub old: String,
    /// What will be in it.
    pub new: String,
    /// For each type that is rewritten, its name and what else changes.
    pub notes: Vec<(String, Vec<String>)>,
}

/// Plans what the wishes ask for, all of them, at most one for each definition; writes nothing.
///
/// A definition that is refused does not stop the others, but one file that can't be replaced stops all.
#[must_use]
pub fn plan(wishes: &[Wish], options: &Options) -> Plan {
    let mut plan = Plan::default();
    let mut files: BTreeMap<&RealFile, Vec<&Wish>> = BTreeMap::new();
    for wish in wishes {
        files.entry(&wish.file).or_default().push(wish);
    }
    for (file, wishes) in files {
        match place::read(file, options) {
            Ok(source) => plan.add(file, source, &wishes),
            Err(reason) => plan.refused.extend(wishes.iter().map(|wish| wish.refuse(&reason))),
        }
    }
    plan.obstacles = plan.obstacles(options);
    if !plan.obstacles.is_empty() {
        plan.files.clear();
    }
    plan
}

impl Plan {
    fn add(&mut self, file: &RealFile, old: String, wishes: &[&Wish]) {
        let Rewritten { text, notes, refused } = source::rewrite(&old, wishes);
        self.refused.extend(refused);
        if text != old {
            self.files.push(Change { file: file.clone(), old, new: text, notes });
        }
    }

    /// All files that can't be replaced, by what is in the way.
    fn obstacles(&self, options: &Options) -> String {
        let mut files: BTreeMap<Obstacle, Vec<&str>> = BTreeMap::new();
        for change in &self.files {
            if let Some(obstacle) = place::obstacle(&change.file, options) {
                files.entry(obstacle).or_default().push(change.file.name());
            }
        }
        files.into_iter().map(|(obstacle, files)| obstacle.of(&files)).collect::<Vec<_>>().join("; ")
    }

    /// The types that are rewritten, and of each what else changes.
    pub fn notes(&self) -> impl Iterator<Item = &(String, Vec<String>)> {
        self.files.iter().flat_map(|change| &change.notes)
    }

    /// The unified difference of all files, the notes before each: `git apply` and `patch` skip them.
    #[must_use]
    pub fn diff(&self) -> String {
        self.files.iter().map(Change::diff).collect()
    }

    /// Writes all files, in two steps: first each beside the one that it replaces, then in its place.
    ///
    /// # Errors
    /// If a file can't be written or is no longer what it was when it was planned. In the first step no file has been changed;
    /// the message names those that have.
    pub fn write(&self) -> io::Result<()> {
        self.replace(self.stage()?)
    }

    /// Writes each file beside the one that it replaces.
    pub(super) fn stage(&self) -> io::Result<Vec<TempPath>> {
        self.files.iter().map(|change| change.stage().map_err(|error| change.failed(&error, &[]))).collect()
    }

    /// Puts these files in the places of those that change.
    pub(super) fn replace(&self, staged: Vec<TempPath>) -> io::Result<()> {
        for (place, (change, new)) in self.files.iter().zip(staged).enumerate() {
            new.persist(change.file.path()).map_err(|error| change.failed(&error.error, &self.files[..place]))?;
        }
        Ok(())
    }
}

impl Change {
    fn diff(&self) -> String {
        let mut text = String::new();
        for (ty, notes) in &self.notes {
            for note in notes {
                let _ = writeln!(text, "# {ty}: {note}");
            }
        }
        text + &unified::difference(self.file.name(), &self.old, &self.new)
    }

    /// Writes the new text beside the file, with its permissions.
    fn stage(&self) -> io::Result<TempPath> {
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

    fn failed(&self, error: &io::Error, written: &[Self]) -> io::Error {
        let others: Vec<_> = written.iter().map(|change| format!("`{}`", change.file.name())).collect();
        let others = match &others[..] {
            [] => "no file was changed".to_string(),
            files => format!("changed before: {}", files.join(", ")),
        };
        io::Error::new(error.kind(), format!("`{}` can't be written: {error}; {others}", self.file.name()))
    }
}
