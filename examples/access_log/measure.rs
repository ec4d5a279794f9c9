//! Fresh against pooled records, on the log that was read: allocations and time a record.

use std::fmt;
use std::hint::black_box;
use std::time::Instant;

use pooled_types::Pooled;

use crate::counting::allocations;
use crate::parse;
use crate::record::Record;

/// How often each way is measured, and how many lines at the most.
const ROUNDS: usize = 7;
const LINES: usize = 50_000;

/// What a record cost.
struct Cost {
    allocations: f64,
    nanoseconds: f64,
}

/// What both ways cost, in the median.
pub(crate) struct Comparison {
    fresh: Cost,
    pooled: Cost,
}

fn parse_fresh(line: &[u8]) {
    let mut record = Record::default();
    let _ = black_box(parse::line(line, &mut record));
}

fn parse_pooled(line: &[u8]) {
    let mut record = Record::take();
    let _ = black_box(parse::line(line, &mut record));
}

/// Measures both ways in turn, so that what else the machine does is shared between them.
pub(crate) fn compare(lines: &[&[u8]]) -> Comparison {
    let lines = &lines[..lines.len().min(LINES)];
    round(lines, parse_pooled);
    let (fresh, pooled): (Vec<_>, Vec<_>) =
        (0..ROUNDS).map(|_| (round(lines, parse_fresh), round(lines, parse_pooled))).unzip();
    Comparison { fresh: median(fresh), pooled: median(pooled) }
}

#[expect(clippy::cast_precision_loss, reason = "counts of this size are exact")]
fn round(lines: &[&[u8]], parse: fn(&[u8])) -> Cost {
    let start = Instant::now();
    let allocations = allocations(|| lines.iter().copied().for_each(parse));
    let records = lines.len().max(1) as f64;
    Cost { allocations: allocations as f64 / records, nanoseconds: start.elapsed().as_nanos() as f64 / records }
}

/// The median of each figure.
fn median(costs: Vec<Cost>) -> Cost {
    let middle = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let (allocations, nanoseconds) = costs.into_iter().map(|cost| (cost.allocations, cost.nanoseconds)).unzip();
    Cost { allocations: middle(allocations), nanoseconds: middle(nanoseconds) }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "a record, parsed and dropped (median of {ROUNDS} rounds)")?;
        for (name, cost) in [("fresh", &self.fresh), ("pooled", &self.pooled)] {
            writeln!(f, "  {name:<8} {:>8.2} allocations {:>8.0} ns", cost.allocations, cost.nanoseconds)?;
        }
        let times = self.fresh.nanoseconds / self.pooled.nanoseconds.max(f64::MIN_POSITIVE);
        writeln!(f, "  fresh takes {times:.2} times as long as pooled")
    }
}
