//! Whether several threads lack objects of a type: then none should keep more of them than it must, because the others
//! would have to make what it keeps.

use crate::sync::{AtomicU32, AtomicUsize, Relaxed};

/// So many turns in an interval are a contest.
const TURNS: u32 = 16;

/// Threads that make objects in turn.
#[derive(Default)]
pub(crate) struct Contest {
    /// The thread that made the last object.
    last: AtomicUsize,
    /// How many times another thread made an object than the one before: in this interval, and in the one before.
    now: AtomicU32,
    before: AtomicU32,
}

impl Contest {
    /// Notes that a thread had to make an object. `thread` is any number that no other living thread has.
    pub(crate) fn note_miss(&self, thread: usize) {
        if self.last.load(Relaxed) != thread {
            self.last.store(thread, Relaxed);
            // If two threads do this at once, one turn is lost. That does no harm, and an exchange would take longer.
            self.now.store(self.now.load(Relaxed).wrapping_add(1), Relaxed);
        }
    }

    /// Whether several threads lacked objects in turn, in this interval or in the one before.
    pub(crate) fn is_on(&self) -> bool {
        self.now.load(Relaxed).max(self.before.load(Relaxed)) >= TURNS
    }

    /// Ends an interval.
    pub(crate) fn end_interval(&self) {
        self.before.store(self.now.swap(0, Relaxed), Relaxed);
    }
}

#[cfg(all(test, not(pooled_loom)))]
mod tests {
    use super::Contest;

    #[test]
    fn it_takes_two_and_lasts_for_two_intervals() {
        let contest = Contest::default();
        (0..100).for_each(|_| contest.note_miss(1));
        assert!(!contest.is_on(), "one thread alone");
        (0..100).for_each(|number| contest.note_miss(number % 2));
        assert!(contest.is_on());
        contest.end_interval();
        assert!(contest.is_on());
        contest.end_interval();
        assert!(!contest.is_on());
    }
}
