//! What is judged, by which limit, and the table of all verdicts.

use serde::{Deserialize, Serialize};

/// A row of the table: ours, and all that is said of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    pub row: String,
    /// Our main figure.
    pub ours: f64,
    pub unit: String,
    /// Ours divided by ours with the best limits, where that is compared.
    pub tuned: Option<f64>,
    pub checks: Vec<Check>,
    /// What it took to find out, in seconds.
    pub took: f64,
}

/// One thing that is said of ours.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Check {
    /// What ours is compared with, or what is measured.
    pub what: String,
    /// The figure of the other, if there is another.
    pub theirs: Option<f64>,
    /// The figure that is judged: mostly ours, divided by that of the other.
    pub value: f64,
    pub limit: Option<f64>,
}

impl Check {
    /// Ours divided by another's must be at most `limit`.
    pub fn ratio(what: impl Into<String>, ours: f64, theirs: f64, limit: f64) -> Self {
        Self { what: what.into(), theirs: Some(theirs), value: ours / theirs, limit: Some(limit) }
    }

    /// A figure must be at most `limit`.
    pub fn figure(what: impl Into<String>, value: f64, limit: f64) -> Self {
        Self { what: what.into(), theirs: None, value, limit: Some(limit) }
    }

    /// Something worth knowing that has no limit.
    pub fn note(what: impl Into<String>, value: f64) -> Self {
        Self { what: what.into(), theirs: None, value, limit: None }
    }

    /// What is not known does not hold.
    pub fn holds(&self) -> bool {
        self.limit.is_none_or(|limit| self.value <= limit)
    }

    /// In a word; none where there is no limit.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        match self.limit {
            None => "",
            Some(_) if self.value.is_nan() => "not known",
            Some(_) if self.holds() => "pass",
            Some(_) => "FAIL",
        }
    }
}

impl Line {
    pub fn holds(&self) -> bool {
        self.checks.iter().all(Check::holds)
    }
}

pub fn print_head() {
    println!(
        "{:38} {:>11} {:6} {:44} {:>10} {:>9} {:>9} verdict",
        "row", "ours", "", "against", "theirs", "value", "at most"
    );
}

pub fn print(line: &Line) {
    for (number, check) in line.checks.iter().enumerate() {
        let (row, ours, unit) =
            if number == 0 { (&*line.row, figure(line.ours), &*line.unit) } else { ("", String::new(), "") };
        let theirs = check.theirs.map_or_else(String::new, figure);
        let limit = check.limit.map_or_else(String::new, figure);
        println!(
            "{row:38} {ours:>11} {unit:6} {:44} {theirs:>10} {:>9} {limit:>9} {}",
            check.what,
            figure(check.value),
            check.verdict()
        );
    }
}

/// Three digits or more.
fn figure(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_string(),
        ..0.1 => format!("{value:.4}"),
        ..10.0 => format!("{value:.2}"),
        ..1000.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_does_not_hold() {
        let verdict = |check: Check| (check.holds(), check.verdict());
        assert_eq!(verdict(Check::ratio("a", 2.0, 4.0, 0.5)), (true, "pass"));
        assert_eq!(verdict(Check::ratio("a", 2.1, 4.0, 0.5)), (false, "FAIL"));
        assert_eq!(verdict(Check::figure("a", f64::NAN, 1.0)), (false, "not known"));
        assert_eq!(verdict(Check::note("a", f64::NAN)), (true, ""));
    }
}
