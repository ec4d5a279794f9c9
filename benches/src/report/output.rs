//! Writes files. After that each file is whole: the new one or the old one.

use std::fs;
use std::path::{Path, PathBuf};

/// A file that is to be written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct File {
    /// Within the folder of the documents.
    pub(super) path: String,
    pub(super) text: String,
}

/// Where plots are, within the folder of the documents.
pub(super) const PLOTS: &str = "performance";

/// Replaces the files in `docs`, and removes plots of workloads that do not exist any more.
///
/// Everything is first written beside its place. If that fails, nothing has changed.
pub(super) fn replace(docs: &Path, files: &[File]) -> Result<(), String> {
    let plots = docs.join(PLOTS);
    fs::create_dir_all(&plots).map_err(|error| failed("create", &plots, &error))?;
    let written = files.iter().map(|file| write_beside(docs, file)).collect::<Result<Vec<_>, _>>();
    if written.is_err() {
        for file in files {
            let _ = fs::remove_file(beside(docs, file));
        }
    }
    for (from, to) in written? {
        fs::rename(&from, &to).map_err(|error| failed("replace", &to, &error))?;
    }
    remove_others(&plots, docs, files)
}

/// Replaces the files in `docs`, and leaves all others.
pub(super) fn write_each(docs: &Path, files: &[File]) -> Result<(), String> {
    files.iter().try_for_each(|file| {
        let (from, to) = write_beside(docs, file)?;
        fs::rename(&from, &to).map_err(|error| failed("replace", &to, &error))
    })
}

fn beside(docs: &Path, file: &File) -> PathBuf {
    docs.join(format!("{}.new", file.path))
}

fn write_beside(docs: &Path, file: &File) -> Result<(PathBuf, PathBuf), String> {
    let path = beside(docs, file);
    fs::write(&path, &file.text).map_err(|error| failed("write", &path, &error))?;
    Ok((path, docs.join(&file.path)))
}

fn remove_others(plots: &Path, docs: &Path, files: &[File]) -> Result<(), String> {
    let wanted: Vec<_> = files.iter().map(|file| docs.join(&file.path)).collect();
    for entry in fs::read_dir(plots).map_err(|error| failed("read", plots, &error))?.flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == "svg") && !wanted.contains(&path) {
            fs::remove_file(&path).map_err(|error| failed("remove", &path, &error))?;
        }
    }
    Ok(())
}

fn failed(what: &str, path: &Path, error: &std::io::Error) -> String {
    format!("cannot {what} {}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::{File, replace};

    /// An empty folder of this test.
    fn folder(test: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("report-{}-{test}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder for the test");
        folder
    }

    fn file(path: &str, text: &str) -> File {
        File { path: path.into(), text: text.into() }
    }

    fn names(folder: &std::path::Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("it is there");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
        names.sort();
        names
    }

    #[test]
    fn files_are_replaced_and_old_plots_removed() {
        let docs = folder("replaced");
        replace(&docs, &[file("A.md", "old"), file("performance/old.svg", "old")]).expect("first");
        fs::write(docs.join("performance/notes.txt"), "kept").expect("a file of someone else's");
        replace(&docs, &[file("A.md", "new"), file("performance/new.svg", "new")]).expect("second");
        assert_eq!(names(&docs), ["A.md", "performance"]);
        assert_eq!(names(&docs.join("performance")), ["new.svg", "notes.txt"]);
        assert_eq!(fs::read_to_string(docs.join("A.md")).expect("it is there"), "new");
        fs::remove_dir_all(docs).expect("it is removed");
    }

    #[test]
    fn when_one_cannot_be_written_none_is() {
        let docs = folder("failed");
        replace(&docs, &[file("A.md", "old")]).expect("first");
        let error = replace(&docs, &[file("A.md", "new"), file("nowhere/b.svg", "new")]).expect_err("no such folder");
        assert!(error.starts_with("cannot write") && error.contains("b.svg"), "{error}");
        assert_eq!(names(&docs), ["A.md", "performance"]);
        assert_eq!(fs::read_to_string(docs.join("A.md")).expect("it is there"), "old");
        fs::remove_dir_all(docs).expect("it is removed");
    }
}
