//! One contender: its processes and its figures.

use std::time::Duration;

use super::worker::{Order, Worker};
use crate::measure::{Round, alternate_for};
use crate::sizes::round::Figures;

/// When to stop repeating interrupted rounds. What is not known then fails.
const LIMIT: Duration = Duration::from_secs(20);
/// Processes that do the rounds of a lane, one after the other.
const PROCESSES: usize = 3;

pub struct Lane {
    order: Order,
    /// Rounds of one process.
    rounds: usize,
    worker: Option<(Worker, usize)>,
    figures: Vec<Vec<f64>>,
}

impl Lane {
    /// A lane of several rounds. The first round of a process does not count.
    pub fn new(order: Order, rounds: usize) -> Self {
        Self { order, rounds: rounds.div_ceil(PROCESSES), worker: None, figures: Vec::new() }
    }

    /// A lane with a process for each round.
    pub fn fresh(order: Order) -> Self {
        Self { order, rounds: 0, worker: None, figures: Vec::new() }
    }

    fn round(&mut self) -> Option<f64> {
        let figures = if self.rounds == 0 { Worker::start(&self.order).round() } else { self.next() };
        if figures.interrupted {
            return None;
        }
        let first = figures.all[0];
        self.figures.push(figures.all);
        Some(first)
    }

    fn next(&mut self) -> Figures {
        let (worker, done) = self.worker.get_or_insert_with(|| {
            let mut worker = Worker::start(&self.order);
            worker.round();
            (worker, 0)
        });
        let figures = worker.round();
        *done += usize::from(!figures.interrupted);
        if *done == self.rounds {
            self.worker = None;
        }
        figures
    }

    /// The median of a figure over the rounds; not a number if there is none.
    pub fn median(&self, figure: usize) -> f64 {
        let mut all: Vec<f64> = self.all(figure).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// The mean of a figure over the rounds.
    pub fn mean(&self, figure: usize) -> f64 {
        self.all(figure).sum::<f64>() / self.figures.len() as f64
    }

    fn all(&self, figure: usize) -> impl Iterator<Item = f64> {
        self.figures.iter().map(move |figures| figures[figure])
    }
}

/// Runs the lanes in turn.
pub fn run(lanes: &mut [Lane], rounds: usize) {
    let mut turns: Vec<Round> = lanes.iter_mut().map(|lane| Box::new(|| lane.round()) as Round).collect();
    alternate_for(LIMIT, &mut turns, rounds);
}
