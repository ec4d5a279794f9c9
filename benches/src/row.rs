//! Measures a row of a table and prints it: the time of the first lane, and how many times as long the others take.

use std::time::{Duration, Instant};

use crate::measure::{Round, Times, alternate};

/// A lane: does a round, and returns nanoseconds a unit.
pub type Lane<'a> = Box<dyn FnMut() -> f64 + 'a>;

/// The time of `work`, in nanoseconds for each of `units`.
pub fn time(units: usize, work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    nanoseconds(start.elapsed(), units)
}

fn nanoseconds(time: Duration, units: usize) -> f64 {
    time.as_nanos() as f64 / units as f64
}

/// Prints the names of the columns.
pub fn print_head(title: &str, others: &[&str]) {
    println!("\n{title:42} {:>8} {}", "ns", others.iter().map(|name| format!("{name:>16}")).collect::<String>());
}

/// Measures the lanes in turn. Prints the time of the first and the ratios of the others to it.
pub fn print_row(name: &str, rounds: usize, lanes: Vec<Lane>) {
    let mut lanes: Vec<Round> = lanes.into_iter().map(|mut lane| Box::new(move || Some(lane())) as Round).collect();
    let times = alternate(&mut lanes, rounds);
    let ratios = times[1..].iter().map(|times_of| format!("{:16.2}", ratio(times_of, &times[0])));
    println!("{name:42} {:8.1} {}", times[0].median(), ratios.collect::<String>());
}

/// The median of the ratios of each turn.
fn ratio(times: &Times, base: &Times) -> f64 {
    Times(times.0.iter().zip(&base.0).map(|(time, base)| time / base).collect()).median()
}
