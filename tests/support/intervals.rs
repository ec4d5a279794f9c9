//! Intervals that end when a test says so. The pools' clock is moved forward, so nobody waits.

use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread;
use std::time::Duration;

use pooled_types::__private::advance_clock;
use pooled_types::{Pooled, Settings, configure};

/// So long that no interval ends by itself, even on a slow machine.
pub(crate) const INTERVAL: Duration = Duration::from_secs(100_000);

/// A type that a thread uses to have a pool at all.
#[derive(Pooled, Default)]
struct Ticker(u8);

/// The right of a test to be the only one that runs.
pub(crate) struct Turn {
    /// Held until the test ends.
    _alone: MutexGuard<'static, ()>,
}

impl Drop for Turn {
    /// The thread of the test may come to its end when the next test runs already: it leaves nothing then.
    fn drop(&mut self) {
        pooled_types::trim_thread();
    }
}

/// Waits until no other test runs: all tests of a program share the clock, the budget and the counted memory. Each
/// begins with this. Pools that earlier tests filled are emptied.
pub(crate) fn alone(settings: Settings) -> Turn {
    static TURN: Mutex<()> = Mutex::new(());
    static ONCE: Once = Once::new();
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    ONCE.call_once(|| configure(settings.interval(INTERVAL)).expect("no pool was used yet"));
    end_interval();
    pooled_types::trim();
    end_interval();
    Turn { _alone: turn }
}

/// Lets time pass. An interval ends when the next thread looks at the clock.
pub(crate) fn pass(time: Duration) {
    advance_clock(time);
}

/// Ends an interval: a thread that comes to its end looks at the clock.
pub(crate) fn end_interval() {
    pass(INTERVAL);
    thread::spawn(|| drop(Ticker::take())).join().expect("it does not panic");
}
