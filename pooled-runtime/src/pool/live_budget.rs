//! How many live objects a pool should have at most. More are an alert, not an error.

use crate::sync::{AtomicBool, AtomicU64, Relaxed};

/// No budget.
const NONE: u64 = u64::MAX;

pub(crate) struct LiveBudget {
    most: AtomicU64,
    /// Whether more were seen, and fewer not since.
    is_passed: AtomicBool,
    /// How many there were when the budget was passed, until that is told; 0 if there is nothing to tell.
    untold: AtomicU64,
}

impl Default for LiveBudget {
    fn default() -> Self {
        Self { most: AtomicU64::new(NONE), is_passed: AtomicBool::new(false), untold: AtomicU64::new(0) }
    }
}

impl LiveBudget {
    /// Sets the budget, or removes it.
    pub(crate) fn set(&self, most: Option<u64>) {
        self.most.store(most.unwrap_or(NONE), Relaxed);
        self.is_passed.store(false, Relaxed);
        self.untold.store(0, Relaxed);
    }

    pub(crate) fn get(&self) -> Option<u64> {
        Some(self.most.load(Relaxed)).filter(|most| *most != NONE)
    }

    /// Whether a pool with so many objects, live and idle, may pass its budget, and has not yet.
    pub(crate) fn may_be_passed_by(&self, objects: usize) -> bool {
        objects as u64 > self.most.load(Relaxed) && !self.is_passed.load(Relaxed)
    }

    /// Looks at the number of live objects. Says whether there is something to tell: once each time the number passes
    /// the budget.
    pub(crate) fn look(&self, live: u64) -> bool {
        let is_more = live > self.most.load(Relaxed);
        if !is_more {
            self.is_passed.store(false, Relaxed);
            return false;
        }
        let is_new = !self.is_passed.swap(true, Relaxed);
        if is_new {
            self.untold.store(live, Relaxed);
        }
        is_new
    }

    /// How many live objects passed the budget, and the budget, if that was not told yet. It is told now.
    pub(crate) fn take_untold(&self) -> Option<(u64, u64)> {
        if self.untold.load(Relaxed) == 0 {
            return None;
        }
        let live = self.untold.swap(0, Relaxed);
        Some((live, self.get()?)).filter(|_| live > 0)
    }
}

#[cfg(all(test, not(pooled_loom)))]
mod tests {
    use super::LiveBudget;

    #[test]
    fn each_passage_is_told_once() {
        let budget = LiveBudget::default();
        assert!(!budget.look(1_000_000), "there is no budget");
        budget.set(Some(10));
        assert!(!budget.look(10) && budget.take_untold().is_none());
        assert!(budget.may_be_passed_by(11) && budget.look(11) && !budget.look(12));
        assert!(!budget.may_be_passed_by(12));
        assert_eq!(budget.take_untold(), Some((11, 10)));
        assert_eq!(budget.take_untold(), None);
        assert!(!budget.look(10) && budget.look(20), "it was passed again");
        budget.set(None);
        assert_eq!(budget.take_untold(), None);
    }
}
