//! Figures as text, rounded to the digits that matter.

/// A time or a count: three digits, or all digits before the point, with commas between the thousands.
pub(super) fn figure(value: f64) -> String {
    match value {
        ..9.995 => format!("{value:.2}"),
        ..99.95 => format!("{value:.1}"),
        _ => whole(value),
    }
}

/// A whole number, with commas between the thousands.
pub(super) fn whole(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let sign = if value < 0.0 && digits != "0" { "-" } else { "" };
    let grouped: Vec<&str> =
        (0..digits.len()).rev().step_by(3).map(|end| &digits[end.saturating_sub(2)..=end]).collect();
    format!("{sign}{}", grouped.into_iter().rev().collect::<Vec<_>>().join(","))
}

/// A count that is mostly a whole number: `0`, `2`, `0.03`.
pub(super) fn count(value: f64) -> String {
    if (value - value.round()).abs() < 0.005 { whole(value.round()) } else { figure(value) }
}

/// How many times as long it takes.
pub(super) fn times(ratio: f64) -> String {
    if ratio < 0.095 { format!("{ratio:.3} ×") } else { figure(ratio) + " ×" }
}

#[cfg(test)]
mod tests {
    use super::{count, figure, times, whole};

    #[test]
    fn figures_have_three_digits_or_all() {
        let texts = [0.0, 1.834, 9.996, 17.25, 99.96, 356.4, 1234.5, 1_234_567.0].map(figure);
        assert_eq!(texts, ["0.00", "1.83", "10.0", "17.2", "100", "356", "1,234", "1,234,567"]);
        assert_eq!([0.0034, 0.1, 2.5, 12.34].map(times), ["0.003 ×", "0.10 ×", "2.50 ×", "12.3 ×"]);
    }

    #[test]
    fn whole_numbers_are_grouped() {
        assert_eq!([0.0, 12.0, 123.0, 1000.0, -65536.0, -0.2].map(whole), ["0", "12", "123", "1,000", "-65,536", "0"]);
    }

    #[test]
    fn counts_are_whole_where_they_can_be() {
        assert_eq!(
            [0.0, 2.0, 0.031, 0.001, 19.0, 19.5, 1200.0].map(count),
            ["0", "2", "0.03", "0", "19", "19.5", "1,200"]
        );
    }
}
