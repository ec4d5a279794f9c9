//! The workspace, as `cargo metadata` describes it, and how cargo is called.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::error::Error;
use crate::opts::Layout;

/// The workspace.
#[derive(Debug, Deserialize)]
pub struct Workspace {
    /// Where its `Cargo.toml` is. The compiler names source files of its members from there on.
    #[serde(rename = "workspace_root")]
    pub root: PathBuf,
    /// Where what is compiled goes.
    pub target_directory: PathBuf,
    /// The identifiers of all packages.
    #[serde(rename = "workspace_members")]
    pub(super) members: Vec<String>,
    /// The identifiers of the packages that cargo takes if none is named.
    #[serde(rename = "workspace_default_members")]
    pub(super) default_members: Vec<String>,
}

impl Workspace {
    /// The workspace of the package in this directory, or of the manifest that is named.
    ///
    /// # Errors
    /// If there is none, which cargo has then said.
    pub(super) fn find(opts: &Layout) -> Result<Self, Error> {
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
