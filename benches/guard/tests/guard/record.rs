//! Records: files of this package. The first line of each says which compiler it is of.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use crate::build::run;

/// The target of the records. Other targets have other instructions.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// The compiler and the target of this run.
static COMPILER: LazyLock<Result<String, String>> = LazyLock::new(|| {
    let rustc = env::var_os("RUSTC").unwrap_or("rustc".into());
    let about = run(Command::new(rustc).arg("-vV"))?;
    let version = about.lines().next().unwrap_or_default();
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    Ok(format!("{version}, {host}"))
});

pub fn compiler() -> Result<&'static str, String> {
    COMPILER.as_deref().map_err(Clone::clone)
}

/// Whether this machine is of another target than the records. If so, says that `what` is left out, and why.
pub fn is_other_target(what: &str) -> Result<bool, String> {
    let compiler = compiler()?;
    let other = !compiler.ends_with(TARGET);
    if other {
        say(&format!("{what} not compared: recorded for {TARGET}, this is {compiler}"));
    }
    Ok(other)
}

/// Prints a line that the test harness does not capture.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "guard: {line}");
}

/// Whether this run writes the records anew.
pub fn is_blessing() -> bool {
    env::var_os("POOLED_BLESS").is_some()
}

/// The end of the message of a failure, if new records may be written.
pub const HOW_TO_BLESS: &str =
    "If this is meant: `POOLED_BLESS=1 cargo test -p guard` in benches/, and commit what it writes to benches/guard.\n";

/// A record as it is in its file.
pub struct Record {
    /// Relative to the package.
    pub name: String,
    pub path: PathBuf,
    pub compiler: String,
    pub body: String,
}

impl Record {
    /// Reads the record `name`. A record that is missing is empty and names no compiler.
    pub fn read(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(&path).unwrap_or_default();
        let (head, body) = text.split_once('\n').unwrap_or_default();
        Self { name: name.to_owned(), path, compiler: head.trim_start_matches("# ").to_owned(), body: body.to_owned() }
    }

    pub fn is_missing(&self) -> bool {
        self.compiler.is_empty()
    }

    pub fn is_of_this_compiler(&self) -> Result<bool, String> {
        Ok(self.compiler == compiler()?)
    }

    /// Replaces the record with what this run found.
    pub fn write(&self, body: &str) -> Result<(), String> {
        write(&self.path, &format!("# {}\n{body}", compiler()?))?;
        say(&format!("recorded {}", self.path.display()));
        Ok(())
    }
}

pub fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{} can't be written: {error}", path.display()))
}
