//! The verdict: whether to pool, judged by the figures.

use core::fmt;

use super::spread::Spread;

/// Times that differ by this part or less count as the same. The placement of code and memory alone can make such a
/// difference, and it changes with every process.
pub const MARGIN: f64 = 0.1;

/// Whether to pool a type, for the use that was measured.
///
/// ```
/// use pooled_types::worth::{Verdict, Worth};
///
/// fn is_pool_kept(report: &Worth) -> bool {
///     report.verdict() == Some(Verdict::Pool)
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// A pooled use is faster than a fresh one, by more than [`MARGIN`] in the median turn, and in three turns of four.
    Pool,
    /// The median turn is within [`MARGIN`], or the turns disagree on what is faster.
    NoDifference,
    /// A pooled use is slower, by more than [`MARGIN`] in the median turn, and in three turns of four.
    DoNotPool,
}

impl Verdict {
    /// Judges by the time of a pooled use in each turn, with that of a fresh use as 1.
    pub(super) fn of(ratio: &Spread) -> Self {
        if is_near(ratio) {
            Self::NoDifference
        } else if ratio.upper_quartile < 1.0 {
            Self::Pool
        } else if ratio.lower_quartile > 1.0 {
            Self::DoNotPool
        } else {
            Self::NoDifference
        }
    }
}

/// Whether the difference is known to be small. If not, it may be hidden by noise.
pub(super) fn is_near(ratio: &Spread) -> bool {
    (ratio.median - 1.0).abs() <= MARGIN
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Pool => "pool it",
            Self::NoDifference => "makes no difference",
            Self::DoNotPool => "don't pool it",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::spread::{Spread, ratio};
    use super::Verdict::{self, DoNotPool, NoDifference, Pool};

    #[track_caller]
    fn check(ratios: &[f64], expected: Verdict) {
        assert_eq!(Verdict::of(&Spread::of(ratios.iter().copied())), expected, "{ratios:?}");
    }

    #[test]
    fn the_faster_way_wins() {
        check(&[0.24, 0.25, 0.26], Pool);
        check(&[3.0, 4.0, 5.0], DoNotPool);
        check(&[1.0; 5], NoDifference);
    }

    #[test]
    fn a_few_percent_are_none() {
        check(&[0.91; 5], NoDifference);
        check(&[1.09; 5], NoDifference);
        check(&[0.89; 5], Pool);
        check(&[1.11; 5], DoNotPool);
    }

    #[test]
    fn turns_that_disagree_tell_nothing() {
        check(&[0.3, 0.6, 0.7, 1.1, 1.2], NoDifference);
        check(&[0.8, 0.9, 1.3, 1.4, 3.0], NoDifference);
        check(&[0.8, 0.9, 1.0, 1.1, 1.2], NoDifference);
    }

    #[test]
    fn a_turn_that_was_interrupted_is_outvoted() {
        check(&[0.4, 0.5, 0.5, 0.6, 1e6], Pool);
        check(&[1e-6, 1.5, 1.5, 1.6, 1.7], DoNotPool);
    }

    #[test]
    fn no_time_at_all_is_a_draw() {
        check(&[ratio(0.0, 0.0); 3], NoDifference);
        check(&[ratio(1.0, 0.0); 3], DoNotPool);
        check(&[ratio(0.0, 1.0); 3], Pool);
    }
}
