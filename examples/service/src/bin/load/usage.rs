//! What a process has used, as Linux says it in `/proc`.

use std::error::Error;
use std::fs::{read_dir, read_to_string};
use std::io;
use std::str::FromStr;
use std::time::Duration;

/// Processor time of all threads that a process has.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Processor {
    /// In all.
    pub(crate) total: Duration,
    /// Parts of the time that was spent in the program and in the system. Linux counts them in hundredths of a second,
    /// so they say less than the total.
    user: u32,
    system: u32,
}

impl Processor {
    /// What the process has used so far.
    pub(crate) fn of(process: u32) -> io::Result<Self> {
        let mut total = Duration::ZERO;
        for task in read_dir(format!("/proc/{process}/task"))? {
            let line = read_to_string(task?.path().join("schedstat"))?;
            total += Duration::from_nanos(number(line.split(' ').next())?);
        }
        let line = read_to_string(format!("/proc/{process}/stat"))?;
        // The name in brackets may have spaces. The times are the 14th and 15th field of the line.
        let mut fields = line.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11);
        Ok(Self { total, user: number(fields.next())?, system: number(fields.next())? })
    }

    pub(crate) fn since(self, earlier: Self) -> Self {
        Self {
            total: self.total.saturating_sub(earlier.total),
            user: self.user.saturating_sub(earlier.user),
            system: self.system.saturating_sub(earlier.system),
        }
    }

    /// The time in the program. The rest is in the system.
    pub(crate) fn user(self) -> Duration {
        let part = f64::from(self.user) / f64::from((self.user + self.system).max(1));
        self.total.mul_f64(part)
    }
}

fn number<T: FromStr<Err: Into<Box<dyn Error + Send + Sync>>>>(field: Option<&str>) -> io::Result<T> {
    field.unwrap_or_default().parse().map_err(io::Error::other)
}

/// The bytes of a process that are in memory.
pub(crate) fn resident(process: u32) -> io::Result<u64> {
    let status = read_to_string(format!("/proc/{process}/status"))?;
    let kibibytes =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.parse().ok());
    kibibytes.map(|kibibytes: u64| kibibytes << 10).ok_or_else(|| io::Error::other("no resident size"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Processor, resident};

    #[test]
    fn a_process_that_works_uses_the_processor() {
        let process = std::process::id();
        let before = Processor::of(process).expect("it is Linux");
        while Processor::of(process).expect("it is Linux").since(before).total < Duration::from_millis(50) {}
        let used = Processor::of(process).expect("it is Linux").since(before);
        assert!(used.user() <= used.total, "{used:?}");
        assert!(resident(process).expect("it is Linux") > 100_000);
    }
}
