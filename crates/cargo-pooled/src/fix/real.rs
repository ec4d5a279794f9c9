//! Source files as they lie on the disk: the compiler may have several names for one.

use std::path::{Path, PathBuf};

/// The directories of a workspace. They are taken as they lie on the disk, without links.
#[derive(Clone, Debug, Default)]
pub struct Directories {
    root: PathBuf,
    packages: Vec<PathBuf>,
    made: Vec<PathBuf>,
    base: PathBuf,
}

/// A source file: the same whatever the compiler calls it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RealFile {
    path: PathBuf,
    name: String,
}

impl Directories {
    /// The root of a workspace, which the compiler's file names start from; its packages, of which some may be elsewhere; and
    /// where builds make files.
    #[must_use]
    pub fn new(root: &Path, packages: &[PathBuf], made: &[PathBuf]) -> Self {
        let all = |paths: &[PathBuf]| paths.iter().map(|path| real(path)).collect();
        let (root, packages, made): (_, Vec<PathBuf>, _) = (real(root), all(packages), all(made));
        let holds_all = |base: &&Path| packages.iter().all(|package| package.starts_with(base));
        let base = root.ancestors().find(holds_all).unwrap_or(&root).to_path_buf();
        Self { root, packages, made, base }
    }

    /// Whether a file is one of the workspace.
    pub(super) fn have(&self, file: &RealFile) -> bool {
        [&self.root].into_iter().chain(&self.packages).any(|directory| file.path.starts_with(directory))
    }

    /// Whether a build may have made the file.
    pub(super) fn are_made(&self, file: &RealFile) -> bool {
        self.made.iter().any(|directory| file.path.starts_with(directory))
    }
}

impl RealFile {
    /// What the compiler calls `file`. If it can't be found, its name is that of the compiler.
    #[must_use]
    pub fn of(file: &str, directories: &Directories) -> Self {
        let path = directories.root.join(file);
        match path.canonicalize() {
            Ok(path) => Self { name: name(&path, &directories.base), path },
            Err(_) => Self { path, name: file.to_string() },
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its path from the directory on that holds all packages, which mostly is the root of the workspace.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A directory that is not there has no other name.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

fn name(path: &Path, base: &Path) -> String {
    let Ok(inner) = path.strip_prefix(base) else { return path.display().to_string() };
    let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
