//! How often scrapes come.

use std::time::{Duration, Instant};

/// No exporter forgets what was updated so short a time ago.
const AT_ONCE: Duration = Duration::from_secs(3);

/// The time between scrapes. Made without a past.
#[derive(Debug, Default)]
pub(crate) struct Rhythm {
    last: Option<Instant>,
    /// The longest time between scrapes lately.
    usual: Duration,
}

impl Rhythm {
    pub(crate) const fn new() -> Self {
        Self { last: None, usual: Duration::ZERO }
    }

    /// Notes that a scrape comes `now`. Says whether it is late: if it comes more than twice as long after the one
    /// before as is usual.
    pub(crate) fn is_late(&mut self, now: Instant) -> bool {
        let Some(last) = self.last.replace(now) else { return false };
        let gap = now.saturating_duration_since(last);
        let is_late = gap > AT_ONCE && gap > 2 * self.usual;
        // One long wait does not make long waits usual.
        let most = if self.usual.is_zero() { gap } else { 2 * self.usual.max(AT_ONCE) };
        self.usual = gap.min(most).max(self.usual * 7 / 8);
        is_late
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::Rhythm;

    /// Which of the scrapes are late that come after so many seconds each.
    fn late(gaps: &[f64]) -> Vec<usize> {
        let (mut rhythm, mut now) = (Rhythm::new(), Instant::now());
        assert!(!rhythm.is_late(now));
        let mut comes = |gap: &f64| {
            now += Duration::from_secs_f64(*gap);
            rhythm.is_late(now)
        };
        gaps.iter().map(&mut comes).enumerate().filter_map(|(at, is_late)| is_late.then_some(at)).collect()
    }

    #[test]
    fn a_steady_rhythm_is_never_late() {
        assert_eq!(late(&[0.1; 50]), []);
        assert_eq!(late(&[15.0; 50])[..], [0]);
        // Two servers scrape one program: the rhythm is known after some scrapes.
        assert_eq!(late(&[1.0, 14.0].repeat(20)), [1, 3]);
    }

    #[test]
    fn a_pause_is_noticed_each_time() {
        let mut gaps = vec![15.0; 20];
        gaps[7] = 3_600.0;
        gaps[9] = 3_600.0;
        gaps[15] = 25.0;
        assert_eq!(late(&gaps), [0, 7, 9]);
    }

    #[test]
    fn a_slower_rhythm_becomes_usual() {
        let gaps = [[15.0; 5], [60.0; 5]].concat();
        assert_eq!(late(&gaps), [0, 5]);
    }
}
