//! Data made by hand for tests.

use crate::contenders::Kind;
use crate::footprint::{Build, Code, Footprint, Memory, Slot};
use crate::judge::verdict::{Check, Line};
use crate::report::input::Data;
use crate::report::service;
use crate::results::{Machine, Results, Row, Spread, Workload};
use crate::workloads;

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

pub(super) fn data() -> Data {
    let series = service::parse("0,1,7,1048576,9\n10,0,3,0,0\n").expect("two samples");
    Data { results: results(), footprint: Some(footprint()), sizes: Some(sizes()), service: Some(series) }
}

/// Every workload, with the longest name of each kind and wide figures. Ours is the slowest, so that the others win.
pub(super) fn widest() -> Results {
    Results { workloads: workloads::ALL.iter().map(wide).collect(), ..results() }
}

fn wide(workload: &workloads::Workload) -> Workload {
    // A thread, or the first take of a type, takes many microseconds.
    let unit = if matches!(workload.unit, "a type" | "a thread") { 1000.0 } else { 1.0 };
    let quartiles = |median: f64| [median - 1.0, median, median + 1.0].map(|time| time * unit);
    Workload {
        id: workload.id.into(),
        title: workload.title.into(),
        what: workload.what.into(),
        unit: workload.unit.into(),
        rows: vec![
            row("pooled-types", Kind::Ours, quartiles(98.7)),
            row("pooled-types, mimalloc", Kind::Ours, quartiles(98.7)),
            row("lockfree-object-pool spin lock", Kind::Peer, quartiles(45.6)),
            row("mimalloc, in a Box", Kind::Plain, quartiles(45.6)),
            row("no objects", Kind::Nothing, quartiles(12.3)),
        ],
    }
}

pub(super) fn footprint() -> Footprint {
    let Results { machine, versions, .. } = results();
    let build = Build {
        dependency: "serde with derive, and pooled-types".into(),
        profile: "release".into(),
        crates: 100,
        processor: 1000.0,
        wall: 1000.0,
        rounds: 100,
    };
    let code = Code {
        shape: "`String`, two `Vec`, `HashMap`".into(),
        way: "yes, generic with `instances(…)`".into(),
        text: 12_345.0,
        data: 12_345.0,
        thread: 8.0,
    };
    let slot = Slot { of: "`[u64; 125]`".into(), size: 1000, asked: 1000.0, align: 64, stride: 1088.0, boxed: 1008.0 };
    let memory = Memory {
        what: "the same of a generic type, in addition (of 16)".into(),
        made_of: "16 for each place of a table that is at most half full; 144 around these".into(),
        expected: 57.0,
        measured: 57.0,
    };
    Footprint { machine, versions, builds: vec![build], code: vec![code], slots: vec![slot], memory: vec![memory] }
}

/// A row that is compared with limits, and one that is not; the widest that there are.
pub(super) fn sizes() -> Vec<Line> {
    let line = |row: &str, unit: &str, tuned, checks| Line {
        row: row.into(),
        ours: 2.0,
        unit: unit.into(),
        tuned,
        checks,
        took: 1.0,
    };
    let held = Check::figure("objects that are idle at the end", 100_000.0, 1000.0);
    let share = Check::ratio("share of 12,345.0: lockfree-object-pool spin lock, 12,345.0", 2.0, 12_345.0, 0.333);
    let checks = vec![Check::ratio("capacity = 64, depot = 0", 2.0, 1.0, 1.25), share, Check::note("misses, %", 0.0)];
    vec![
        line("hold, 32, newest first", "ns", Some(2.0), checks),
        line("held: 1,000 of 60 KB, then of 100 B", "instr.", None, vec![held]),
    ]
}
