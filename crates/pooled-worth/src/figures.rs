//! Times and their ratios as text.

/// A time in the unit that suits its size.
pub(super) fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e4 => format!("{nanoseconds:.1} ns"),
        ..1e7 => format!("{:.1} µs", nanoseconds / 1e3),
        ..1e10 => format!("{:.1} ms", nanoseconds / 1e6),
        _ => format!("{:.1} s", nanoseconds / 1e9),
    }
}

/// A ratio of times: two decimals, and two digits or more after the zeros.
pub(super) fn times(ratio: f64) -> String {
    if ratio < 1e-9 {
        return "0".to_owned();
    }
    let (mut decimals, mut scaled) = (2, ratio);
    while scaled < 0.1 {
        scaled *= 10.0;
        decimals += 1;
    }
    format!("{ratio:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::{time, times};

    #[test]
    fn every_time_has_a_unit() {
        let times = [0.0, 1.25, 9_999.0, 10_000.0, 2.5e7, 3e10, 1e300].map(time);
        assert_eq!(times[..6], ["0.0 ns", "1.2 ns", "9999.0 ns", "10.0 µs", "25.0 ms", "30.0 s"]);
        assert!(times[6].ends_with(" s"));
    }

    #[test]
    fn ratios_have_two_digits_that_say_something() {
        let ratios = [0.0, 1.234_5e-5, 0.001_234, 0.099_9, 0.25, 0.999, 1.0, 12.34, 1e300].map(times);
        assert_eq!(ratios[..8], ["0", "0.000012", "0.0012", "0.100", "0.25", "1.00", "1.00", "12.34"]);
        assert!(ratios[8].starts_with("1000"));
    }
}
