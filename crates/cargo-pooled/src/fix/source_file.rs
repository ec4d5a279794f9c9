//! Source files by their places on the disk. The compiler may have several names for one of them.

use std::path::{Path, PathBuf};

/// The directories of a workspace, as absolute paths without links.
#[derive(Clone, Debug, Default)]
pub struct Directories {
    root: PathBuf,
    packages: Vec<PathBuf>,
    /// The directories that builds write to.
    build: Vec<PathBuf>,
    /// The nearest directory above the root that has all packages in it, or the root itself.
    base: PathBuf,
}

/// A source file. Two are equal if they are the same file, whatever the compiler calls it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceFile {
    path: PathBuf,
    /// The path that messages show.
    name: String,
}

impl Directories {
    /// The directories of a workspace: its root, which the compiler's file names start from; those of its packages,
    /// which may be outside of the root; and those that builds write to.
    #[must_use]
    pub fn new(root: &Path, packages: &[PathBuf], build: &[PathBuf]) -> Self {
        let all = |paths: &[PathBuf]| paths.iter().map(|path| resolved(path)).collect();
        let (root, packages, build): (_, Vec<PathBuf>, _) = (resolved(root), all(packages), all(build));
        let holds_all = |base: &&Path| packages.iter().all(|package| package.starts_with(base));
        let base = root.ancestors().find(holds_all).unwrap_or(&root).to_path_buf();
        Self { root, packages, build, base }
    }

    /// Whether a file belongs to the workspace.
    pub(super) fn have(&self, file: &SourceFile) -> bool {
        [&self.root].into_iter().chain(&self.packages).any(|directory| file.path.starts_with(directory))
    }

    /// Whether a build may have written the file.
    pub(super) fn have_built(&self, file: &SourceFile) -> bool {
        self.build.iter().any(|directory| file.path.starts_with(directory))
    }
}

impl SourceFile {
    /// The file that the compiler calls `file`. If there is none, that stays its name.
    #[must_use]
    pub fn of(file: &str, directories: &Directories) -> Self {
        let path = directories.root.join(file);
        match path.canonicalize() {
            Ok(path) => Self { name: name(&path, &directories.base), path },
            Err(_) => Self { path, name: file.to_string() },
        }
    }

    /// The path on the disk.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path as messages show it: from the directory that has all packages in it, which mostly is the root of the
    /// workspace.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A directory as an absolute path without links. One that does not exist stays as it is.
fn resolved(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

fn name(path: &Path, base: &Path) -> String {
    let Ok(inner) = path.strip_prefix(base) else { return path.display().to_string() };
    let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
