//! The wrapper of the compiler that the user has set for the members of the workspace.
//!
//! Cargo has no stable way to ask for its configuration. So the files are read here, as cargo does: that of the
//! innermost directory counts, and that in the home of cargo comes last.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// Where cargo looks for a wrapper first. An empty value means that there is none.
pub(super) const SLOT: &str = "RUSTC_WORKSPACE_WRAPPER";
/// The same as an entry of the configuration.
const ENTRY: &str = "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER";

/// The wrapper that cargo would call.
pub(super) fn find() -> Option<OsString> {
    let set = env::var_os(SLOT).or_else(|| env::var_os(ENTRY)).or_else(configured);
    set.filter(|wrapper| !wrapper.is_empty())
}

/// The wrapper in the configuration files of cargo.
fn configured() -> Option<OsString> {
    let here = env::current_dir().ok()?;
    let above: Vec<_> = here.ancestors().map(|directory| directory.join(".cargo")).collect();
    above.into_iter().chain(home()).find_map(|directory| in_directory(&directory))
}

/// The home of cargo.
fn home() -> Option<PathBuf> {
    let user =
        || env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map(|home| PathBuf::from(home).join(".cargo"));
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(user)
}

/// The wrapper in the file of a directory `.cargo`. The file without an ending comes first.
fn in_directory(directory: &Path) -> Option<OsString> {
    let text = ["config", "config.toml"].iter().find_map(|name| fs::read_to_string(directory.join(name)).ok())?;
    let table: toml::Table = text.parse().ok()?;
    let wrapper = table.get("build")?.get("rustc-workspace-wrapper")?.as_str()?;
    // A name alone is looked for on the path of the system. Other paths start beside the directory.
    let is_name = !wrapper.contains(['/', '\\']);
    let path = || directory.parent().unwrap_or(directory).join(wrapper).into_os_string();
    Some(if is_name { wrapper.into() } else { path() })
}
