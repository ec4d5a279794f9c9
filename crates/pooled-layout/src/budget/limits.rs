//! What a type may cost, and which limits a layout breaks.

use super::limit::Limit;
use crate::figures::Figures;

/// What a type may cost.
#[derive(Clone, Copy)]
pub struct Budget {
    /// `max_size = N`
    pub max_size: usize,
    /// `max_lines = N`
    pub max_lines: usize,
    /// `hot_lines = N`
    pub hot_lines: usize,
    /// `no_straddle`
    pub no_straddle: bool,
}

impl Budget {
    /// No limits.
    pub const NONE: Self =
        Self { max_size: usize::MAX, max_lines: usize::MAX, hot_lines: usize::MAX, no_straddle: false };

    /// The limit for the target: `small` where pointers have 32 bits.
    #[must_use]
    pub const fn of_target(all: usize, small: usize) -> usize {
        if usize::BITS == 32 { small } else { all }
    }

    pub(super) const fn allows(&self, figures: &Figures, line: usize) -> bool {
        self.broken(figures, line) == 0
    }

    /// Which limits are broken: the [bit](Limit::bit) of each.
    pub(super) const fn broken(&self, figures: &Figures, line: usize) -> u64 {
        let (mut broken, mut at) = (0, 0);
        while at < Limit::ALL.len() {
            if self.breaks(Limit::ALL[at], figures, line) {
                broken |= Limit::ALL[at].bit();
            }
            at += 1;
        }
        broken
    }

    /// Whether a limit is broken.
    const fn breaks(&self, limit: Limit, figures: &Figures, line: usize) -> bool {
        match limit {
            Limit::MaxSize => figures.size > self.max_size,
            Limit::MaxLines => figures.size.div_ceil(line) > self.max_lines,
            Limit::HotLines => figures.hot_lines > self.hot_lines,
            Limit::NoStraddle => self.no_straddle && figures.straddles > 0,
        }
    }
}
