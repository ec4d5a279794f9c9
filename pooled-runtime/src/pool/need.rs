//! What the uses of a type's objects need of the containers in them.
//!
//! A container that keeps more than [`NOTICED_BYTES`](crate::reset::NOTICED_BYTES) bytes says at each reset how many it
//! keeps and how many its use filled. Objects of a pool take each other's places, so what counts is not what one
//! container was used for, but what containers of its size were used for: sizes are told apart by the power of two
//! below them. A container that keeps far more than any of its size was filled with, in a whole interval, may not keep
//! that.

use crate::sync::{AtomicBool, AtomicU32, AtomicUsize, Relaxed, const_fn};

/// Sizes from so many bits on are told apart; smaller ones count as the first.
const FIRST: u32 = 12;

/// How many sizes there are. The last one is for all that are larger.
const SIZES: usize = 12;

/// Containers are left alone for two to the power of this many intervals at most.
const LONGEST: u32 = 10;

/// No container is told to keep less than so many bytes.
const LEAST: usize = 256;

/// What is known of the containers of each size.
#[derive(Default)]
pub(crate) struct Needs([Need; SIZES]);

/// What is known of the containers of one size.
#[derive(Default)]
struct Need {
    /// The most bytes that a use filled in this interval, and in the one before, and one more: so 0 says that there was
    /// no use.
    now: AtomicUsize,
    before: AtomicUsize,
    /// Whether containers were told to shrink in this interval.
    shrinks: AtomicBool,
    /// How often they were told, and for how many intervals none is told now.
    ///
    /// What a user took out of a container before it came back is not seen. If its uses fill it all the same, it grows
    /// again, and is told to shrink again. So each time it is left alone for twice as long as the time before.
    told: AtomicU32,
    pause: AtomicU32,
}

impl Needs {
    const_fn! {
        /// The place of a size.
        const fn place(kept: usize) -> usize {
            let bits = match kept {
                0 => 0,
                _ => kept.ilog2(),
            };
            let above = bits.saturating_sub(FIRST) as usize;
            if above < SIZES { above } else { SIZES - 1 }
        }
    }

    /// Notes that a use filled `used` of the `kept` bytes of a container. Says how many bytes it may keep.
    pub(crate) fn note(&self, kept: usize, used: usize) -> usize {
        let need = &self.0[Self::place(kept)];
        let most = used.saturating_add(1);
        if need.now.load(Relaxed) < most {
            need.now.fetch_max(most, Relaxed);
        }
        let Some(allowed) = allowed(need.most(), kept) else { return usize::MAX };
        need.shrinks.store(true, Relaxed);
        allowed
    }

    /// How many bytes a container in an object may keep that keeps `kept` bytes in all; `None` if it may keep all.
    pub(crate) fn allowed_in(&self, kept: usize) -> Option<usize> {
        // A container of the object can be smaller than the object, so all sizes up to it count.
        let known = self.0[..=Self::place(kept)].iter().filter(|need| need.before.load(Relaxed) > 0);
        let most = known.map(|need| need.most().unwrap_or(usize::MAX)).max();
        allowed(most, kept)
    }

    /// Ends an interval.
    pub(crate) fn end_interval(&self) {
        self.0.iter().for_each(Need::end_interval);
    }
}

impl Need {
    /// The most bytes that a use filled in this interval and the whole one before; `None` if nothing is known of that
    /// one, or if containers of this size are left alone.
    fn most(&self) -> Option<usize> {
        let (now, before) = (self.now.load(Relaxed), self.before.load(Relaxed));
        (before > 0 && self.pause.load(Relaxed) == 0).then_some(now.max(before))
    }

    fn end_interval(&self) {
        self.before.store(self.now.swap(0, Relaxed), Relaxed);
        let pause = self.pause.load(Relaxed);
        if self.shrinks.swap(false, Relaxed) {
            let told = self.told.load(Relaxed);
            self.told.store((told + 1).min(LONGEST), Relaxed);
            self.pause.store(1 << told, Relaxed);
        } else if pause > 0 {
            self.pause.store(pause - 1, Relaxed);
        }
    }
}

/// How many bytes a container may keep that keeps `kept`, if uses fill no more than `most`; `None` if it may keep all.
fn allowed(most: Option<usize>, kept: usize) -> Option<usize> {
    let needed = most?.checked_next_power_of_two()?.max(LEAST);
    (needed <= kept / 2).then_some(needed)
}

#[cfg(test)]
mod tests {
    use super::Needs;

    #[test]
    fn what_no_use_fills_goes_after_a_whole_interval() {
        let needs = Needs::default();
        assert_eq!(needs.note(60_000, 60_000), usize::MAX);
        assert_eq!(needs.note(60_000, 100), usize::MAX);
        needs.end_interval();
        assert_eq!(needs.note(60_000, 100), usize::MAX, "the large use was in the interval before");
        assert_eq!(needs.allowed_in(61_000), None);
        needs.end_interval();
        assert_eq!(needs.note(60_000, 100), 256);
        assert_eq!(needs.allowed_in(61_000), Some(256));
        assert_eq!(needs.note(60_000, 9_000), 16_384, "this use is known at once");
        assert_eq!(needs.note(8_000, 10), usize::MAX, "another size");
        assert_eq!(needs.note(30_000, 29_000), usize::MAX);
    }

    #[test]
    fn what_is_filled_stays() {
        let needs = Needs::default();
        for _ in 0..20 {
            for used in [60_000, 0] {
                assert_eq!(needs.note(65_536, used), usize::MAX);
            }
            needs.end_interval();
        }
    }

    /// A queue is empty when it comes back, although it was full.
    #[test]
    #[cfg_attr(miri, ignore = "it only counts, and for long")]
    fn what_grows_again_is_left_alone_for_longer_each_time() {
        let needs = Needs::default();
        let mut shrinks = 0;
        for _ in 0..1_000 {
            shrinks += u32::from(needs.note(60_000, 0) < 60_000);
            needs.end_interval();
        }
        assert!((5..=10).contains(&shrinks), "{shrinks}");
    }

    #[test]
    fn an_interval_without_uses_says_nothing() {
        let needs = Needs::default();
        needs.note(60_000, 100);
        needs.end_interval();
        needs.end_interval();
        assert_eq!(needs.note(60_000, 100), usize::MAX);
        assert_eq!(needs.allowed_in(60_000), None);
    }
}
