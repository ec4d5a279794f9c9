//! The files that git tracks.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// A text file.
pub(crate) struct File {
    /// Below the root of the repository, with slashes.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    /// Whether its name has this extension.
    pub(crate) fn has_extension(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|found| found == extension)
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The tracked text files of this repository, by path. `None` if this is a copy without a repository.
pub(crate) fn files() -> Option<Vec<File>> {
    if !root().join(".git").exists() {
        eprintln!("left out: there is no git repository here");
        return None;
    }
    let output = Command::new("git").current_dir(root()).args(["ls-files", "-z"]).output().expect("git can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let paths = String::from_utf8(output.stdout).expect("the paths are text");
    let files: Vec<_> = paths.split_terminator('\0').filter_map(read).collect();
    assert!(!files.is_empty(), "git tracks no file");
    Some(files)
}

/// `None` for a file that is no text, or that was deleted since git saw it.
fn read(path: &str) -> Option<File> {
    match fs::read_to_string(root().join(PathBuf::from(path))) {
        Ok(text) => Some(File { path: path.to_owned(), text }),
        Err(error) if [io::ErrorKind::InvalidData, io::ErrorKind::NotFound].contains(&error.kind()) => None,
        Err(error) => panic!("{path}: {error}"),
    }
}

/// The text of the file at `path`, which must be there.
pub(crate) fn text_of<'a>(files: &'a [File], path: &str) -> &'a str {
    let file = files.iter().find(|file| file.path == path);
    &file.unwrap_or_else(|| panic!("there is no file {path}")).text
}

/// The lines between the line that is `start`, which must be there, and the next one that is an end. Indents are left
/// out.
pub(crate) fn lines_between<'a>(text: &'a str, start: &str, is_end: impl Fn(&str) -> bool) -> Vec<&'a str> {
    let mut lines = text.lines().map(str::trim).skip_while(|line| *line != start);
    assert!(lines.next().is_some(), "there is no `{start}`");
    lines.take_while(|line| !is_end(line)).collect()
}
