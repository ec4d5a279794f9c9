//! What cargo made, as its messages tell.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::package::name_and_version;
use crate::unit::Unit;

/// Something that cargo made in this run or an earlier one: a message of cargo.
#[derive(Debug, Deserialize)]
pub struct Artifact {
    pub(super) package_id: String,
    target: ArtifactTarget,
    profile: ArtifactProfile,
    filenames: Vec<PathBuf>,
}

/// The part of a package that was compiled: a library, a binary and so on. Cargo calls it a target.
#[derive(Debug, Deserialize)]
struct ArtifactTarget {
    name: String,
    kind: Vec<String>,
}

/// How it was compiled.
#[derive(Debug, Deserialize)]
struct ArtifactProfile {
    test: bool,
}

/// Any message of cargo.
#[derive(Deserialize)]
struct Message {
    reason: String,
}

impl Artifact {
    /// The files that can have types in them: objects if there are any, else metadata.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.filenames.iter().filter(|file| is_metadata(file) != self.has_objects())
    }

    /// Whether there is more than metadata. Objects may have the types of other crates in them.
    #[must_use]
    pub fn has_objects(&self) -> bool {
        !self.filenames.iter().all(|file| is_metadata(file))
    }

    /// The part of a package that it was made of.
    #[must_use]
    pub fn unit(&self) -> Unit {
        Unit::new(name_and_version(&self.package_id).0, &self.target.kind, &self.target.name, self.profile.test)
    }

    /// The name of the crate, as in paths of modules.
    #[must_use]
    pub fn krate(&self) -> String {
        self.target.name.replace('-', "_")
    }

    /// Whether it is the runtime of pooled types.
    pub(super) fn is_runtime(&self) -> bool {
        self.target.name == "pooled_runtime"
    }
}

fn is_metadata(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "rmeta")
}

/// The artifacts that cargo tells of on its standard output, up to the end of it.
///
/// A line that is no message comes from a procedural macro that prints. It is shown.
pub(super) fn read(stdout: impl BufRead) -> Vec<Artifact> {
    let lines = stdout.split(b'\n').map_while(Result::ok);
    let told = |line: Vec<u8>| {
        artifact(&line).unwrap_or_else(|_| {
            anstream::eprintln!("{}", String::from_utf8_lossy(&line));
            None
        })
    };
    lines.filter_map(told).collect()
}

/// The artifact that a line of cargo's standard output tells of, if it tells of one.
///
/// # Errors
/// If the line is no message of cargo.
pub fn artifact(line: &[u8]) -> serde_json::Result<Option<Artifact>> {
    let message: Message = serde_json::from_slice(line)?;
    Ok(if message.reason == "compiler-artifact" { serde_json::from_slice(line).ok() } else { None })
}
