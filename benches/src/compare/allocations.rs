//! How often a unit of each lane allocates. The worker with the allocator that counts answers that.

use super::fail::fail;
use super::remote::{Allocator, Worker};
use crate::worker::{Question, What};
use crate::workloads::Workload;

const TRIES: usize = 5;

/// Allocations a unit, by the name of the lane.
pub fn count(workload: &Workload) -> Vec<(String, f64)> {
    let mut worker = Worker::start(Allocator::Counting, workload);
    let names: Vec<_> = worker.lanes.iter().map(|lane| lane.name.clone()).collect();
    let mut of_lane = |(lane, name)| (name, of_lane(&mut worker, lane, workload));
    names.into_iter().enumerate().map(&mut of_lane).collect()
}

/// Counts once and twice as many units, and subtracts: what a round allocates beside its units cancels out.
fn of_lane(worker: &mut Worker, lane: usize, workload: &Workload) -> f64 {
    let units = workload.counted;
    let mut count = |before, units| {
        let answer = worker.ask(Question { what: What::Count, lane, before, units });
        answer.parse::<u64>().unwrap_or_else(|_| fail(&format!("`{answer}` is no number of allocations"))) as f64
    };
    // A thread that waits may allocate for that, now and then. The least of several counts has none of it.
    let tries = if workload.waits_awake { TRIES } else { 1 };
    let mut least = |before, units| (0..tries).map(|_| count(before, units)).fold(f64::INFINITY, f64::min);
    let (once, twice) = (least(units, units), least(0, 2 * units));
    f64::max(0.0, (twice - once) / f64::from(units))
}
