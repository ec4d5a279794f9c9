//! Small packages in temporary directories that use the workspace's crates.
//!
//! The packages of different tests have different names. They share a target directory, and cargo names what it
//! compiles of a workspace after the package, wherever the workspace is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::ValueEnum;
use serde_json::Value;
use tempfile::TempDir;

/// A struct of 16 bytes on all targets but those with 4-byte alignment of `u64`, and its imports.
pub(crate) const PLAIN: &str = "
#[derive(pooled_types::Reset, Default)]
pub struct Plain { pub a: u8, #[pooled(hot)] pub b: u64 }
";

/// A type like [`PLAIN`] of this name.
pub(crate) fn type_of(name: &str) -> String {
    PLAIN.replace("Plain", name)
}

/// A program with such a type.
pub(crate) fn with_main(name: &str) -> String {
    format!("{}fn main() {{ let _ = {name}::default(); }}", type_of(name))
}

/// Packages that cargo sees.
pub(crate) struct Project {
    directory: TempDir,
}

/// What a program said, and its exit code.
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The manifest of a package, with more lines behind it.
pub(crate) fn manifest(name: &str, more: &str) -> String {
    let facade = root().display().to_string().replace('\\', "/");
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         pooled-types = {{ path = \"{facade}\", default-features = false }}\n{more}"
    )
}

impl Project {
    /// The package `name` with these files; the manifest is added to.
    pub(crate) fn new(name: &str, more: &str, files: &[(&str, &str)]) -> Self {
        let manifest = manifest(name, &format!("{more}\n[workspace]\n"));
        let files: Vec<_> = [("Cargo.toml", manifest.as_str())].into_iter().chain(files.iter().copied()).collect();
        Self::of(&files)
    }

    /// These files. The versions of dependencies are those of the workspace, so that nothing is downloaded.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let project = Self { directory: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            project.write(path, text);
        }
        fs::copy(root().join("Cargo.lock"), project.path("Cargo.lock")).unwrap();
        project
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    /// A command in the project. All share what they compile of the workspace.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.directory.path()).env("CARGO_TARGET_DIR", env!("CARGO_TARGET_TMPDIR"));
        command.env("CARGO_NET_OFFLINE", "true").env_remove("RUSTFLAGS").env_remove("RUSTC_WORKSPACE_WRAPPER");
        command.stdin(Stdio::null());
        command
    }

    /// `cargo pooled layout` as cargo calls it.
    pub(crate) fn layout_command(&self, args: &[&str]) -> Command {
        let mut command = self.command(env!("CARGO_BIN_EXE_cargo-pooled"));
        command.args(["pooled", "layout"]).args(args);
        command
    }

    pub(crate) fn layout(&self, args: &[&str]) -> Said {
        said(&mut self.layout_command(args))
    }

    /// The report as JSON.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let said = self.layout(&[&["--format", "json"], args].concat());
        assert_eq!(said.code, Some(0), "{}", said.err);
        serde_json::from_str(&said.out).unwrap()
    }

    /// The names of the reported types.
    pub(crate) fn names(&self, args: &[&str]) -> Vec<String> {
        let report = self.json(args);
        types(&report).iter().map(|ty| ty["name"].as_str().unwrap().to_string()).collect()
    }
}

/// The types of a report.
pub(crate) fn types(report: &Value) -> &[Value] {
    report["types"].as_array().unwrap()
}

/// The name and the offset of each field of a type.
pub(crate) fn offsets(ty: &Value) -> Vec<(&str, u64)> {
    let fields = ty["fields"].as_array().unwrap().iter();
    fields.map(|field| (field["name"].as_str().unwrap(), field["offset"].as_u64().unwrap())).collect()
}

/// How a value is written on the command line.
pub(crate) fn word(value: &impl ValueEnum) -> String {
    value.to_possible_value().expect("no value is hidden").get_name().to_owned()
}

pub(crate) fn said(command: &mut Command) -> Said {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Said { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}
