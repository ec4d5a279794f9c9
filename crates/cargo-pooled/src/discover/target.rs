//! The target that types were laid out for.

use std::env;
use std::ffi::OsStr;
use std::path::Path;

use super::artifact::Artifact;
use super::rustc::output;

/// The name of the target that cargo compiled for.
///
/// It may be on the command line (`wanted`), in the environment or in a configuration file of cargo. In the last case
/// it is found as a directory in the paths of what cargo made.
pub(super) fn of(wanted: Option<&str>, artifacts: &[Artifact]) -> String {
    let from_environment = || env::var("CARGO_BUILD_TARGET").ok().filter(|name| !name.is_empty());
    if let Some(name) = wanted.map(ToString::to_string).or_else(from_environment) {
        return named(&name);
    }
    let known = output(&["--print", "target-list"]);
    let in_path = artifacts.iter().find_map(|artifact| known.lines().find(|target| is_for(target, artifact)));
    in_path.map_or_else(host, ToString::to_string)
}

/// What cargo calls a target: `host-tuple` is the host, and a file that describes a target stands for its name.
fn named(name: &str) -> String {
    if name == "host-tuple" {
        return host();
    }
    name.strip_suffix(".json").map_or_else(|| name.to_string(), |path| file_name(path.as_ref()))
}

fn file_name(path: &Path) -> String {
    path.file_name().map(OsStr::to_string_lossy).unwrap_or_default().into_owned()
}

fn host() -> String {
    let version = output(&["-vV"]);
    version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or("unknown").to_string()
}

/// Whether cargo put the artifact into the directory of this target, as it does if the target is named.
pub(super) fn is_for(target: &str, artifact: &Artifact) -> bool {
    artifact.files().any(|file| is_directory_of(target, file))
}

/// Whether the file is in a directory of this name, or in one of those that cargo makes in it, such as `debug/deps`.
fn is_directory_of(target: &str, file: &Path) -> bool {
    file.ancestors().skip(1).take(4).any(|directory| directory.file_name() == Some(target.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::is_directory_of;

    #[test]
    fn the_target_is_in_the_path() {
        let path = "/t/wasm32-unknown-unknown/debug/deps/liba-1.rmeta";
        assert!(is_directory_of("wasm32-unknown-unknown", path.as_ref()));
        assert!(!is_directory_of("t-wasm32", path.as_ref()));
    }
}
