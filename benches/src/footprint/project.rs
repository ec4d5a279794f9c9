//! A package in a temporary folder. Dropping the value removes the folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the crate that is measured.
const POOLED_TYPES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

pub(super) struct Project(PathBuf);

impl Project {
    /// An empty package. Its dependencies, which are lines of TOML, are fetched.
    pub(super) fn new(name: &str, dependencies: &str) -> Result<Self, String> {
        let project = Self(std::env::temp_dir().join(format!("pooled-footprint-{}-{name}", std::process::id())));
        let manifest = format!(
            "[workspace]\n[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
             [dependencies]\n{dependencies}"
        );
        project.write("Cargo.toml", &manifest)?;
        project.write("src/main.rs", "fn main() {\n    println!(\"hello\");\n}\n")?;
        project.cargo(&["fetch"])?;
        Ok(project)
    }

    pub(super) fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let path = self.0.join(path);
        let folder = path.parent().unwrap_or(&self.0);
        let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, text));
        written.map_err(|error| format!("cannot write {}: {error}", path.display()))
    }

    /// Builds everything, without the network. Returns what cargo prints.
    pub(super) fn build(&self, profile: &str) -> Result<String, String> {
        let profile = if profile == "debug" { "dev" } else { profile };
        self.cargo(&["build", "--offline", "--profile", profile])
    }

    /// Removes what was built.
    pub(super) fn clean(&self) -> Result<(), String> {
        let target = self.0.join("target");
        if !target.exists() {
            return Ok(());
        }
        fs::remove_dir_all(&target).map_err(|error| format!("cannot remove {}: {error}", target.display()))
    }

    /// A binary of the release profile.
    pub(super) fn binary(&self, name: &str) -> PathBuf {
        self.0.join("target/release").join(name)
    }

    /// Runs cargo. Returns what it prints to standard error. Nothing is built incrementally: a crate from a registry
    /// never is.
    fn cargo(&self, arguments: &[&str]) -> Result<String, String> {
        let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
        let mut command = Command::new(cargo);
        command.args(arguments).args(["--color", "never"]).current_dir(&self.0).env("CARGO_INCREMENTAL", "0");
        command.env("CARGO_TARGET_DIR", self.0.join("target"));
        let output = command.output().map_err(|error| format!("cannot run cargo: {error}"))?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() { Ok(said) } else { Err(failure(arguments, &said)) }
    }
}

/// The message of a failure, with the first error that cargo printed.
fn failure(arguments: &[&str], said: &str) -> String {
    let complaint = said.lines().find(|line| line.starts_with("error")).unwrap_or("it does not say why");
    format!("`cargo {}` of a measured program failed: {complaint}", arguments.join(" "))
}

/// The dependency on the crate of this repository, as a line of TOML.
pub(super) fn pooled_types() -> String {
    format!("pooled-types = {{ path = {:?} }}\n", Path::new(POOLED_TYPES))
}

impl Drop for Project {
    fn drop(&mut self) {
        // A temporary folder that is left behind is no reason to fail.
        let _ = fs::remove_dir_all(&self.0);
    }
}
