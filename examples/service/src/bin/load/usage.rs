//! What a process has used, as Linux says it in `/proc`.

use std::fs::read_to_string;
use std::io;
use std::time::Duration;

/// Linux counts processor time in such parts for programs, whatever it does inside.
const TICK: Duration = Duration::from_millis(10);

/// Processor time of all threads of a process.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Processor {
    pub(crate) user: Duration,
    pub(crate) system: Duration,
}

impl Processor {
    /// What the process has used so far.
    pub(crate) fn of(process: u32) -> io::Result<Self> {
        let line = read_to_string(format!("/proc/{process}/stat"))?;
        // The name in brackets may have spaces. The times are the 14th and 15th field of the line.
        let mut fields = line.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11);
        let mut time = || {
            let ticks: Option<u32> = fields.next().and_then(|field| field.parse().ok());
            ticks.map(|ticks| TICK * ticks).ok_or_else(|| io::Error::other(format!("no times in {line:?}")))
        };
        Ok(Self { user: time()?, system: time()? })
    }

    pub(crate) fn since(self, earlier: Self) -> Self {
        Self { user: self.user.saturating_sub(earlier.user), system: self.system.saturating_sub(earlier.system) }
    }
}

/// The bytes of a process that are in memory.
pub(crate) fn resident(process: u32) -> io::Result<u64> {
    let status = read_to_string(format!("/proc/{process}/status"))?;
    let kibibytes =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.parse().ok());
    kibibytes.map(|kibibytes: u64| kibibytes << 10).ok_or_else(|| io::Error::other("no resident size"))
}
