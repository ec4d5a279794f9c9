//! What a round of a workload gives back.

use std::fmt::{self, Display};
use std::num::ParseFloatError;
use std::str::FromStr;
use std::time::Instant;

use pooled_types::PoolStats;

use super::source::Source;

/// Does a round.
pub type Round = Box<dyn FnMut() -> Figures>;

/// What has come out of a round.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The main figure first.
    pub all: Vec<f64>,
    /// Whether other work on the machine has interrupted the round.
    pub interrupted: bool,
}

impl Figures {
    pub fn new(all: Vec<f64>) -> Self {
        Self { all, interrupted: false }
    }
}

/// The line in which a worker answers: `interrupted` if the round was, and the figures.
impl Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let interrupted = self.interrupted.then(|| INTERRUPTED.to_string());
        let words: Vec<String> = interrupted.into_iter().chain(self.all.iter().map(f64::to_string)).collect();
        f.write_str(&words.join(" "))
    }
}

impl FromStr for Figures {
    type Err = ParseFloatError;

    fn from_str(line: &str) -> Result<Self, ParseFloatError> {
        let (interrupted, figures) = match line.strip_prefix(INTERRUPTED) {
            Some(figures) => (true, figures),
            None => (false, line),
        };
        let all = figures.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        Ok(Self { all, interrupted })
    }
}

const INTERRUPTED: &str = "interrupted";

/// Does the work of `units` units by the clock. Returns nanoseconds a unit.
pub fn each_ns(units: usize, work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_nanos() as f64 / units as f64
}

/// Does `work`, which returns the main figure, and adds the share of the takes that missed meanwhile. The share is not
/// a number if the source does not count.
pub fn with_misses<S: Source>(source: S, work: impl FnOnce() -> f64) -> Figures {
    let before = source.stats();
    let figure = work();
    let share = before.zip(source.stats()).map_or(f64::NAN, |(before, after)| share(&before, &after));
    Figures::new(vec![figure, share])
}

fn share(before: &PoolStats, after: &PoolStats) -> f64 {
    (after.misses - before.misses) as f64 / (after.takes - before.takes) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_they_are_written() {
        for interrupted in [false, true] {
            let figures = Figures { all: vec![1.0, 2.5], interrupted };
            assert_eq!(figures.to_string().parse(), Ok(figures));
        }
        assert!("one".parse::<Figures>().is_err());
    }
}
