//! Runs `cargo check` or `cargo build` with the options of the command line.

use std::io::BufReader;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::artifact::{self, Artifact};
use super::cargo_command::{manifest, not_run, program};
use super::mode::Mode;
use super::workspace::Workspace;
use super::wrapper;
use crate::error::Error;
use crate::opts::{CompileOpts, LayoutOpts, PackageOpts, TargetOpts};

/// Runs cargo; returns what it made. Its progress and the compiler's messages are shown as always.
pub(super) fn compile(opts: &LayoutOpts, workspace: &Workspace, mode: Mode) -> Result<Vec<Artifact>, Error> {
    let mut command = command(opts, workspace, mode)?;
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_run(&command, &error))?;
    // Cargo closes its output when it ends.
    let artifacts = child.stdout.take().map(|stdout| artifact::read(BufReader::new(stdout))).unwrap_or_default();
    let status = child.wait().map_err(|error| not_run(&command, &error))?;
    if status.success() { Ok(artifacts) } else { Err(Error::cargo(status.code())) }
}

/// Whether the crates compile for the report. What the compiler says is not shown.
pub(super) fn compiles(opts: &LayoutOpts, workspace: &Workspace, mode: Mode) -> bool {
    let command = command(opts, workspace, mode);
    let status = command.map(|mut command| command.stdout(Stdio::null()).stderr(Stdio::null()).status());
    status.is_ok_and(|status| status.is_ok_and(|status| status.success()))
}

/// Runs `cargo check` as a user would, without this program in place of the compiler; returns whether all is well. If
/// not, what cargo says is shown.
pub(super) fn check(opts: &LayoutOpts) -> bool {
    let mut command = plain(opts, Mode::Check);
    if let Some(directory) = &opts.compile.target_dir {
        command.arg("--target-dir").arg(directory);
    }
    let Ok(output) = command.output() else { return false };
    if !output.status.success() {
        anstream::eprint!("{}", String::from_utf8_lossy(&output.stderr));
    }
    output.status.success()
}

fn command(opts: &LayoutOpts, workspace: &Workspace, mode: Mode) -> Result<Command, Error> {
    let mut command = plain(opts, mode);
    command.args(["--message-format", "json-render-diagnostics"]);
    if let Some(directory) = target_dir(&opts.compile, workspace, mode) {
        command.arg("--target-dir").arg(directory);
    }
    let target = opts.compile.target_dir.as_ref().unwrap_or(&workspace.target_directory);
    // Cargo takes a relative path for a name.
    let wrappers =
        std::path::absolute(target.join("pooled/wrappers")).map_err(|error| Error::new(error.to_string()))?;
    wrapper::install(&mut command, mode, &wrappers).map_err(Error::new)?;
    Ok(command)
}

/// Cargo with the options of the command line.
fn plain(opts: &LayoutOpts, mode: Mode) -> Command {
    let mut command = Command::new(program());
    command.arg(mode.subcommand()).args(["--color", &opts.color.to_string()]);
    packages(&mut command, &opts.packages);
    targets(&mut command, &opts.targets);
    options(&mut command, &opts.compile);
    command
}

/// The directory for what the compiler writes, if it is not the usual one. A build gets a directory of its own: its
/// objects are compiled in an unusual way, and are not to replace the user's.
fn target_dir(opts: &CompileOpts, workspace: &Workspace, mode: Mode) -> Option<PathBuf> {
    let asked = opts.target_dir.clone();
    match mode {
        Mode::Check => asked,
        Mode::Build => Some(asked.unwrap_or_else(|| workspace.target_directory.clone()).join("pooled")),
    }
}

fn packages(command: &mut Command, opts: &PackageOpts) {
    let PackageOpts { package, workspace, exclude, manifest_path } = opts;
    flag(command, "--workspace", *workspace);
    each(command, "--package", package);
    each(command, "--exclude", exclude);
    manifest(command, manifest_path.as_deref());
}

fn targets(command: &mut Command, opts: &TargetOpts) {
    let TargetOpts { lib, bin, bins, example, examples, test, tests, bench, benches, all_targets } = opts;
    flag(command, "--lib", *lib);
    flag(command, "--bins", *bins);
    flag(command, "--examples", *examples);
    flag(command, "--tests", *tests);
    flag(command, "--benches", *benches);
    flag(command, "--all-targets", *all_targets);
    each(command, "--bin", bin);
    each(command, "--example", example);
    each(command, "--test", test);
    each(command, "--bench", bench);
}

/// The options of cargo. Two are for [`target_dir`] and the choice of the [`Mode`].
fn options(command: &mut Command, opts: &CompileOpts) {
    let CompileOpts {
        features,
        all_features,
        no_default_features,
        release,
        profile,
        target,
        target_dir: _,
        build: _,
        locked,
        offline,
        frozen,
        quiet,
    } = opts;
    each(command, "--features", features);
    flag(command, "--all-features", *all_features);
    flag(command, "--no-default-features", *no_default_features);
    flag(command, "--release", *release);
    each(command, "--profile", profile.as_slice());
    each(command, "--target", target);
    flag(command, "--locked", *locked);
    flag(command, "--offline", *offline);
    flag(command, "--frozen", *frozen);
    flag(command, "--quiet", *quiet);
}

fn flag(command: &mut Command, name: &str, is_set: bool) {
    if is_set {
        command.arg(name);
    }
}

/// One argument for each value. The name is in the same argument, so that cargo does not take a value for an option.
fn each(command: &mut Command, name: &str, values: &[String]) {
    command.args(values.iter().map(|value| format!("{name}={value}")));
}
