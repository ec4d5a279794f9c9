//! Medians and ranges.

use std::fmt;

/// A median, with the least and the most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Summary {
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
}

impl Summary {
    /// Of values, of which there is at least one.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut sorted: Vec<_> = values.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        Self { median: sorted[sorted.len() / 2], least: sorted[0], most: sorted[sorted.len() - 1] }
    }
}

/// `0.61 (0.59 to 0.64)`, with as many digits behind the point as the format says.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(2);
        write!(f, "{:.digits$} ({:.digits$} to {:.digits$})", self.median, self.least, self.most)
    }
}

/// The value below which `part` of the sorted values are, in microseconds.
pub(crate) fn percentile(sorted: &[std::time::Duration], part: f64) -> f64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index"
    )]
    let at = (sorted.len() as f64 * part) as usize;
    sorted.get(at.min(sorted.len().saturating_sub(1))).map_or(f64::NAN, |time| time.as_secs_f64() * 1e6)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Summary, percentile};

    #[test]
    fn a_summary_has_the_median_and_the_range() {
        assert_eq!(format!("{:.1}", Summary::of([3.0, 1.0, 2.0, 9.0, 2.5])), "2.5 (1.0 to 9.0)");
    }

    #[test]
    fn percentiles_are_of_the_sorted_times() {
        let times: Vec<_> = (1..=100).map(Duration::from_micros).collect();
        let parts = [0.0, 0.5, 0.99, 1.0].map(|part| percentile(&times, part).round());
        assert_eq!(parts.map(|part| format!("{part}")), ["1", "51", "100", "100"]);
        assert!(percentile(&[], 0.5).is_nan());
    }
}
