//! A report that was saved, to be compared with.

use std::path::Path;

use super::difference::Difference;
use crate::document::{Document, TypeEntry, parse, render};

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

    /// Compares a report with the baseline. A type that is not in the report is gone if it `is_selected`; else the
    /// report did not look at it.
    ///
    /// # Errors
    /// In one line, why the two can't be compared: the baseline is of another target or for other cache lines, so that
    /// its figures mean something else.
    pub fn compare(&self, now: &Document, is_selected: impl Fn(&TypeEntry) -> bool) -> Result<Difference, String> {
        let Self { name, document: before } = self;
        let saved = if before.target != now.target {
            let options = before.target.replace(", ", " --target ");
            format!("is of the target {}, and this report of {}: pass `--target {options}`", before.target, now.target)
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
