//! All that has changed, and how it is written.

use std::io::{self, Write};

use anstyle::Style;
use serde::Serialize;

use super::change::{Change, Verdict};
use crate::model::target_after;

/// All that has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// [`SCHEMA`](crate::document::SCHEMA).
    pub schema: u32,
    /// The types that changed, are new, or are gone.
    pub types: Vec<Changed>,
    /// The number of types that did not change.
    pub same: usize,
    /// The number of types of the baseline that were not looked at.
    pub skipped: usize,
}

/// What has changed about a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// The path: module and name.
    pub path: String,
    /// The target that it was laid out for, if the reports are of several.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub target: String,
    /// The source file. For a type that is gone: the file in which it was.
    pub file: String,
    /// The line in it.
    pub line: u32,
    /// At least one.
    pub changes: Vec<Change>,
}

impl Difference {
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
            let on = target_after(" on ", &ty.target);
            writeln!(out, "{bold}{}{bold:#}  {}:{}{on}", ty.path, ty.file, ty.line)?;
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
