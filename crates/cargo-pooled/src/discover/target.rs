//! The targets that types were laid out for.

use std::env;
use std::ffi::OsStr;
use std::path::Path;

use super::artifact::Artifact;
use super::rustc::output;

/// The names of the targets that cargo compiled for: at least one, each once.
///
/// They may be on the command line (`wanted`), in the environment or in a configuration file of cargo. In the last case
/// they are found as directories in the paths of what cargo made.
pub(super) fn of(wanted: &[String], artifacts: &[Artifact]) -> Vec<String> {
    let from_environment = env::var("CARGO_BUILD_TARGET").ok().filter(|name| !name.is_empty());
    let wanted = if wanted.is_empty() { from_environment.as_slice() } else { wanted };
    let mut targets: Vec<_> = wanted.iter().map(|name| named(name)).collect();
    if targets.is_empty() {
        targets = in_paths(artifacts);
    }
    targets.sort();
    targets.dedup();
    targets
}

/// The targets that the paths of artifacts name; if there are none, the host.
fn in_paths(artifacts: &[Artifact]) -> Vec<String> {
    let known = output(&["--print", "target-list"]);
    let is_meant = |target: &&str| artifacts.iter().any(|artifact| is_for(target, artifact));
    let found: Vec<_> = known.lines().filter(is_meant).map(ToString::to_string).collect();
    if found.is_empty() { vec![host()] } else { found }
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
