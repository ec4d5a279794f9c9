//! Running cargo and hearing what it made.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};

use serde::Deserialize;

use super::package::name_and_version;
use super::workspace::{Workspace, manifest, not_run, program};
use super::wrapper;
use crate::error::Error;
use crate::opts::LayoutOpts;
use crate::unit::Unit;

/// What cargo is told to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Only metadata is made.
    Check,
    /// Objects are made, with all statics in them.
    Build,
}

/// Something that cargo made, or had made before.
#[derive(Debug, Deserialize)]
pub(super) struct Artifact {
    pub(super) package_id: String,
    pub(super) target: Target,
    pub(super) profile: Profile,
    filenames: Vec<PathBuf>,
}

/// A library, a binary and so on.
#[derive(Debug, Deserialize)]
pub(super) struct Target {
    pub(super) name: String,
    pub(super) kind: Vec<String>,
}

/// How it was compiled.
#[derive(Debug, Deserialize)]
pub(super) struct Profile {
    pub(super) test: bool,
}

#[derive(Deserialize)]
struct Message {
    reason: String,
}

impl Artifact {
    /// The files that can have types in them: objects if there are any, else metadata.
    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.filenames.iter().filter(|file| is_metadata(file) != self.has_objects())
    }

    /// Whether there is more than metadata. That may have the types of other crates in it.
    pub(super) fn has_objects(&self) -> bool {
        !self.filenames.iter().all(|file| is_metadata(file))
    }

    /// What it was made of.
    pub(super) fn unit(&self) -> Unit {
        Unit::new(name_and_version(&self.package_id).0, &self.target.kind, &self.target.name, self.profile.test)
    }

    /// The name of the crate, as in paths of modules.
    pub(super) fn krate(&self) -> String {
        self.target.name.replace('-', "_")
    }
}

fn is_metadata(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "rmeta")
}

/// Runs cargo. Its progress and the compiler's messages are shown as always.
pub(super) fn run(opts: &LayoutOpts, workspace: &Workspace, mode: Mode) -> Result<Vec<Artifact>, Error> {
    let mut command = command(opts, workspace, mode)?;
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_run(&command, &error))?;
    let artifacts = child.stdout.take().map(artifacts).unwrap_or_default();
    let status = child.wait().map_err(|error| not_run(&command, &error))?;
    if status.success() { Ok(artifacts) } else { Err(Error::cargo(status.code())) }
}

/// Cargo ends its output when it ends; a line that is no message comes from a macro that prints.
fn artifacts(stdout: ChildStdout) -> Vec<Artifact> {
    let lines = BufReader::new(stdout).split(b'\n').map_while(Result::ok);
    lines.filter_map(|line| artifact(&line)).collect()
}

fn artifact(line: &[u8]) -> Option<Artifact> {
    let Ok(message) = serde_json::from_slice::<Message>(line) else {
        anstream::eprintln!("{}", String::from_utf8_lossy(line));
        return None;
    };
    if message.reason != "compiler-artifact" {
        return None;
    }
    serde_json::from_slice(line).ok()
}

fn command(opts: &LayoutOpts, workspace: &Workspace, mode: Mode) -> Result<Command, Error> {
    let mut command = Command::new(program());
    command.arg(if mode == Mode::Check { "check" } else { "build" });
    command.args(["--message-format", "json-render-diagnostics", "--color", &opts.color.to_string()]);
    packages(&mut command, opts);
    targets(&mut command, opts);
    build(&mut command, opts);
    if let Some(directory) = target_dir(opts, workspace, mode) {
        command.arg("--target-dir").arg(directory);
    }
    wrapper::install(&mut command, mode == Mode::Build).map_err(Error::new)?;
    Ok(command)
}

/// A build gets a directory of its own, so that the user's files are not replaced by ones compiled in an unusual way.
fn target_dir(opts: &LayoutOpts, workspace: &Workspace, mode: Mode) -> Option<PathBuf> {
    let asked = opts.compile.target_dir.clone();
    match mode {
        Mode::Check => asked,
        Mode::Build => Some(asked.unwrap_or_else(|| workspace.target_directory.clone()).join("pooled")),
    }
}

fn packages(command: &mut Command, opts: &LayoutOpts) {
    let packages = &opts.packages;
    flag(command, "--workspace", packages.workspace);
    each(command, "--package", &packages.package);
    each(command, "--exclude", &packages.exclude);
    manifest(command, packages.manifest_path.as_deref());
}

fn targets(command: &mut Command, opts: &LayoutOpts) {
    let targets = &opts.targets;
    flag(command, "--lib", targets.lib);
    flag(command, "--bins", targets.bins);
    flag(command, "--examples", targets.examples);
    flag(command, "--tests", targets.tests);
    flag(command, "--all-targets", targets.all_targets);
    each(command, "--bin", &targets.bin);
    each(command, "--example", &targets.example);
    each(command, "--test", &targets.test);
}

fn build(command: &mut Command, opts: &LayoutOpts) {
    let build = &opts.compile;
    each(command, "--features", &build.features);
    flag(command, "--all-features", build.all_features);
    flag(command, "--no-default-features", build.no_default_features);
    flag(command, "--release", build.release);
    each(command, "--profile", build.profile.as_slice());
    each(command, "--target", build.target.as_slice());
    flag(command, "--locked", build.locked);
    flag(command, "--offline", build.offline);
    flag(command, "--frozen", build.frozen);
    flag(command, "--quiet", build.quiet);
}

fn flag(command: &mut Command, name: &str, is_set: bool) {
    if is_set {
        command.arg(name);
    }
}

/// One argument each, so that no value is taken for an option.
fn each(command: &mut Command, name: &str, values: &[String]) {
    command.args(values.iter().map(|value| format!("{name}={value}")));
}
