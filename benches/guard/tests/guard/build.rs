//! Runs cargo and other programs.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs a program. Returns its standard output and standard error if it succeeds.
pub fn run(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?} does not start: {error}"))?;
    let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    if output.status.success() { Ok(text) } else { Err(format!("{command:?} fails, {}:\n{text}", output.status)) }
}

/// The cargo that runs this test, for this package. It ignores flags of the environment: the records had none.
pub fn cargo(subcommand: &str, profile: &str) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    for flags in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS", "CARGO_BUILD_TARGET"] {
        cargo.env_remove(flags);
    }
    cargo.current_dir(env!("CARGO_MANIFEST_DIR")).arg(subcommand).args(["--quiet", "--package", "guard"]);
    cargo.args(["--profile", profile, "--target-dir"]).arg(target());
    if cfg!(feature = "tracing") && subcommand != "clean" {
        cargo.args(["--features", "tracing"]);
    }
    cargo
}

/// The folder that this test was built in.
pub fn target() -> PathBuf {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    temporary.parent().unwrap_or(temporary).to_owned()
}

/// A place for a file of this test.
pub fn temporary(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}
