//! What `compare` does: it starts the workers, runs their lanes in turn, and writes down what came out.

mod allocations;
pub(crate) mod callgrind;
mod fail;
pub mod machine;
mod remote;
pub mod table;

pub use self::fail::fail;
pub use self::remote::Allocator;
use self::remote::RemoteLane;
use crate::contenders::Kind;
use crate::measure::{Round, Times, alternate};
use crate::results::{self, Row};
use crate::worker::Description;
use crate::workloads::Workload;

/// Runs a workload: the lanes of all workers in turn. Counts instructions, by callgrind, only if `instructions`.
pub fn run(workload: &Workload, rounds: usize, instructions: bool) -> results::Workload {
    let lanes = RemoteLane::all(workload);
    let mut turns: Vec<Round> = lanes.iter().map(|lane| lane.round(workload)).collect();
    let times = alternate(&mut turns, rounds);
    drop(turns);
    let allocations = allocations::count(workload);
    let instructions = if instructions { count_all(workload, &lanes) } else { vec![None; lanes.len()] };
    let rows = lanes.iter().zip(times).zip(instructions);
    let mut rows: Vec<Row> = rows.filter_map(|((lane, times), count)| row(lane, &times, count, &allocations)).collect();
    rows.sort_by_key(|row| match row.kind {
        Kind::Nothing => 0,
        Kind::Ours => 1,
        Kind::InPlace => 2,
        Kind::Peer => 3,
        Kind::Plain => 4,
    });
    let Workload { id, title, what, unit, .. } = workload;
    results::Workload {
        id: id.to_string(),
        title: title.to_string(),
        what: what.to_string(),
        unit: unit.to_string(),
        rows,
    }
}

/// Instructions a unit of each lane, in the order of the lanes.
fn count_all(workload: &Workload, lanes: &[RemoteLane]) -> Vec<Option<f64>> {
    let of = |allocator| {
        let count = lanes.iter().filter(|lane| lane.allocator == allocator).count();
        callgrind::count(allocator, workload, count)
    };
    Allocator::TIMED.into_iter().flat_map(of).collect()
}

fn row(lane: &RemoteLane, times: &Times, instructions: Option<f64>, allocations: &[(String, f64)]) -> Option<Row> {
    let contender = lane.allocator.contender(&lane.lane);
    let Some(time) = times.spread() else {
        eprintln!("compare: {contender} is left out: the machine was so busy that {} rounds were good", times.0.len());
        return None;
    };
    let (_, allocations) = allocations.iter().find(|(name, _)| *name == lane.lane.name)?;
    let Description { kind, needs_pool, .. } = lane.lane;
    Some(Row { contender, kind, needs_pool, time, instructions, allocations: *allocations })
}
