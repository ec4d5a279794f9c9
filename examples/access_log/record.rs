//! One request of the log.

use pooled_types::{Pooled, Reset, ReuseMap, ReuseVec};

/// One request of the log. Its strings keep their memory from one use to the next, also those in its map and its list.
#[derive(Pooled, Default)]
pub(crate) struct Record {
    /// The parts that are texts.
    pub(crate) parts: ReuseMap<Part, String>,
    /// The path that was asked for, percent-decoded.
    pub(crate) path: String,
    /// Name and value of each parameter of the query, percent-decoded.
    pub(crate) parameters: ReuseVec<(String, String)>,
    pub(crate) time: Time,
    pub(crate) status: u16,
    pub(crate) bytes: u64,
}

/// The parts of a line that a record finds by name.
#[derive(Reset, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    #[default]
    Client,
    User,
    Method,
    Referrer,
    Agent,
}

/// A moment as the log has it, without the offset from UTC. `#[derive(Reset)]` writes the reset of a part of a record.
#[derive(Reset, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
        self.parts.get(&part).map_or("", String::as_str)
    }
}
