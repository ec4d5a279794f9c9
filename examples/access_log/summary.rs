//! What a person wants to know of a log.

use std::collections::HashMap;
use std::fmt;

use crate::parse::Problem;
use crate::record::{Part, Record, Time};

/// How many rows a list has, and how many malformed lines are shown.
const ROWS: usize = 5;
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
    shown: Vec<(usize, Problem)>,
}

#[derive(Default)]
struct Counts(HashMap<String, u64>);

impl Counts {
    /// Allocates for a new key alone.
    fn add(&mut self, key: &str) {
        match self.0.get_mut(key) {
            Some(count) => *count += 1,
            None => drop(self.0.insert(key.to_owned(), 1)),
        }
    }

    fn top(&self) -> Vec<(&str, u64)> {
        let mut counts: Vec<_> = self.0.iter().map(|(key, &count)| (key.as_str(), count)).collect();
        counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        counts.truncate(ROWS);
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
        for (name, _) in record.parameters() {
            self.parameters.add(name);
        }
    }

    pub(crate) fn add_malformed(&mut self, line: usize, problem: Problem) {
        self.malformed += 1;
        if self.shown.len() < SHOWN {
            self.shown.push((line, problem));
        }
    }

    fn share(&self, count: u64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a percentage for a person")]
        let share = 100.0 * count as f64 / self.requests.max(1) as f64;
        share
    }

    fn list(&self, f: &mut fmt::Formatter<'_>, title: &str, counts: &Counts) -> fmt::Result {
        if counts.0.is_empty() {
            return Ok(());
        }
        writeln!(f, "\n{title} ({} in all)", counts.0.len())?;
        for (key, count) in counts.top() {
            let key = if key.is_empty() { "(none)" } else { key };
            writeln!(f, "  {:<56} {count:>9}  {:>5.1} %", shortened(key), self.share(count))?;
        }
        Ok(())
    }
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
        writeln!(f, "requests   {:>12}", self.requests)?;
        writeln!(f, "malformed  {:>12}", self.malformed)?;
        for (line, problem) in &self.shown {
            writeln!(f, "  line {line}: {problem}")?;
        }
        if self.malformed > SHOWN as u64 {
            writeln!(f, "  and {} more", self.malformed - SHOWN as u64)?;
        }
        let Some((first, last)) = self.time else { return Ok(()) };
        writeln!(f, "bytes sent {:>12}", self.bytes)?;
        writeln!(f, "from {first} to {last}")?;
        let busiest = (0..24).max_by_key(|&hour| self.by_hour[hour]).unwrap_or(0);
        writeln!(f, "busiest hour {busiest:02}:00, with {:.1} % of the requests", self.share(self.by_hour[busiest]))?;
        for class in (1..6).filter(|&class| self.by_class[class] > 0) {
            writeln!(f, "status {class}xx {:>12}  {:>5.1} %", self.by_class[class], self.share(self.by_class[class]))?;
        }
        self.list(f, "paths", &self.paths)?;
        self.list(f, "clients", &self.clients)?;
        self.list(f, "methods", &self.methods)?;
        self.list(f, "query parameters", &self.parameters)?;
        self.list(f, "agents", &self.agents)
    }
}
