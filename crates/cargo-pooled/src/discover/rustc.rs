//! What the compiler says.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::cargo::Artifact;
use crate::opts::LayoutOpts;

/// What a crate says that is compiled to see whether its metadata has it.
const PROBE: &str = "const _: () = { static PROBE: [u64; 3] = [0x7265_7571_6e61_0101 + 0, 3 * 7, 11 * 13]; };";

fn compiler() -> Command {
    Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

fn output(args: &[&str]) -> String {
    let output = compiler().args(args).stderr(Stdio::null()).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

/// The name of the target that cargo compiled for. What was not said on the command line may be in a configuration file; then
/// it is a directory in the paths of what cargo made.
pub(super) fn target(opts: &LayoutOpts, artifacts: &[Artifact]) -> String {
    let said =
        opts.compile.target.clone().or_else(|| env::var("CARGO_BUILD_TARGET").ok().filter(|said| !said.is_empty()));
    if let Some(said) = said {
        if said == "host-tuple" {
            return host();
        }
        // A file describes a target of one's own.
        return said.strip_suffix(".json").map_or(said.clone(), |path| file_name(path.as_ref()));
    }
    let known = output(&["--print", "target-list"]);
    let in_path = artifacts.iter().find_map(|artifact| known.lines().find(|target| is_for(target, artifact)));
    in_path.map_or_else(host, ToString::to_string)
}

/// Whether cargo put the artifact among those for a target that was named.
pub(super) fn is_for(target: &str, artifact: &Artifact) -> bool {
    artifact.files().any(|file| is_directory_of(target, file))
}

fn file_name(path: &Path) -> String {
    path.file_name().map(OsStr::to_string_lossy).unwrap_or_default().into_owned()
}

/// Whether the file is in a directory of this name, or in one of those that it has in it by rule: `debug/deps`.
fn is_directory_of(target: &str, file: &Path) -> bool {
    file.ancestors().skip(1).take(4).any(|directory| directory.file_name() == Some(target.as_ref()))
}

fn host() -> String {
    let version = output(&["-vV"]);
    version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or("unknown").to_string()
}

/// Whether the compiler writes the values of statics into metadata. That is no contract of its, so it is tried.
pub(super) fn stores_statics() -> bool {
    tempfile::tempdir().is_ok_and(|directory| probe(directory.path()))
}

fn probe(directory: &Path) -> bool {
    let (source, metadata) = (directory.join("probe.rs"), directory.join("libprobe.rmeta"));
    let args =
        ["--crate-type=lib", "--crate-name=probe", "--emit=metadata", "--edition=2021", "--cap-lints=allow", "-o"];
    let is_written = fs::write(&source, PROBE).is_ok();
    let compiles = || compiler().args(args).args([&metadata, &source]).stderr(Stdio::null()).status();
    let bytes: Vec<u8> = [0x7265_7571_6e61_0101_u64, 21, 143].into_iter().flat_map(u64::to_ne_bytes).collect();
    let has_value = || fs::read(&metadata).is_ok_and(|found| found.windows(bytes.len()).any(|window| window == bytes));
    is_written && compiles().is_ok_and(|status| status.success()) && has_value()
}

#[cfg(test)]
mod tests {
    use super::{is_directory_of, stores_statics};

    /// The day this fails, a newer compiler needs `--build`; the subcommand notices by itself, but another way is due.
    #[test]
    fn metadata_has_the_values_of_statics() {
        assert!(stores_statics());
    }

    #[test]
    fn the_target_is_in_the_path() {
        let path = "/t/wasm32-unknown-unknown/debug/deps/liba-1.rmeta";
        assert!(is_directory_of("wasm32-unknown-unknown", path.as_ref()));
        assert!(!is_directory_of("t-wasm32", path.as_ref()));
    }
}
