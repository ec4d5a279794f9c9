//! What has changed since a baseline: `--save FILE` writes one, `--against FILE` compares with it.
//!
//! A baseline is the report as JSON. A comparison alone ends with exit code 0; with `--deny worse`, for reviews in CI, it ends
//! with 1 if something got worse ([`Difference::is_worse`]).

mod compare;
mod holes;

use std::io::{self, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::draw::json::{Document, TypeEntry, parse, render};

/// Writes a baseline.
///
/// # Errors
/// In one line, why the file can't be written.
pub fn save(path: &Path, document: &Document) -> Result<(), String> {
    std::fs::write(path, render(document)).map_err(|error| format!("can't write `{}`: {error}", path.display()))
}

/// A report that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// The file, as errors name it.
    name: String,
    document: Document,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// In one line, why the file can't be read: it is missing, is no report, or has another schema.
    pub fn read(path: &Path) -> Result<Self, String> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| format!("can't read `{name}`: {error}"))?;
        let document =
            parse(&text).map_err(|error| format!("`{name}` is no baseline: {error}; save one with `--save`"))?;
        Ok(Self { name, document })
    }

    /// Compares a report with it. A type that is not in the report is gone if it `is_selected`; else the report did not look at it.
    ///
    /// # Errors
    /// In one line, why the two can't be compared: the baseline is of another target or for other cache lines, whose figures are
    /// others.
    pub fn compare(&self, now: &Document, is_selected: impl Fn(&TypeEntry) -> bool) -> Result<Difference, String> {
        let Self { name, document: before } = self;
        let saved = if before.target != now.target {
            format!("is of the target {}, and this report of {}: pass `--target {0}`", before.target, now.target)
        } else if before.line != now.line {
            let option =
                |line: Option<usize>| line.map_or("no `--line`".to_string(), |line| format!("`--line {line}`"));
            format!("was saved with {}, and this report has {1}: pass {0}", option(before.line), option(now.line))
        } else {
            return Ok(Difference::between(before, now, is_selected));
        };
        Err(format!("`{name}` {saved}, or compare with a baseline that was saved like this report"))
    }
}

/// All that has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// [`SCHEMA`](crate::draw::json::SCHEMA).
    pub schema: u32,
    /// The types that changed; those that are new or gone as well.
    pub types: Vec<Changed>,
    /// The number of types that did not.
    pub same: usize,
    /// The number of types of the baseline that were not looked at.
    pub skipped: usize,
}

/// What has changed about a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// The path: module and name.
    pub path: String,
    /// The source file; of a type that is gone, the one that it was in.
    pub file: String,
    /// The line in it.
    pub line: u32,
    /// At least one.
    pub changes: Vec<Change>,
}

/// One change, as a sentence without a full stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it means.
    pub verdict: Verdict,
    /// The sentence.
    pub text: String,
}

/// Whether a change is welcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The type grew, has a new hole, or its hot fields moved apart: they touch more lines.
    Worse,
    /// The other way round.
    Better,
    /// Neither: the type is new or gone, fields were added, or hot fields moved without touching more lines.
    Changed,
}

impl Difference {
    /// What has changed between two reports of one target. A type that is no longer there is gone if it `is_selected`.
    #[must_use]
    pub fn between(before: &Document, now: &Document, is_selected: impl Fn(&TypeEntry) -> bool) -> Self {
        compare::documents(before, now, is_selected)
    }

    /// Whether something got worse.
    #[must_use]
    pub fn is_worse(&self) -> bool {
        self.types.iter().flat_map(|ty| &ty.changes).any(|change| change.verdict == Verdict::Worse)
    }

    /// Writes what has changed, type by type, and a last row with the sum.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let bold = Style::new().bold();
        for ty in &self.types {
            writeln!(out, "{bold}{}{bold:#}  {}:{}", ty.path, ty.file, ty.line)?;
            for change in &ty.changes {
                let style = change.verdict.style();
                writeln!(out, "  {style}{:7}{style:#} {}", change.verdict.name(), change.text)?;
            }
        }
        writeln!(out, "{}", self.sum())?;
        match self.skipped {
            0 => Ok(()),
            1 => writeln!(out, "1 type of the baseline is not in what was selected, and was not looked at."),
            n => writeln!(out, "{n} types of the baseline are not in what was selected, and were not looked at."),
        }
    }

    fn sum(&self) -> String {
        let with = |verdict| {
            let has = |ty: &&Changed| ty.changes.iter().any(|change| change.verdict == verdict);
            self.types.iter().filter(has).count()
        };
        let (worse, better) = (with(Verdict::Worse), with(Verdict::Better));
        let types = |number: usize| if number == 1 { "1 type".to_string() } else { format!("{number} types") };
        if self.types.is_empty() {
            return format!("Nothing has changed: {}.", types(self.same));
        }
        format!(
            "{} changed, worse in something: {worse}, better in something: {better}; {} the same.",
            types(self.types.len()),
            types(self.same)
        )
    }
}

impl Verdict {
    fn name(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::Better => "better",
            Self::Changed => "changed",
        }
    }

    fn style(self) -> Style {
        match self {
            Self::Worse => AnsiColor::Red.on_default().bold(),
            Self::Better => AnsiColor::Green.on_default(),
            Self::Changed => Style::new().dimmed(),
        }
    }
}
