//! What is claimed, and whether it holds in this run.

use crate::contenders::Kind;
use crate::results::{Row, Workload};

/// `ours` must be at most `limit`.
pub struct Claim {
    pub what: &'static str,
    /// Why it does not hold, if that is known.
    pub note: &'static str,
    /// Nanoseconds.
    pub ours: f64,
    /// The contender whose time the limit is computed from.
    pub other: String,
    /// Nanoseconds.
    pub limit: f64,
}

impl Claim {
    fn new(what: &'static str, ours: f64, other: Option<(String, f64)>, factor: f64) -> Self {
        let (other, theirs) = other.unwrap_or_else(|| ("nobody".to_string(), f64::NAN));
        Self { what, note: "", ours, other, limit: theirs * factor }
    }

    fn but(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    pub fn holds(&self) -> bool {
        self.ours <= self.limit
    }

    /// Whether both times are known. One is not known if the machine was too busy.
    pub fn is_known(&self) -> bool {
        !self.ours.is_nan() && !self.limit.is_nan()
    }

    pub fn verdict(&self) -> &'static str {
        if !self.is_known() {
            "not known: the machine was too busy"
        } else if self.holds() {
            "holds"
        } else {
            "does not hold"
        }
    }
}

/// The claims on the workloads that were run.
pub fn all(workloads: &[Workload]) -> Vec<Claim> {
    workloads.iter().flat_map(of).collect()
}

fn of(workload: &Workload) -> Vec<Claim> {
    let times = Figures(workload, 0.0);
    let ours = times.named("pooled-types").map_or(f64::NAN, |(_, ours)| ours);
    match workload.id.as_str() {
        "buffer_1k" => vec![
            Claim::new(
                "1 KiB: at least 4 times as fast as any peer that needs no pool",
                ours,
                times.least(|row| row.kind == Kind::Peer && !row.needs_pool),
                1.0 / 4.0,
            ),
            Claim::new("1 KiB: at least 3 times as fast as LocalPool", ours, times.named("opool LocalPool"), 1.0 / 3.0)
                .but(LOCAL_POOL),
            Claim::new("1 KiB: at least 4 times as fast as glibc", ours, times.plain("glibc"), 1.0 / 4.0).but(GLIBC),
            Claim::new("1 KiB: faster than mimalloc", ours, times.plain("mimalloc"), 1.0),
        ],
        "request" => {
            vec![Claim::new(
                "request: within 10 % of reuse in place",
                ours,
                times.least(|row| row.kind == Kind::InPlace),
                1.1,
            )]
        }
        "producer_consumer" => handover(workload, &times, ours),
        _ => Vec::new(),
    }
}

fn handover(workload: &Workload, times: &Figures, ours: f64) -> Vec<Claim> {
    let base = times.least(|row| row.kind == Kind::Nothing).map_or(f64::NAN, |(_, base)| base);
    let shares = Figures(workload, base);
    let peer = |figures: &Figures| figures.least(|row| row.kind == Kind::Peer);
    vec![
        Claim::new("producer, consumer: at most 1/2 of any peer's time", ours, peer(times), 1.0 / 2.0),
        Claim::new("producer, consumer: at most 1/3 of any peer's share", ours - base, peer(&shares), 1.0 / 3.0),
        Claim::new("producer, consumer: at most 1/10 of glibc's share", ours - base, shares.plain("glibc"), 1.0 / 10.0),
    ]
}

const LOCAL_POOL: &str = "reuse in place takes 9 instructions for the same work on the buffer. What remains for the \
    pool is 17 instructions with ours and 43 with LocalPool, which is 2.5 times as many. Users of LocalPool have the \
    pool at hand. Ours is found by the type, limits what the buffer keeps, and counts. In a loop as tight as this, a \
    processor at its best presumably runs both pools as fast as it can take in instructions: a third of LocalPool's \
    time is hardly more than reuse in place takes. `docs/ARCHITECTURE.md` says what was tried; it saves 7 % at the \
    most. Where the processor has to wait, the lead is larger: see the 64-byte struct, and the objects that are \
    held.";
const GLIBC: &str = "a processor at its best runs a pair of malloc and free in less than 6 ns, otherwise in about 10 \
    ns. At its best the claim is near its limit, on one side or the other. A box, which is what a handle replaces, \
    takes two such pairs.";

/// The medians of a workload, minus what the program costs without objects.
struct Figures<'a>(&'a Workload, f64);

impl Figures<'_> {
    fn least(&self, of: impl Fn(&Row) -> bool) -> Option<(String, f64)> {
        let rows = self.0.rows.iter().filter(|row| of(row));
        let best = rows.min_by(|a, b| a.time.median.total_cmp(&b.time.median))?;
        Some((best.contender.clone(), best.time.median - self.1))
    }

    fn named(&self, name: &str) -> Option<(String, f64)> {
        self.least(|row| row.contender == name)
    }

    /// Allocation without a pool, in a box or by value.
    fn plain(&self, allocator: &str) -> Option<(String, f64)> {
        self.least(|row| row.kind == Kind::Plain && row.contender.starts_with(allocator))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Spread;

    fn row(contender: &str, kind: Kind, needs_pool: bool, median: f64) -> Row {
        let time = Spread { median, low: median, high: median, rounds: 5 };
        Row { contender: contender.to_string(), kind, needs_pool, time, instructions: None, allocations: 0.0 }
    }

    fn workload(id: &str, rows: Vec<Row>) -> Workload {
        let text = String::new;
        Workload { id: id.to_string(), title: text(), what: text(), unit: text(), rows }
    }

    #[test]
    fn figures_are_those_of_the_right_rows() {
        let claims = all(&[workload(
            "buffer_1k",
            vec![
                row("pooled-types", Kind::Ours, false, 2.0),
                row("with a pool", Kind::Peer, true, 1.0),
                row("without", Kind::Peer, false, 8.0),
                row("opool LocalPool", Kind::Peer, true, 5.9),
                row("glibc, in a Box", Kind::Plain, false, 20.0),
                row("glibc, by value", Kind::Plain, false, 10.0),
            ],
        )]);
        let verdicts: Vec<_> = claims.iter().map(Claim::verdict).collect();
        assert_eq!(verdicts, ["holds", "does not hold", "holds", "not known: the machine was too busy"]);
        assert_eq!((claims[2].other.as_str(), claims[2].limit), ("glibc, by value", 2.5));
    }

    #[test]
    fn shares_are_what_is_left_without_the_program() {
        let rows = vec![
            row("no objects", Kind::Nothing, false, 10.0),
            row("pooled-types", Kind::Ours, false, 12.0),
            row("peer", Kind::Peer, true, 17.0),
            row("glibc, in a Box", Kind::Plain, false, 31.0),
        ];
        let claims = all(&[workload("producer_consumer", rows)]);
        let limits: Vec<_> = claims.iter().map(|claim| (claim.ours, claim.limit, claim.holds())).collect();
        assert_eq!(limits[0], (12.0, 8.5, false));
        assert_eq!((limits[1].0, limits[1].2), (2.0, true));
        assert_eq!((limits[2].0, limits[2].2), (2.0, true));
    }
}
