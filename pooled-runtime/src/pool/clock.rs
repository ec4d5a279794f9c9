//! The clock of all pools. It says in which interval the process is; nobody watches it but threads on their slow paths.

use core::cell::Cell;
use core::time::Duration;

use once_cell::race::OnceBox;

use crate::config::settings;
use crate::sync::{Acquire, AtomicU32, AtomicU64, Relaxed, Release};

/// A moment of a clock that never goes back.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(crate) use std::time::Instant as Moment;

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(crate) use no_clock::Moment;

/// When the interval ends, in milliseconds of [`now`].
static DUE: AtomicU64 = AtomicU64::new(0);

/// How many times in an interval a thread should look at the clock, at least.
const LOOKS: u64 = 64;

/// A thread looks at the clock after so many hits at the latest. One that was busy and is not any more notices the end
/// of an interval after that many.
pub(crate) const MOST_HITS: u16 = 512;

thread_local! {
    /// When this thread looked at the clock last.
    static LOOKED: Cell<u64> = const { Cell::new(0) };
}

/// How many intervals have ended.
static INTERVAL: AtomicU32 = AtomicU32::new(0);

/// By how many milliseconds tests have moved the clock.
static AHEAD: AtomicU64 = AtomicU64::new(0);

/// How many intervals have ended. What the thread that ended the last one did before is seen.
pub(crate) fn interval() -> u32 {
    INTERVAL.load(Acquire)
}

/// Says whether an interval has ended just now: `true` once an interval, for one thread. That thread calls
/// [`begin_interval`] when it has told the pools.
pub(crate) fn interval_has_ended(now: u64) -> bool {
    let due = DUE.load(Relaxed);
    let is_mine = now >= due && DUE.compare_exchange(due, now.saturating_add(length()), Relaxed, Relaxed).is_ok();
    is_mine && due > 0 // The first look begins the first interval.
}

/// For a thread that looks at the clock after every `pace` hits: after how many it should look again, and whether the
/// interval is over.
///
/// It should look often enough to notice the end of an interval in time, but a look takes as long as some ten hits. So
/// the pace follows the rate of its hits.
pub(crate) fn look(pace: u16) -> (u16, bool) {
    let now = now();
    let since = now.saturating_sub(LOOKED.try_with(|looked| looked.replace(now)).unwrap_or(now));
    let part = length() / LOOKS;
    let pace = match since {
        _ if since <= part => (pace * 2).min(MOST_HITS),
        _ if since > part * 4 => (pace / 2).max(1),
        _ => pace,
    };
    (pace, now >= DUE.load(Relaxed))
}

/// The time of [`now`] when this thread looked at the clock last, or now.
pub(crate) fn looked() -> u64 {
    match LOOKED.try_with(Cell::get) {
        Ok(looked) if looked > 0 => looked,
        _ => now(),
    }
}

/// Lets all threads know that an interval has ended.
pub(crate) fn begin_interval() {
    INTERVAL.fetch_add(1, Release);
}

/// Has the interval that runs end after the present length of intervals at the latest, because that was changed.
pub(crate) fn shorten_interval() {
    DUE.fetch_min(now().saturating_add(length()), Relaxed);
}

/// How long an interval is, in milliseconds.
fn length() -> u64 {
    settings().interval()
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// When the clock was started.
static START: OnceBox<Moment> = OnceBox::new();

/// Starts the clock, if it does not run yet. This allocates, so a pool does it when it is made: a return must not.
pub(crate) fn start() -> &'static Moment {
    START.get_or_init(|| Box::new(Moment::now()))
}

/// Milliseconds since the clock was started, from 1 on.
pub(crate) fn now() -> u64 {
    millis(start().elapsed()).saturating_add(1).saturating_add(AHEAD.load(Relaxed))
}

/// Moves the clock of all pools forward. For tests, which would have to wait for intervals otherwise.
pub fn advance_clock(by: Duration) {
    AHEAD.fetch_add(millis(by), Relaxed);
}

/// WebAssembly without WASI has no clock, and `Instant::now` panics there. So no time passes there, and no interval
/// ends by itself.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod no_clock {
    use core::time::Duration;

    pub(crate) struct Moment;

    impl Moment {
        pub(crate) fn now() -> Self {
            Self
        }

        #[expect(clippy::unused_self, reason = "it is called as that of `Instant` is")]
        pub(crate) fn elapsed(&self) -> Duration {
            Duration::ZERO
        }
    }
}
