//! All files that change: the difference, and writing them.

use std::collections::BTreeMap;
use std::io;

use tempfile::TempPath;

use super::file_change::FileChange;
use super::obstacle::Obstacle;
use super::write_rules::WriteRules;
use crate::fix::refusal::Refusal;
use crate::fix::request::Request;
use crate::fix::rewrite::{Rewritten, rewrite};
use crate::fix::source_file::SourceFile;

/// What is to be rewritten.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The files that change.
    pub files: Vec<FileChange>,
    /// The definitions that can't be rewritten.
    pub refused: Vec<Refusal>,
    /// Why no file changes: one line that names those that can't be replaced. Empty if there are none.
    pub obstacles: String,
}

/// Plans all requests and writes nothing. There is at most one request for each definition.
///
/// A definition that is refused does not stop the others, but one file that can't be replaced stops all.
#[must_use]
pub fn plan(requests: &[Request], rules: &WriteRules) -> Plan {
    let mut plan = Plan::default();
    let mut files: BTreeMap<&SourceFile, Vec<&Request>> = BTreeMap::new();
    for request in requests {
        files.entry(&request.file).or_default().push(request);
    }
    for (file, requests) in files {
        match rules.read(file) {
            Ok(source) => plan.add(file, source, &requests),
            Err(reason) => plan.refused.extend(requests.iter().map(|request| request.refuse(&reason))),
        }
    }
    plan.obstacles = plan.find_obstacles(rules);
    if !plan.obstacles.is_empty() {
        plan.files.clear();
    }
    plan
}

impl Plan {
    fn add(&mut self, file: &SourceFile, old: String, requests: &[&Request]) {
        let Rewritten { text, notes, refused } = rewrite(&old, requests);
        self.refused.extend(refused);
        if text != old {
            self.files.push(FileChange { file: file.clone(), old, new: text, notes });
        }
    }

    /// Names all files that can't be replaced, obstacle by obstacle.
    fn find_obstacles(&self, rules: &WriteRules) -> String {
        let mut files: BTreeMap<Obstacle, Vec<&str>> = BTreeMap::new();
        for change in &self.files {
            if let Some(obstacle) = rules.obstacle(&change.file) {
                files.entry(obstacle).or_default().push(change.file.name());
            }
        }
        files.into_iter().map(|(obstacle, files)| obstacle.describe(&files)).collect::<Vec<_>>().join("; ")
    }

    /// For each definition that is rewritten, its path in the crate and notes on what else changes.
    pub fn notes(&self) -> impl Iterator<Item = &(String, Vec<String>)> {
        self.files.iter().flat_map(|change| &change.notes)
    }

    /// The unified difference of all files, with the notes before each file: `git apply` and `patch` skip them.
    #[must_use]
    pub fn diff(&self) -> String {
        self.files.iter().map(FileChange::diff).collect()
    }

    /// Writes all files in two steps: first each new file beside the old one, then all of them to their places.
    ///
    /// # Errors
    /// If a file can't be written or has changed since it was planned. In the first step no file has been replaced yet.
    /// If the second step fails, the message names the files that have been replaced.
    pub fn write(&self) -> io::Result<()> {
        self.replace(self.stage()?)
    }

    /// Puts the old text of all files back. A file that was not replaced is left as it is.
    ///
    /// # Errors
    /// That of the first file that can't be put back. All others are put back nevertheless.
    pub fn undo(&self) -> io::Result<()> {
        let undone: Vec<_> = self.files.iter().map(FileChange::undo).collect();
        undone.into_iter().collect()
    }

    /// Writes each new file beside the old one.
    pub(crate) fn stage(&self) -> io::Result<Vec<TempPath>> {
        self.files.iter().map(|change| change.stage().map_err(|error| change.failed(&error, &[]))).collect()
    }

    /// Moves the new files to the places of the old ones.
    pub(crate) fn replace(&self, staged: Vec<TempPath>) -> io::Result<()> {
        for (place, (change, new)) in self.files.iter().zip(staged).enumerate() {
            new.persist(change.file.path()).map_err(|error| change.failed(&error.error, &self.files[..place]))?;
        }
        Ok(())
    }
}
