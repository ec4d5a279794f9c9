//! Where this runs, and when.

use std::fs;
use std::process::Command;
use std::thread::available_parallelism;

use crate::results::Machine;

pub(super) fn here() -> Result<Machine, String> {
    Ok(Machine {
        processor: processor()?,
        cores: available_parallelism().map_err(|error| format!("cannot count the cores: {error}"))?.get(),
        system: format!("Linux {}, {}", output("uname", &["-r"])?, output("getconf", &["GNU_LIBC_VERSION"])?),
        date: output("date", &["+%F"])?,
    })
}

/// Its version: `1.95.0`.
pub(super) fn rustc() -> Result<String, String> {
    let line = output("rustc", &["--version"])?;
    Ok(line.split_whitespace().nth(1).unwrap_or(&line).to_owned())
}

fn processor() -> Result<String, String> {
    let text = fs::read_to_string("/proc/cpuinfo").map_err(|error| format!("cannot read /proc/cpuinfo: {error}"))?;
    let name = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    Ok(name.map_or("a processor without a name", |(_, name)| name).to_owned())
}

/// What a program prints, which must succeed.
pub(super) fn output(program: &str, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(program).args(arguments).output();
    let output = output.map_err(|error| format!("cannot run `{program}`: {error}; install it"))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        return Err(format!("`{program} {}` failed: {}", arguments.join(" "), complaint.trim()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
