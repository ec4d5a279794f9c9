//! Records: files of this package whose first line says which compiler they are of.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use crate::build::run;

/// What records are of; other targets have other instructions.
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

/// Says that `what` is left out, and why, if this machine is none that records can be of.
pub fn is_other_target(what: &str) -> Result<bool, String> {
    let compiler = compiler()?;
    let other = !compiler.ends_with(TARGET);
    if other {
        say(&format!("{what} not compared: recorded for {TARGET}, this is {compiler}"));
    }
    Ok(other)
}

/// One line that the test's harness does not swallow.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "guard: {line}");
}

/// Whether records are to be written anew.
pub fn is_blessing() -> bool {
    env::var_os("POOLED_BLESS").is_some()
}

/// A record as it is in its file.
pub struct Record {
    /// Relative to the package.
    pub name: String,
    pub path: PathBuf,
    pub compiler: String,
    pub body: String,
}

impl Record {
    /// Reads the record `name`. One that is missing is empty and of no compiler.
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

    /// Replaces the record by what this run found.
    pub fn write(&self, body: &str) -> Result<(), String> {
        write(&self.path, &format!("# {}\n{body}", compiler()?))?;
        say(&format!("recorded {}", self.path.display()));
        Ok(())
    }
}

pub fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{} can't be written: {error}", path.display()))
}
