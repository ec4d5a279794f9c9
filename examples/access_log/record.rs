//! One request of the log.

use std::collections::HashMap;
use std::ops::Range;

use pooled_types::Pooled;

/// A part of a text: start and end in bytes. It owns nothing, so clearing a list or map of spans frees nothing.
pub(crate) type Span = Range<u32>;

/// One request of the log. Its strings, its list and its map keep their memory from one use to the next.
#[derive(Pooled, Default)]
pub(crate) struct Record {
    /// The line as it was read.
    pub(crate) line: String,
    /// Where in `line` each part is.
    pub(crate) parts: HashMap<Part, Span>,
    /// The path that was asked for, percent-decoded.
    pub(crate) path: String,
    /// The parameters of the query, percent-decoded, one after the other.
    pub(crate) query: String,
    /// Where in `query` the name and value of each parameter are.
    pub(crate) parameters: Vec<(Span, Span)>,
    pub(crate) time: Time,
    pub(crate) status: u16,
    pub(crate) bytes: u64,
}

/// The parts of a line that a record finds by name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    Client,
    User,
    Method,
    Referrer,
    Agent,
}

/// A moment as the log has it, without the offset from UTC. `#[derive(Reset)]` writes the reset of a part of a record.
#[derive(pooled_types::Reset, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Time {
    pub(crate) year: u16,
    pub(crate) month: u8,
    pub(crate) day: u8,
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    pub(crate) second: u8,
}

impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { year, month, day, hour, minute, second } = self;
        write!(f, "{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

impl Record {
    /// A part of the line; empty if the line does not have it.
    pub(crate) fn part(&self, part: Part) -> &str {
        self.parts.get(&part).map_or("", |span| text(&self.line, span))
    }

    /// The parameters of the query.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters.iter().map(|(name, value)| (text(&self.query, name), text(&self.query, value)))
    }
}

fn text<'a>(of: &'a str, span: &Span) -> &'a str {
    &of[span.start as usize..span.end as usize]
}
