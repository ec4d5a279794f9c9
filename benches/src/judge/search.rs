//! Finds the best limits for a workload: the best pairs of `capacity` and `depot`.

use super::worker::{Order, Worker};
use crate::sizes::grid::{PAIRS, Who};

/// Rounds for each pair. The best counts: what disturbs a round makes it longer.
const ROUNDS: usize = 3;
/// A pair whose first round took so many times as long as the best so far has no more rounds.
const HOPELESS: f64 = 1.5;
/// Rounds for each pair if some are interrupted.
const TRIES: usize = 6;

/// The `count` best contenders of those that `whos` lists, the best first.
pub fn best(order: &Order, whos: impl IntoIterator<Item = Who>, count: usize) -> Vec<Who> {
    let mut times: Vec<(f64, Who)> = Vec::new();
    for who in whos {
        let mut order = order.clone();
        order.job.who = who.clone();
        let best = times.iter().map(|(time, _)| *time).fold(f64::INFINITY, f64::min);
        times.push((time(&order, best * HOPELESS), who));
    }
    times.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    times.into_iter().map(|(_, who)| who).take(count).collect()
}

/// All pairs of limits.
pub fn pairs() -> impl Iterator<Item = Who> {
    (0..PAIRS.len()).map(Who::Tuned)
}

fn time(order: &Order, hopeless: f64) -> f64 {
    let mut worker = Worker::start(order);
    worker.round();
    let mut best = f64::INFINITY;
    let mut rounds = 0;
    for _ in 0..TRIES {
        let figures = worker.round();
        best = best.min(figures.all[0]);
        rounds += usize::from(!figures.interrupted);
        if rounds == ROUNDS || !figures.interrupted && best > hopeless {
            break;
        }
    }
    best
}
