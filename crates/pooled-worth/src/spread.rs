//! Medians and quartiles of the rounds.

/// The figures of many rounds in three numbers: the median and the two quartiles, between which half of the rounds lie.
///
/// ```
/// use pooled_types::Worth;
///
/// fn in_words(report: &Worth) -> String {
///     let ratio = report.ratio;
///     format!("{:.2} of the fresh time ({:.2} to {:.2})", ratio.median, ratio.lower_quartile, ratio.upper_quartile)
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Spread {
    /// The median.
    pub median: f64,
    /// A quarter of the rounds had less.
    pub lower_quartile: f64,
    /// A quarter of the rounds had more.
    pub upper_quartile: f64,
    /// How many rounds there were.
    pub rounds: usize,
}

/// The cost of one use of an object, for one of the ways to get it.
///
/// ```
/// use pooled_types::Worth;
///
/// fn saved_nanoseconds(report: &Worth) -> f64 {
///     report.fresh.time.median - report.pooled.time.median
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UseCost {
    /// Nanoseconds.
    pub time: Spread,
    /// Allocations and reallocations, on average, once the pool is warm. `None` where the
    /// [`CountingAllocator`](crate::CountingAllocator) is not installed.
    pub allocations: Option<f64>,
}

impl Spread {
    /// Reads the figures of all rounds. All is 0 if there are none.
    pub(super) fn of(rounds: impl IntoIterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = rounds.into_iter().collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let at = |index: usize| sorted.get(index).copied().unwrap_or(0.0);
        let rounds = sorted.len();
        let [lower_quartile, median, upper_quartile] = [rounds / 4, rounds / 2, rounds * 3 / 4].map(at);
        Self { median, lower_quartile, upper_quartile, rounds }
    }
}

/// `a / b`; 1 for two zeros, which a coarse clock may measure.
pub(super) fn ratio(a: f64, b: f64) -> f64 {
    if a <= 0.0 && b <= 0.0 { 1.0 } else { a / b.max(f64::MIN_POSITIVE) }
}

#[cfg(test)]
mod tests {
    use super::{Spread, ratio};

    #[test]
    fn quartiles_of_rounds_in_any_order() {
        let spread = Spread::of([9.0, 1.0, 7.0, 3.0, 5.0]);
        assert_eq!(spread, Spread { median: 5.0, lower_quartile: 3.0, upper_quartile: 7.0, rounds: 5 });
        assert_eq!(Spread::of([4.0]), Spread { median: 4.0, lower_quartile: 4.0, upper_quartile: 4.0, rounds: 1 });
        assert_eq!(Spread::of([]), Spread::default());
    }

    #[test]
    fn no_ratio_is_not_a_number() {
        for (a, b) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1e9, 0.0)] {
            assert!(!ratio(a, b).is_nan());
        }
        assert_eq!(ratio(0.0, 0.0).to_bits(), 1.0_f64.to_bits());
        assert_eq!(ratio(3.0, 2.0).to_bits(), 1.5_f64.to_bits());
    }
}
