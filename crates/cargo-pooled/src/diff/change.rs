//! One change, and whether it is welcome.

use anstyle::{AnsiColor, Style};
use serde::Serialize;

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
    /// The opposite of worse.
    Better,
    /// Neither: the type is new or gone, fields were added, or hot fields moved without touching more lines.
    Changed,
}

impl Verdict {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::Better => "better",
            Self::Changed => "changed",
        }
    }

    pub(super) fn style(self) -> Style {
        match self {
            Self::Worse => AnsiColor::Red.on_default().bold(),
            Self::Better => AnsiColor::Green.on_default(),
            Self::Changed => Style::new().dimmed(),
        }
    }
}
