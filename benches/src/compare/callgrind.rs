//! Counts instructions. A worker runs under valgrind's callgrind, which writes a dump of its count at each mark.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::{env, fs, process};

use super::fail::fail;
use super::remote::Allocator;
use crate::worker::{MARK, MARKED};
use crate::workloads::Workload;

/// Instructions a unit of each lane of a worker, in the order of the lanes; `None` where they say nothing.
pub fn count(allocator: Allocator, workload: &Workload, lanes: usize) -> Vec<Option<f64>> {
    if workload.waits_awake {
        return vec![None; lanes];
    }
    let folder = env::temp_dir().join(format!("pooled-compare-{}", process::id()));
    fs::create_dir_all(&folder).unwrap_or_else(|error| fail(&format!("can't make {}: {error}", folder.display())));
    run(allocator, workload, &folder.join("out"));
    let units = f64::from(workload.counted);
    // The first part of a lane warms up. The third has twice as many units as the second.
    let part = |lane, mark| total(&folder.join(format!("out.{}", MARKED.len() * lane + mark)));
    let counts = (0..lanes).map(|lane| Some((part(lane, 3) - part(lane, 2)) / units)).collect();
    _ = fs::remove_dir_all(&folder);
    counts
}

fn run(allocator: Allocator, workload: &Workload, out: &Path) {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", &format!("--dump-before={MARK}")]);
    command.arg(format!("--callgrind-out-file={}", out.display()));
    command.arg(allocator.program()).args(["mark", workload.id]).stdout(Stdio::null()).stderr(Stdio::piped());
    let output = output(&mut command);
    if !output.status.success() {
        fail(&format!("valgrind failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
}

/// Runs valgrind, which counts.
pub(crate) fn output(valgrind: &mut Command) -> Output {
    valgrind.output().unwrap_or_else(|error| fail(&format!("can't start valgrind, which counts: {error}")))
}

/// The instructions since the previous dump.
fn total(dump: &Path) -> f64 {
    let text = fs::read_to_string(dump).unwrap_or_else(|error| fail(&format!("no {}: {error}", dump.display())));
    parse_total(&text).unwrap_or_else(|| fail(&format!("no total in {}", dump.display())))
}

fn parse_total(dump: &str) -> Option<f64> {
    let line = dump.lines().rev().find_map(|line| line.strip_prefix("totals: "))?;
    line.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn total_is_read_from_a_dump() {
        assert_eq!(parse_total("version: 1\nsummary: 12\n\nfn=(1)\n0 3\n\ntotals: 12345\n"), Some(12345.0));
        assert_eq!(parse_total("version: 1\n"), None);
    }
}
