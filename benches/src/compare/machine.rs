//! Where a run happens, and with which versions.

use std::fs;
use std::process::Command;
use std::thread;

use serde_json::Value;

use crate::results::Machine;

pub fn machine() -> Machine {
    Machine {
        processor: processor().unwrap_or_else(|| "not known".to_string()),
        cores: thread::available_parallelism().map_or(1, usize::from),
        system: format!("{}, {}", said("uname", &["-sr"]), said("getconf", &["GNU_LIBC_VERSION"])),
        date: said("date", &["+%F"]),
    }
}

/// The crates that the comparison depends on, as this workspace has resolved them, and what built and counted.
pub fn versions() -> Vec<(String, String)> {
    let mut versions = crates(&said("cargo", METADATA)).unwrap_or_default();
    versions.push(("glibc".to_string(), said("getconf", &["GNU_LIBC_VERSION"]).replace("glibc ", "")));
    versions.push(("rustc".to_string(), said("rustc", &["--version"]).replace("rustc ", "")));
    versions.push(("valgrind".to_string(), said("valgrind", &["--version"]).replace("valgrind-", "")));
    versions
}

const METADATA: &[&str] = &[
    "metadata",
    "--format-version=1",
    "--offline",
    "--manifest-path",
    concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
];

/// Names and versions of what this package depends on, out of cargo's description.
fn crates(metadata: &str) -> Option<Vec<(String, String)>> {
    let metadata: Value = serde_json::from_str(metadata).ok()?;
    let packages = metadata["packages"].as_array()?;
    let root = &packages.iter().find(|package| package["name"] == env!("CARGO_PKG_NAME"))?["id"];
    let nodes = metadata["resolve"]["nodes"].as_array()?;
    let direct = nodes.iter().find(|node| node["id"] == *root)?["dependencies"].as_array()?;
    let version =
        |package: &Value| Some((package["name"].as_str()?.to_string(), package["version"].as_str()?.to_string()));
    packages.iter().filter(|package| direct.contains(&package["id"])).map(version).collect()
}

fn processor() -> Option<String> {
    let processors = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = processors.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_string())
}

/// The first line that a command prints.
fn said(command: &str, arguments: &[&str]) -> String {
    let output = Command::new(command).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines().next().unwrap_or("not known").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_of_direct_dependencies() {
        let metadata = r#"{
            "packages": [
                {"id": "a 1", "name": "a", "version": "1.0.0"},
                {"id": "b 2", "name": "b", "version": "2.0.0"},
                {"id": "root", "name": "pooled-benches", "version": "0.0.0"}],
            "resolve": {"nodes": [{"id": "root", "dependencies": ["b 2"]}, {"id": "b 2", "dependencies": ["a 1"]}]}}"#;
        assert_eq!(crates(metadata), Some(vec![("b".to_string(), "2.0.0".to_string())]));
        assert_eq!(crates("not known"), None);
    }
}
