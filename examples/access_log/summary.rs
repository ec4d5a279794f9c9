//! What a person wants to know of a log.

use std::collections::HashMap;
use std::fmt;

use crate::parse::Problem;
use crate::record::{Part, Record, Time};

/// How many rows the list of paths has, and how many each other list.
const PATHS: usize = 10;
const ROWS: usize = 5;
/// How many malformed lines are shown.
const SHOWN: usize = 3;

#[derive(Default)]
pub(crate) struct Summary {
    requests: u64,
    bytes: u64,
    time: Option<(Time, Time)>,
    by_class: [u64; 6],
    by_hour: [u64; 24],
    paths: Counts,
    clients: Counts,
    methods: Counts,
    agents: Counts,
    parameters: Counts,
    malformed: u64,
    /// Number and problem of the first malformed lines.
    shown: Vec<(u64, Problem)>,
}

#[derive(Default)]
struct Counts(HashMap<String, u64>);

impl Counts {
    /// Allocates only for a new key.
    fn add(&mut self, key: &str) {
        match self.0.get_mut(key) {
            Some(count) => *count += 1,
            None => drop(self.0.insert(key.to_owned(), 1)),
        }
    }

    /// The keys that came most often, and how often.
    fn top(&self, rows: usize) -> Vec<(&str, u64)> {
        let mut counts: Vec<_> = self.0.iter().map(|(key, &count)| (key.as_str(), count)).collect();
        counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        counts.truncate(rows);
        counts
    }
}

impl Summary {
    pub(crate) fn add(&mut self, record: &Record) {
        self.requests += 1;
        self.bytes += record.bytes;
        let (first, last) = self.time.unwrap_or((record.time, record.time));
        self.time = Some((first.min(record.time), last.max(record.time)));
        self.by_class[usize::from(record.status / 100)] += 1;
        self.by_hour[usize::from(record.time.hour)] += 1;
        self.paths.add(&record.path);
        self.clients.add(record.part(Part::Client));
        self.methods.add(record.part(Part::Method));
        self.agents.add(record.part(Part::Agent));
        for (name, _) in &record.parameters {
            self.parameters.add(name);
        }
    }

    pub(crate) fn add_malformed(&mut self, line: u64, problem: Problem) {
        self.malformed += 1;
        if self.shown.len() < SHOWN {
            self.shown.push((line, problem));
        }
    }

    fn headline(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "requests   {:>14}", self.requests)?;
        writeln!(f, "malformed  {:>14}", self.malformed)?;
        for (line, problem) in &self.shown {
            writeln!(f, "  line {line}: {problem}")?;
        }
        match self.malformed - self.shown.len() as u64 {
            0 => Ok(()),
            more => writeln!(f, "  and {more} more"),
        }
    }

    fn busiest_hour(&self) -> usize {
        // `max_by_key` finds the last of equal hours. Backwards, that is the first.
        (0..self.by_hour.len()).rev().max_by_key(|&hour| self.by_hour[hour]).unwrap_or(0)
    }
}

/// `count` of `all`, in per cent.
#[expect(clippy::cast_precision_loss, reason = "a percentage for a person")]
fn share(count: u64, all: u64) -> f64 {
    100.0 * count as f64 / all.max(1) as f64
}

fn list(f: &mut fmt::Formatter<'_>, title: &str, counts: &Counts, rows: usize) -> fmt::Result {
    if counts.0.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n{title} ({} in all)", counts.0.len())?;
    let all = counts.0.values().sum();
    for (key, count) in counts.top(rows) {
        let key = if key.is_empty() { "(none)" } else { key };
        writeln!(f, "  {:<56} {count:>9}  {:>5.1} %", shortened(key), share(count, all))?;
    }
    Ok(())
}

/// The start of a text that is too long for its column; control characters are shown as `?`.
fn shortened(text: &str) -> String {
    const WIDTH: usize = 56;
    let mut shown: String = text.chars().take(WIDTH).map(|c| if c.is_control() { '?' } else { c }).collect();
    if text.chars().nth(WIDTH).is_some() {
        shown.pop();
        shown.push('…');
    }
    shown
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.headline(f)?;
        let Some((first, last)) = self.time else { return Ok(()) };
        writeln!(f, "bytes sent {:>14}", self.bytes)?;
        writeln!(f, "from {first} to {last}")?;
        let hour = self.busiest_hour();
        let of_requests = share(self.by_hour[hour], self.requests);
        writeln!(f, "busiest hour of the day {hour:02}:00, with {of_requests:.1} % of the requests")?;
        for (class, &count) in self.by_class.iter().enumerate().filter(|&(_, &count)| count > 0) {
            writeln!(f, "status {class}xx {count:>14}  {:>5.1} %", share(count, self.requests))?;
        }
        list(f, "paths", &self.paths, PATHS)?;
        list(f, "clients", &self.clients, ROWS)?;
        list(f, "methods", &self.methods, ROWS)?;
        list(f, "query parameters", &self.parameters, ROWS)?;
        list(f, "agents", &self.agents, ROWS)
    }
}
