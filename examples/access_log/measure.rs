//! Compares fresh and pooled records, on the start of the log that was read: allocations and time a record.

use std::fmt;
use std::hint::black_box;
use std::time::Instant;

use pooled_types::Pooled;

use crate::counting::allocations;
use crate::parse;
use crate::record::Record;

/// How often each way is measured. Odd, so that one round is the middle one.
const ROUNDS: usize = 7;
/// The most lines of a round. Measuring must be short with every log.
const LINES: usize = 10_000;
/// The most bytes of a line.
const LINE_BYTES: usize = 1 << 20;
/// About the most bytes of a round.
const BYTES: usize = 8 << 20;

/// The lines at the start of the log, to be parsed again.
#[derive(Default)]
pub(crate) struct Sample {
    lines: Vec<Box<[u8]>>,
    bytes: usize,
}

/// What a round cost.
struct Cost {
    allocations: u64,
    nanoseconds: u128,
}

/// What both ways cost in each round.
pub(crate) struct Comparison {
    records: usize,
    fresh: Vec<Cost>,
    pooled: Vec<Cost>,
}

fn parse_fresh(line: &[u8]) {
    let mut record = Record::default();
    let _ = black_box(parse::line(line, &mut record));
}

fn parse_pooled(line: &[u8]) {
    let mut record = Record::take();
    let _ = black_box(parse::line(line, &mut record));
}

impl Sample {
    /// Adds a line, unless it is very long or there are enough.
    pub(crate) fn add(&mut self, line: &[u8]) {
        if self.lines.len() < LINES && self.bytes < BYTES && line.len() <= LINE_BYTES {
            self.bytes += line.len();
            self.lines.push(line.into());
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Measures both ways in turn, so that other work of the machine slows both.
    pub(crate) fn compare(&self) -> Comparison {
        self.round(parse_pooled); // Warms the pool: its record grows to the longest line.
        let (fresh, pooled) = (0..ROUNDS).map(|_| (self.round(parse_fresh), self.round(parse_pooled))).unzip();
        Comparison { records: self.lines.len(), fresh, pooled }
    }

    fn round(&self, parse: fn(&[u8])) -> Cost {
        let start = Instant::now();
        let allocations = allocations(|| self.lines.iter().for_each(|line| parse(line)));
        Cost { allocations, nanoseconds: start.elapsed().as_nanos() }
    }
}

impl Comparison {
    pub(crate) fn pooled_allocates_nothing(&self) -> bool {
        self.pooled.iter().all(|round| round.allocations == 0)
    }

    /// The median round: allocations and nanoseconds, each a record.
    #[expect(clippy::cast_precision_loss, reason = "counts of this size are exact")]
    fn median(&self, rounds: &[Cost]) -> (f64, f64) {
        let middle = |mut values: Vec<f64>| {
            values.sort_by(f64::total_cmp);
            values[ROUNDS / 2] / self.records as f64
        };
        let figures = rounds.iter().map(|round| (round.allocations as f64, round.nanoseconds as f64));
        let (allocations, nanoseconds) = figures.unzip();
        (middle(allocations), middle(nanoseconds))
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (fresh, pooled) = (self.median(&self.fresh), self.median(&self.pooled));
        writeln!(f, "parsing into a record and dropping it (median of {ROUNDS} rounds of {})", self.records)?;
        writeln!(f, "  fresh:  {:>6.2} allocations a record            {:>8.0} ns", fresh.0, fresh.1)?;
        writeln!(f, "  pooled: {:>6.2} allocations a record once warm  {:>8.0} ns", pooled.0, pooled.1)?;
        writeln!(f, "  fresh takes {:.2} times as long as pooled", fresh.1 / pooled.1)?;
        if !self.pooled_allocates_nothing() {
            writeln!(f, "  Of each field, a pool keeps up to 64 KiB (see `max_capacity`). Records of longer")?;
            writeln!(f, "  lines give theirs back after use, so that a rare one doesn't hold it for ever.")?;
        }
        Ok(())
    }
}
