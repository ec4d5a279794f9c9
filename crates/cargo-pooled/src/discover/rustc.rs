//! Calls of the compiler.

use std::env;
use std::process::{Command, Stdio};

/// The compiler that cargo would use.
pub(super) fn compiler() -> Command {
    Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// What the compiler prints if it is called with these arguments; nothing if that fails.
pub(super) fn output(args: &[&str]) -> String {
    let output = compiler().args(args).stderr(Stdio::null()).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}
