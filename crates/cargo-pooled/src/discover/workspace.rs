//! The workspace, as `cargo metadata` describes it, and how cargo is called.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::error::Error;
use crate::opts::LayoutOpts;

/// The workspace.
#[derive(Debug, Deserialize)]
pub struct Workspace {
    /// Where its `Cargo.toml` is. The compiler names source files of its members from there on.
    #[serde(rename = "workspace_root")]
    pub root: PathBuf,
    /// Where what is compiled goes.
    pub(super) target_directory: PathBuf,
    /// Where what is compiled on the way goes, if cargo tells it from that.
    build_directory: Option<PathBuf>,
    packages: Vec<Package>,
    /// The identifiers of all packages.
    #[serde(rename = "workspace_members")]
    pub(super) members: Vec<String>,
    /// The identifiers of the packages that cargo takes if none is named.
    #[serde(rename = "workspace_default_members")]
    pub(super) default_members: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Package {
    manifest_path: PathBuf,
}

impl Workspace {
    /// The directories of its packages, which may be outside of the root.
    #[must_use]
    pub fn packages(&self) -> Vec<PathBuf> {
        let directory = |package: &Package| package.manifest_path.parent().map(Path::to_path_buf);
        self.packages.iter().filter_map(directory).collect()
    }

    /// The directories that builds write to, those for this command line included.
    #[must_use]
    pub fn made(&self, opts: &LayoutOpts) -> Vec<PathBuf> {
        let made = [Some(&self.target_directory), self.build_directory.as_ref(), opts.compile.target_dir.as_ref()];
        made.into_iter().flatten().cloned().collect()
    }

    /// The workspace of the package in this directory, or of the manifest that is named.
    ///
    /// # Errors
    /// If there is none, which cargo has then said.
    pub(super) fn find(opts: &LayoutOpts) -> Result<Self, Error> {
        let mut command = Command::new(program());
        command.args(["metadata", "--no-deps", "--format-version", "1", "--color", &opts.color.to_string()]);
        manifest(&mut command, opts.packages.manifest_path.as_deref());
        let output = command.stderr(Stdio::inherit()).output().map_err(|error| not_run(&command, &error))?;
        if !output.status.success() {
            return Err(Error::cargo(output.status.code()));
        }
        serde_json::from_slice(&output.stdout)
            .map_err(|error| Error::new(format!("can't read what `cargo metadata` says: {error}")))
    }
}

/// The cargo that called, if one did.
pub(super) fn program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

pub(super) fn not_run(command: &Command, error: &io::Error) -> Error {
    Error::new(format!("can't run `{}`: {error}", command.get_program().to_string_lossy()))
}

pub(super) fn manifest(command: &mut Command, path: Option<&Path>) {
    if let Some(path) = path {
        command.arg("--manifest-path").arg(path);
    }
}
