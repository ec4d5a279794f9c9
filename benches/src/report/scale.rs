//! An axis: where a value is on it, and which values get a mark.

use crate::results::Spread;

/// The axis is logarithmic if the slowest takes more than so many times as long as the fastest. On a linear axis the
/// bar of the fastest would be too short to see.
const LOGARITHMIC_FROM: f64 = 24.0;

/// How far the axis goes at most, as a multiple of the slowest median.
const BEYOND: f64 = 1.5;

pub(super) struct Scale {
    from: f64,
    to: f64,
    is_logarithmic: bool,
}

impl Scale {
    /// An axis for times. Bars start at its left end and end at the medians. Quartiles may be beyond its right end, so
    /// that a few rounds that the machine disturbed don't make all bars short.
    pub(super) fn of(times: &[Spread]) -> Self {
        let least = times.iter().map(|time| time.median).fold(f64::INFINITY, f64::min);
        let most = times.iter().map(|time| time.median).fold(0.0, f64::max);
        let highest = times.iter().map(|time| time.high).fold(0.0, f64::max);
        let is_logarithmic = most > least * LOGARITHMIC_FROM;
        // Half of the least, so that its bar is at least as long as a factor of two.
        let from = if is_logarithmic { round_down(least / 2.0) } else { 0.0 };
        Self { from, to: highest.min(most * BEYOND), is_logarithmic }
    }

    /// A linear axis from 0 to `to`.
    pub(super) fn linear(to: f64) -> Self {
        Self { from: 0.0, to, is_logarithmic: false }
    }

    /// Whether the axis goes that far.
    pub(super) fn shows(&self, value: f64) -> bool {
        (self.from..=self.to).contains(&value)
    }

    pub(super) fn is_logarithmic(&self) -> bool {
        self.is_logarithmic
    }

    /// From 0, the left end, to 1, the right.
    pub(super) fn place(&self, value: f64) -> f64 {
        let place = if self.is_logarithmic {
            (value / self.from).ln() / (self.to / self.from).ln()
        } else {
            (value - self.from) / (self.to - self.from)
        };
        place.clamp(0.0, 1.0)
    }

    /// The values to mark, from the left end on.
    pub(super) fn marks(&self) -> Vec<f64> {
        if self.is_logarithmic { self.powers() } else { self.steps() }
    }

    /// Powers of ten. Where these are few and short, also 2 and 5 times a power.
    fn powers(&self) -> Vec<f64> {
        let decades = (self.to / self.from).log10();
        let are_long = self.to >= 10_000.0;
        let between: &[f64] = if decades > 3.5 || are_long { &[1.0] } else { &[1.0, 2.0, 5.0] };
        let powers = exponent(self.from)..=exponent(self.to);
        let all = powers.flat_map(|power| between.iter().map(move |digit| digit * 10_f64.powi(power)));
        all.filter(|mark| (self.from * 0.999..=self.to).contains(mark)).collect()
    }

    /// Four to nine steps of a round size.
    fn steps(&self) -> Vec<f64> {
        let step = round_down(self.to / 4.0);
        (0..10).map(|n| f64::from(n) * step).take_while(|&mark| mark <= self.to).collect()
    }
}

/// The largest of 1, 2 and 5 times a power of ten that is not above the value.
fn round_down(value: f64) -> f64 {
    let power = 10_f64.powi(exponent(value));
    let digit = [5.0, 2.0].into_iter().find(|digit| digit * power <= value).unwrap_or(1.0);
    digit * power
}

#[expect(clippy::cast_possible_truncation, reason = "exponents are small")]
fn exponent(value: f64) -> i32 {
    value.log10().floor() as i32
}

#[cfg(test)]
mod tests {
    use super::Scale;
    use crate::results::Spread;

    fn scale(values: &[f64]) -> Scale {
        let time = |&median: &f64| Spread { median, low: median, high: median, rounds: 1 };
        Scale::of(&values.iter().map(time).collect::<Vec<_>>())
    }

    fn are_near(a: &[f64], b: &[f64]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-9)
    }

    #[test]
    fn values_of_one_magnitude_start_at_zero() {
        let scale = scale(&[10.0, 25.0, 40.0]);
        assert!(!scale.is_logarithmic());
        assert!(are_near(&[0.0, 10.0, 20.0, 40.0].map(|value| scale.place(value)), &[0.0, 0.25, 0.5, 1.0]));
        assert!(are_near(&scale.marks(), &[0.0, 10.0, 20.0, 30.0, 40.0]));
    }

    #[test]
    fn values_of_many_magnitudes_are_equally_far_a_factor() {
        let scale = scale(&[2.0, 1000.0]);
        assert!(scale.is_logarithmic());
        assert!(are_near(&[1.0, 10.0, 1000.0].map(|value| scale.place(value)), &[0.0, 1.0 / 3.0, 1.0]));
        let marks = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0];
        assert!(are_near(&scale.marks(), &marks));
    }

    #[test]
    fn few_magnitudes_have_marks_between() {
        assert!(are_near(&scale(&[2.0, 50.0]).marks(), &[1.0, 2.0, 5.0, 10.0, 20.0, 50.0]));
        assert!(are_near(&scale(&[0.3, 40.0]).marks(), &[0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0]));
        assert!(are_near(&scale(&[5_000.0, 200_000.0]).marks(), &[10_000.0, 100_000.0]));
    }

    #[test]
    fn the_least_has_a_bar() {
        for least in [0.001, 0.3, 1.0, 2.0, 9.99, 12345.0] {
            let scale = scale(&[least, least * 30.0]);
            assert!(scale.place(least) > 0.1, "{least}");
        }
    }

    #[test]
    fn a_disturbed_round_does_not_make_all_bars_short() {
        let disturbed = Spread { median: 10.0, low: 9.0, high: 500.0, rounds: 15 };
        let scale = Scale::of(&[disturbed, Spread { median: 12.0, low: 11.0, high: 13.0, rounds: 15 }]);
        assert!(!scale.is_logarithmic() && !scale.shows(500.0) && scale.shows(18.0) && scale.shows(0.0));
        assert!(are_near(&[scale.place(9.0), scale.place(500.0)], &[0.5, 1.0]));
    }

    #[test]
    fn a_single_value_fills_the_axis() {
        let scale = scale(&[7.0]);
        assert!(are_near(&[scale.place(7.0)], &[1.0]));
        assert!(scale.marks().len() >= 4);
    }
}
