//! Which requests are pooled: a share of them, unless a request says itself what it wants.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};

use axum::http::{HeaderMap, HeaderValue};

/// The header with which a request asks for a way (`on` or `off`), and with which the response says which one it took.
pub const HEADER: &str = "x-pooled";

/// All requests, as a share.
const ALL: u64 = 1 << 32;

/// A share from 0 to 1, which may change while the service runs.
#[derive(Debug)]
pub struct Share {
    /// Of `ALL`.
    part: AtomicU64,
    turn: AtomicU32,
}

impl Share {
    /// A share of the requests. `None` if it is not from 0 to 1.
    #[must_use]
    pub fn new(share: f64) -> Option<Self> {
        Some(Self { part: AtomicU64::new(part(share)?), turn: AtomicU32::new(0) })
    }

    /// Sets another share; `None` if it is not from 0 to 1, and then nothing changes.
    pub fn set(&self, share: f64) -> Option<()> {
        self.part.store(part(share)?, Relaxed);
        Some(())
    }

    /// The share, from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "it was made from a number of this type")]
    pub fn get(&self) -> f64 {
        self.part.load(Relaxed) as f64 / ALL as f64
    }

    /// Whether the next request is pooled. Its header wins over the share.
    pub fn is_pooled(&self, headers: &HeaderMap) -> bool {
        match headers.get(HEADER).map(HeaderValue::as_bytes) {
            Some(b"on") => true,
            Some(b"off") => false,
            _ => self.has_next(),
        }
    }

    /// Whether the next request is of the share. Steps of the golden ratio spread them evenly: of any hundred requests
    /// in a row, a share of 0.1 has eight to twelve.
    fn has_next(&self) -> bool {
        const STEP: u32 = 0x9E37_79B9;
        match self.part.load(Relaxed) {
            0 => false,
            ALL => true,
            part => u64::from(self.turn.fetch_add(STEP, Relaxed)) < part,
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "from 0 to ALL"
)]
fn part(share: f64) -> Option<u64> {
    (0.0..=1.0).contains(&share).then_some((share * ALL as f64) as u64)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::{HEADER, Share};

    /// How many of `requests` without a header are pooled.
    fn pooled(share: &Share, requests: usize) -> usize {
        (0..requests).filter(|_| share.is_pooled(&HeaderMap::new())).count()
    }

    #[test]
    fn a_share_is_spread_evenly() {
        let share = Share::new(0.1).expect("a share");
        for _ in 0..1_000 {
            assert!((8..=12).contains(&pooled(&share, 100)));
        }
    }

    #[test]
    fn none_and_all_are_exact() {
        let share = Share::new(0.0).expect("a share");
        assert_eq!(pooled(&share, 1_000), 0);
        share.set(1.0).expect("a share");
        assert_eq!(pooled(&share, 1_000), 1_000);
    }

    #[test]
    fn a_request_may_say_what_it_wants() {
        let header = |value| HeaderMap::from_iter([(HEADER.parse().expect("a name"), value)]);
        let share = Share::new(1.0).expect("a share");
        assert!(!share.is_pooled(&header("off".parse().expect("a value"))));
        share.set(0.0).expect("a share");
        assert!(share.is_pooled(&header("on".parse().expect("a value"))));
        assert!(!share.is_pooled(&header("what".parse().expect("a value"))));
    }

    #[test]
    fn what_is_no_share_is_refused() {
        assert!(Share::new(1.1).is_none());
        let share = Share::new(1.0).expect("a share");
        assert!(share.set(f64::NAN).is_none());
        assert_eq!(pooled(&share, 10), 10);
    }
}
