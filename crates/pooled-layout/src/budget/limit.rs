//! The limits of a budget.

use core::fmt;

use crate::variants::listed;

// The number of a limit is that of its bit in the encoding: a new one goes to the end.
listed! {
    /// A limit, which a layout may break.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Limit {
        /// `max_size = N`
        MaxSize,
        /// `max_lines = N`
        MaxLines,
        /// `hot_lines = N`
        HotLines,
        /// `no_straddle`
        NoStraddle,
    }
}

impl Limit {
    /// The name, as one writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MaxSize => "max_size",
            Self::MaxLines => "max_lines",
            Self::HotLines => "hot_lines",
            Self::NoStraddle => "no_straddle",
        }
    }

    /// The bit that stands for it among broken limits.
    pub(crate) const fn bit(self) -> u64 {
        1 << self as u32
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
