//! Data made by hand for tests.

use crate::contenders::Kind;
use crate::results::{Machine, Results, Row, Spread, Workload};

pub(super) fn row(contender: &str, kind: Kind, [low, median, high]: [f64; 3]) -> Row {
    Row {
        contender: contender.into(),
        kind,
        needs_pool: kind == Kind::Peer,
        time: Spread { median, low, high, rounds: 31 },
        instructions: (kind != Kind::Plain).then_some(19.0),
        allocations: if kind == Kind::Plain { 2.0 } else { 0.0 },
    }
}

/// Ours takes 2 nanoseconds, a peer 17 and another 40, plain allocation 9.
pub(super) fn workload() -> Workload {
    Workload {
        id: "pairs".into(),
        title: "Take and drop".into(),
        what: "One object at a time.".into(),
        unit: "a take and drop".into(),
        rows: vec![
            row("object-pool", Kind::Peer, [39.0, 40.0, 41.0]),
            row("pooled-types", Kind::Ours, [1.9, 2.0, 2.1]),
            row("opool Pool", Kind::Peer, [16.0, 17.0, 18.0]),
            row("malloc + free", Kind::Plain, [8.9, 9.0, 9.2]),
            row("no objects", Kind::Nothing, [0.3, 0.3, 0.3]),
        ],
    }
}

pub(super) fn results() -> Results {
    Results {
        machine: Machine {
            processor: "A processor".into(),
            cores: 2,
            system: "Linux 6, glibc 2.39".into(),
            date: "2026-11-21".into(),
        },
        versions: vec![("rustc".into(), "1.95.0".into()), ("opool".into(), "0.2.0".into())],
        workloads: vec![workload()],
    }
}
