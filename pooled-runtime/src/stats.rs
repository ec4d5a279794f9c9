//! What a pool counts.

use core::fmt;

use crate::sync::{AtomicU64, Relaxed};

/// What the pool of one type has done so far, over all threads.
///
/// Exact at every moment at which no thread is inside a pool operation. `takes = hits + misses` always holds.
///
/// ```
/// # use pooled_runtime::PoolStats;
/// fn reuse(stats: &PoolStats) -> f64 {
///     stats.hits as f64 / stats.takes as f64
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStats {
    /// Objects handed out. A `try_take` that found nothing is no take.
    pub takes: u64,
    /// Takes served by an idle object.
    pub hits: u64,
    /// Takes that had to make a fresh object.
    pub misses: u64,
    /// Objects dropped instead of pooled, by reason.
    pub discards: Discards,
}

/// Objects that were dropped instead of pooled, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Discards {
    /// The thread's pool was at its capacity, or the thread was past its end.
    pub full: u64,
    /// `validate` said no.
    pub invalid: u64,
    /// The reset or `validate` panicked.
    pub panicked: u64,
    /// The handle was dropped while its thread unwound, and the object has `keep` fields.
    pub unwinding: u64,
}

/// One line; reasons that discarded nothing are left out.
impl fmt::Display for PoolStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Discards { full, invalid, panicked, unwinding } = self.discards;
        write!(f, "{} takes: {} hits, {} misses", self.takes, self.hits, self.misses)?;
        let reasons = [("full", full), ("invalid", invalid), ("panicked", panicked), ("unwinding", unwinding)];
        let mut separator = "; discarded: ";
        for (reason, count) in reasons.into_iter().filter(|&(_, count)| count > 0) {
            write!(f, "{separator}{count} {reason}")?;
            separator = ", ";
        }
        Ok(())
    }
}

/// Why an object is dropped instead of pooled.
#[derive(Clone, Copy)]
pub(crate) enum Reason {
    Full,
    Invalid,
    Panicked,
    Unwinding,
}

/// Counts by [`Reason`]. Written on cold paths only, by any thread.
#[derive(Default)]
pub(crate) struct DiscardCounters([AtomicU64; 4]);

impl DiscardCounters {
    pub(crate) fn add(&self, reason: Reason) {
        self.0[reason as usize].fetch_add(1, Relaxed);
    }

    pub(crate) fn read(&self) -> Discards {
        let count = |reason: Reason| self.0[reason as usize].load(Relaxed);
        Discards {
            full: count(Reason::Full),
            invalid: count(Reason::Invalid),
            panicked: count(Reason::Panicked),
            unwinding: count(Reason::Unwinding),
        }
    }
}

/// The counters that one thread writes and every thread may read: plain loads and stores, no lock prefix.
#[derive(Default)]
pub(crate) struct ThreadCounters {
    hits: AtomicU64,
    misses: AtomicU64,
}

impl ThreadCounters {
    pub(crate) const fn new() -> Self {
        Self { hits: AtomicU64::new(0), misses: AtomicU64::new(0) }
    }

    /// Counts a hit. Only the owning thread calls this.
    #[inline]
    pub(crate) fn hit(&self) {
        self.hits.store(self.hits.load(Relaxed).wrapping_add(1), Relaxed);
    }

    /// Counts a miss. Only the owning thread calls this.
    pub(crate) fn miss(&self) {
        self.misses.store(self.misses.load(Relaxed).wrapping_add(1), Relaxed);
    }

    /// Adds what this thread counted to `total`.
    pub(crate) fn add_to(&self, total: &mut Totals) {
        total.hits += self.hits.load(Relaxed);
        total.misses += self.misses.load(Relaxed);
    }
}

/// Counts summed over threads.
#[derive(Clone, Copy, Default)]
pub(crate) struct Totals {
    pub(crate) hits: u64,
    pub(crate) misses: u64,
}

impl Totals {
    pub(crate) fn with_discards(self, discards: Discards) -> PoolStats {
        let Totals { hits, misses } = self;
        PoolStats { takes: hits + misses, hits, misses, discards }
    }
}

#[cfg(test)]
mod tests {
    use super::{DiscardCounters, Reason, Totals};

    #[test]
    fn a_line_for_a_person() {
        let discards = DiscardCounters::default();
        let totals = Totals { hits: 3, misses: 1 };
        assert_eq!(totals.with_discards(discards.read()).to_string(), "4 takes: 3 hits, 1 misses");
        discards.add(Reason::Full);
        discards.add(Reason::Unwinding);
        let text = totals.with_discards(discards.read()).to_string();
        assert_eq!(text, "4 takes: 3 hits, 1 misses; discarded: 1 full, 1 unwinding");
    }
}
