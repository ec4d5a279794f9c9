//! Rounds that alternate between what is compared, and what is read from their times.

use std::time::{Duration, Instant};

use crate::allocations;
use crate::contenders::Kind;

/// A busy machine interrupts so many rounds that there must be an end to repeating them.
const LIMIT: Duration = Duration::from_secs(180);
/// Fewer rounds than this say nothing.
const FEWEST: usize = 5;

/// One contender at one workload.
pub struct Lane {
    pub name: &'static str,
    pub kind: Kind,
    /// A round: nanoseconds an object, or `None` if other work on the machine has interrupted it.
    pub run: Box<dyn FnMut() -> Option<f64>>,
}

/// What the rounds of a lane took.
pub struct Times {
    pub name: &'static str,
    pub kind: Kind,
    /// Nanoseconds an object, a round.
    pub rounds: Vec<f64>,
    /// Allocations an object, in a round of its own.
    pub allocations: f64,
}

impl Times {
    /// The median of the rounds; not a number if they were too few.
    pub fn median(&self) -> f64 {
        let mut rounds = self.rounds.clone();
        rounds.sort_by(f64::total_cmp);
        if rounds.len() < FEWEST { f64::NAN } else { rounds[rounds.len() / 2] }
    }
}

/// Runs the lanes in turn, until each has had `rounds` rounds that nothing interrupted.
///
/// Each turn starts with another lane, so that no lane always has the same one before it. What slows the machine for
/// longer than a turn slows all lanes alike. `objects` is how many a round has, those before the clock starts included.
pub fn alternate(lanes: &mut [Lane], rounds: usize, objects: u32) -> Vec<Times> {
    let mut times: Vec<Times> = lanes.iter_mut().map(|lane| prepare(lane, objects)).collect();
    let start = Instant::now();
    let mut first = 0;
    while times.iter().any(|times| times.rounds.len() < rounds) && start.elapsed() < LIMIT {
        for turn in 0..lanes.len() {
            let lane = (first + turn) % lanes.len();
            if times[lane].rounds.len() < rounds {
                times[lane].rounds.extend((lanes[lane].run)());
            }
        }
        first += 1;
    }
    times
}

/// Fills a lane's pool and counts allocations.
fn prepare(lane: &mut Lane, objects: u32) -> Times {
    (lane.run)();
    let count = allocations::during(|| _ = (lane.run)());
    let allocations = count as f64 / f64::from(objects);
    Times { name: lane.name, kind: lane.kind, rounds: Vec::new(), allocations }
}
