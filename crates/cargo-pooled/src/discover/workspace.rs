//! The workspace, as `cargo metadata` describes it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::cargo_command::{manifest, not_run, program};
use crate::error::Error;
use crate::opts::LayoutOpts;

/// The workspace.
#[derive(Debug, Deserialize)]
pub struct Workspace {
    /// The directory of its `Cargo.toml`. The compiler names the source files of members by their paths from here.
    #[serde(rename = "workspace_root")]
    pub root: PathBuf,
    /// The directory for what is compiled.
    pub(super) target_directory: PathBuf,
    /// The directory for intermediate files, if this cargo tells it from the other.
    build_directory: Option<PathBuf>,
    packages: Vec<MemberPackage>,
    /// The identifiers of all packages.
    #[serde(rename = "workspace_members")]
    pub(super) members: Vec<String>,
    /// The identifiers of the packages that cargo takes if the command line names none.
    #[serde(rename = "workspace_default_members")]
    pub(super) default_members: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct MemberPackage {
    manifest_path: PathBuf,
}

impl Workspace {
    /// The directories of its packages. They may be outside of the root.
    #[must_use]
    pub fn packages(&self) -> Vec<PathBuf> {
        let directory = |package: &MemberPackage| package.manifest_path.parent().map(Path::to_path_buf);
        self.packages.iter().filter_map(directory).collect()
    }

    /// The directories that builds write to, the one of this command line included.
    #[must_use]
    pub fn build_directories(&self, opts: &LayoutOpts) -> Vec<PathBuf> {
        let all = [Some(&self.target_directory), self.build_directory.as_ref(), opts.compile.target_dir.as_ref()];
        all.into_iter().flatten().cloned().collect()
    }

    /// The workspace of the package in the current directory, or of the manifest that the command line names.
    ///
    /// # Errors
    /// If there is none. Cargo has then said so.
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
