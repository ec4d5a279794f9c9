//! Counts the instructions of the program `fast_path` with valgrind's callgrind.

use std::path::Path;
use std::process::Command;

use crate::build::{cargo, run, target};

/// How the program is built: with thin LTO, and as cargo's default release.
pub const PROFILES: [&str; 2] = ["thin", "release"];

/// The fast paths that the program can repeat.
pub const KINDS: &[&str] =
    &["static", "instances", "local", "no-heap", "generic", "try-take", "share", "clone", "value", "value-reset"];

/// How often it repeats them. With so many rounds, the cost of reading a longer number rounds to nothing.
const TIMES: u64 = 100_000;

/// The instructions of one round of each kind.
pub fn count(profile: &str) -> Result<Vec<u64>, String> {
    run(Command::new("valgrind").arg("--version"))
        .map_err(|_| "valgrind, which counts instructions, is missing: `apt-get install valgrind`".to_owned())?;
    run(cargo("build", profile).args(["--bin", "fast_path"]))?;
    let program = target().join(profile).join("fast_path");
    KINDS.iter().map(|kind| count_one(&program, kind)).collect()
}

fn count_one(program: &Path, kind: &str) -> Result<u64, String> {
    let (all, start) = (instructions(program, kind, TIMES)?, instructions(program, kind, 0)?);
    match all.saturating_sub(start) {
        // Less than one instruction a round: the program does not do its work.
        spent if spent < TIMES => Err(format!("`fast_path {kind}` does nothing: {spent} instructions, {TIMES} rounds")),
        spent => Ok((spent + TIMES / 2) / TIMES),
    }
}

/// The instructions of a whole run of the program.
fn instructions(program: &Path, kind: &str, times: u64) -> Result<u64, String> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    // Reading settings of pools would be counted too.
    let text = run(valgrind.args([kind, &times.to_string()]).env_remove("POOLED_TYPES"))?;
    let collected = text.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
    collected.ok_or_else(|| format!("valgrind does not say what it counted:\n{text}"))
}
