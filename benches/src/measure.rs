//! Runs what is compared in turn, and computes medians and quartiles of the times.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::results::Spread;

/// When to stop repeating interrupted rounds. A busy machine may interrupt nearly all of them.
const LIMIT: Duration = Duration::from_secs(60);
/// The fewest rounds that have a median and quartiles.
pub const FEWEST: usize = 5;

/// The number of rounds that the option `--rounds` asks for.
///
/// # Errors
/// If it is no number, or too small.
pub fn rounds(value: &str) -> Result<usize, String> {
    let rounds = value.parse().ok().filter(|rounds| *rounds >= FEWEST);
    rounds.ok_or_else(|| format!("`--rounds {value}`: say a number of at least {FEWEST}"))
}

/// Runs a program that is called `NAME [ROUNDS [PART]]`: `work` gets the rounds, 21 unless it is told otherwise, and
/// the part, or nothing for all.
pub fn run(work: impl FnOnce(usize, &str)) -> ExitCode {
    const ROUNDS: usize = 21;
    let mut arguments = std::env::args().skip(1);
    match arguments.next().map_or(Ok(ROUNDS), |value| rounds(&value)) {
        Ok(rounds) => {
            work(rounds, &arguments.next().unwrap_or_default());
            ExitCode::SUCCESS
        }
        Err(complaint) => {
            eprintln!("{complaint}");
            ExitCode::FAILURE
        }
    }
}

/// A part of a program: its name, and what it does with the rounds.
pub type Part<'a> = (&'a str, fn(usize));

/// Runs such a program whose parts have names: all of them, or the one that is named.
pub fn run_parts(parts: &[Part]) -> ExitCode {
    run(|rounds, chosen| {
        let is_chosen = |name: &str| chosen.is_empty() || chosen == name;
        parts.iter().filter(|(name, _)| is_chosen(name)).for_each(|(_, part)| part(rounds));
    })
}

/// Runs a round of a lane. Returns nanoseconds a unit, or `None` if other work on the machine has interrupted it.
pub type Round<'a> = Box<dyn FnMut() -> Option<f64> + 'a>;

/// What the rounds of a lane took, in nanoseconds a unit.
#[derive(Default)]
pub struct Times(pub Vec<f64>);

impl Times {
    /// The median of the rounds; not a number if they were too few.
    pub fn median(&self) -> f64 {
        self.spread().map_or(f64::NAN, |spread| spread.median)
    }

    /// `None` if the rounds were too few.
    pub fn spread(&self) -> Option<Spread> {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let part = |quarters| sorted[sorted.len() * quarters / 4];
        (sorted.len() >= FEWEST).then(|| Spread { median: part(2), low: part(1), high: part(3), rounds: sorted.len() })
    }
}

/// Runs the lanes in turn, until each has had `rounds` rounds that nothing interrupted. One round before that does not
/// count.
///
/// Each turn starts with another lane, so no lane always comes after the same one. What slows the machine for longer
/// than a turn slows all lanes alike.
pub fn alternate(lanes: &mut [Round], rounds: usize) -> Vec<Times> {
    alternate_for(LIMIT, lanes, rounds)
}

/// The same with another limit of the time after which interrupted rounds are not repeated.
pub fn alternate_for(limit: Duration, lanes: &mut [Round], rounds: usize) -> Vec<Times> {
    let mut times: Vec<Times> = lanes.iter().map(|_| Times::default()).collect();
    lanes.iter_mut().for_each(|lane| _ = lane());
    let start = Instant::now();
    let mut first = 0;
    while times.iter().any(|times| times.0.len() < rounds) && start.elapsed() < limit {
        for turn in 0..lanes.len() {
            let lane = (first + turn) % lanes.len();
            if times[lane].0.len() < rounds {
                times[lane].0.extend(lanes[lane]());
            }
        }
        first += 1;
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_is_median_and_quartiles_of_any_order() {
        let times = Times(vec![5.0, 1.0, 4.0, 2.0, 3.0]);
        let spread = times.spread().expect("enough rounds");
        assert_eq!((spread.low, spread.median, spread.high, spread.rounds), (2.0, 3.0, 4.0, 5));
        assert!(Times(vec![1.0; FEWEST - 1]).median().is_nan());
    }

    #[test]
    fn interrupted_rounds_are_repeated() {
        let mut calls = 0;
        let mut lanes: Vec<Round> = vec![
            Box::new(|| {
                calls += 1;
                (calls % 2 == 0).then_some(2.0)
            }),
            Box::new(|| Some(1.0)),
        ];
        let times = alternate(&mut lanes, 6);
        drop(lanes);
        assert_eq!((times[0].median(), times[1].median()), (2.0, 1.0));
        assert_eq!((times[0].0.len(), times[1].0.len(), calls), (6, 6, 12));
    }
}
