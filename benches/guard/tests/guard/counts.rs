//! Compares how many instructions the fast paths take with what was recorded.
//!
//! The same compiler makes the same program, which takes the same number of instructions each time. So with the
//! compiler of the record there is no tolerance. Fewer instructions fail as well as more: if the gain is not recorded,
//! nobody sees when it is lost again. Another compiler makes other instructions of the same source. It may take `SLACK`
//! more than recorded, and must keep the limits.

use std::fmt::{self, Display};

use crate::callgrind::{KINDS, PROFILES, count};
use crate::record::{HOW_TO_BLESS, Record, compiler, is_blessing, is_other_target, say};

/// How many more instructions than recorded another compiler may take, or a build with other codegen units.
const SLACK: u64 = 2;

struct Count {
    profile: &'static str,
    kind: &'static str,
    expected: Option<u64>,
    found: u64,
}

pub fn check() -> Result<(), String> {
    if is_other_target("instruction counts are")? {
        return Ok(());
    }
    let record = Record::read("counts.txt");
    let counts = counts(&record)?;
    if counts.iter().any(Count::is_beyond) {
        let changed = lines(&counts, |count| count.is_beyond() || !count.is_as_recorded(true));
        return Err(format!("Fast paths are beyond the limits of the design, which no record can raise:\n{changed}"));
    }
    if is_blessing() { record.write(&table(&counts)) } else { compare(&record, &counts) }
}

fn compare(record: &Record, counts: &[Count]) -> Result<(), String> {
    let is_same = record.is_of_this_compiler()?;
    if !is_same {
        let (this, that) = (compiler()?, &record.compiler);
        say(&format!("counts are of {that}, this is {this}: held to the limits and {SLACK} above the record"));
    }
    let changed = lines(counts, |count| !count.is_as_recorded(is_same && count.has_the_units_of_the_record()));
    if changed.is_empty() {
        return Ok(());
    }
    Err(format!("The instructions of fast paths changed:\n{changed}{}", HOW_TO_BLESS))
}

/// All counts, one profile after the other.
fn counts(record: &Record) -> Result<Vec<Count>, String> {
    let mut counts = Vec::new();
    for profile in PROFILES {
        for (&kind, found) in KINDS.iter().zip(count(profile)?) {
            counts.push(Count { profile, kind, expected: expected(record, profile, kind), found });
        }
    }
    Ok(counts)
}

/// The recorded count: the row of the kind, the column of the profile.
fn expected(record: &Record, profile: &str, kind: &str) -> Option<u64> {
    let row = record.body.lines().map(str::split_whitespace).find(|row| row.clone().next() == Some(kind))?;
    let column = PROFILES.iter().position(|&other| other == profile)?;
    row.skip(1).nth(column)?.parse().ok()
}

/// The counts as they are recorded.
fn table(counts: &[Count]) -> String {
    let row = |kind: &str, cells: Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!("{cell:>9}")).collect();
        format!("{kind:<10}{cells}\n")
    };
    let about = "# Instructions of one round of `fast_path KIND`, its loop included.\n";
    let rows = KINDS.iter().map(|&kind| {
        row(kind, counts.iter().filter(|count| count.kind == kind).map(|count| count.found.to_string()).collect())
    });
    let head = row("kind", PROFILES.map(str::to_owned).to_vec());
    [about.to_owned(), head].into_iter().chain(rows).collect()
}

fn lines(counts: &[Count], wanted: impl Fn(&Count) -> bool) -> String {
    counts.iter().filter(|count| wanted(count)).map(|count| format!("  {count}\n")).collect()
}

impl Count {
    /// The limit of the design. The three kinds that differ only in how the pool is declared have the same limit.
    fn limit(&self) -> Option<u64> {
        match self.kind {
            "static" | "instances" | "local" => Some(20),
            "generic" => Some(26),
            "value" => Some(32),
            _ => None,
        }
    }

    fn is_beyond(&self) -> bool {
        self.limit().is_some_and(|limit| self.found > limit)
    }

    /// Cargo's default release has many codegen units. A feature adds code to some of them, so the compiler cuts the
    /// others elsewhere, and a function that was inlined may become a call or the reverse.
    fn has_the_units_of_the_record(&self) -> bool {
        self.profile != "release" || !cfg!(feature = "tracing")
    }

    fn is_as_recorded(&self, is_exact: bool) -> bool {
        match self.expected {
            Some(expected) if is_exact => self.found == expected,
            Some(expected) => self.found <= expected + SLACK,
            None => false,
        }
    }
}

impl Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { profile, kind, expected, found } = self;
        let expected = expected.map_or("nothing".to_owned(), |expected| expected.to_string());
        write!(f, "{profile:<8} {kind:<10} expected {expected}, found {found}")?;
        self.limit().map_or(Ok(()), |limit| write!(f, " (limit {limit})"))
    }
}
