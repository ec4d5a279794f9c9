//! Which files may be rewritten.

use std::collections::BTreeSet;
use std::fs;

use super::git::{self, GitState};
use super::obstacle::Obstacle;
use crate::fix::source_file::{Directories, SourceFile};

/// Which files may be rewritten.
#[derive(Clone, Debug, Default)]
pub struct WriteRules {
    /// Files of this workspace may be.
    pub directories: Directories,
    /// Files with changes that are not committed may be.
    pub allow_dirty: bool,
    /// Files that are in no git repository may be.
    pub allow_no_vcs: bool,
    /// Nothing will be written. So it does not matter what git says of a file and whether it is read-only.
    pub dry_run: bool,
    /// Files that the same command has written before. So it does not matter that they have changes.
    pub written: BTreeSet<SourceFile>,
}

impl WriteRules {
    /// Reads a file, if it is one of the workspace that no build makes.
    ///
    /// # Errors
    /// Says why the definitions in it are refused.
    pub(super) fn read(&self, file: &SourceFile) -> Result<String, String> {
        let path = file.path();
        let bytes = fs::read(path).map_err(|error| format!("`{}` can't be read: {error}", path.display()))?;
        if !self.directories.have(file) {
            return Err("the file is not in the workspace".to_string());
        }
        if self.directories.have_built(file) {
            return Err("the file is in the target directory, where builds make it".to_string());
        }
        String::from_utf8(bytes).map_err(|_| "the file is not UTF-8".to_string())
    }

    /// Why a file can't be replaced; `None` if it can be.
    pub(super) fn obstacle(&self, file: &SourceFile) -> Option<Obstacle> {
        if self.dry_run {
            return None;
        }
        let path = file.path();
        if fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly()) {
            return Some(Obstacle::ReadOnly);
        }
        match git::state(path) {
            GitState::Clean => None,
            GitState::Dirty => (!self.allow_dirty && !self.written.contains(file)).then_some(Obstacle::Dirty),
            GitState::NoRepository => (!self.allow_no_vcs).then_some(Obstacle::NoRepository),
            GitState::Unknown(reason) => (!self.allow_no_vcs).then_some(Obstacle::Unknown(reason)),
        }
    }
}
