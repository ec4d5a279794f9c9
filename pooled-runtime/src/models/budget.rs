//! The budget: what is reserved is never above the limit.

use std::cell::Cell;
use std::rc::Rc;

use super::{beside, every_interleaving, few_preemptions, in_static};
use crate::pool::budget::Budget;

const LIMIT: usize = 4;

/// A budget, and what its users have of it. Loom runs all threads of a model on one thread of the system.
#[derive(Clone)]
struct Purse {
    budget: &'static Budget,
    held: Rc<Cell<usize>>,
    held_by_loud: Rc<Cell<usize>>,
}

impl Purse {
    fn reserve(&self, bytes: usize, is_quiet: bool) -> bool {
        let is_mine = self.budget.reserve(bytes, is_quiet, LIMIT);
        if is_mine {
            self.note(is_quiet, |held| held + bytes);
        }
        assert!(self.held.get() <= LIMIT, "the budget has a limit");
        assert!(self.held_by_loud.get() <= LIMIT / 2, "half of it is for objects that any pool may drop");
        is_mine
    }

    fn release(&self, bytes: usize, is_quiet: bool) {
        self.note(is_quiet, |held| held - bytes);
        self.budget.release(bytes, is_quiet);
    }

    fn note(&self, is_quiet: bool, change: impl Fn(usize) -> usize) {
        self.held.set(change(self.held.get()));
        if !is_quiet {
            self.held_by_loud.set(change(self.held_by_loud.get()));
        }
    }

    /// Holds so many bytes for a while, if they are left.
    fn hold(&self, bytes: usize, is_quiet: bool) {
        if self.reserve(bytes, is_quiet) {
            loom::thread::yield_now();
            self.release(bytes, is_quiet);
        }
    }
}

/// Runs `here` beside `others` that run `there` with a budget. All of it is left afterwards.
fn share(others: usize, there: fn(&Purse), here: fn(&Purse)) {
    in_static(Budget::new(), |budget| {
        let purse = Purse { budget, held: Rc::default(), held_by_loud: Rc::default() };
        let other = purse.clone();
        beside(others, move || there(&other), || here(&purse));
        assert_eq!((budget.left(true, LIMIT), budget.left(false, LIMIT)), (LIMIT, LIMIT / 2));
    });
}

#[test]
fn no_more_than_the_limit_is_reserved() {
    let (three, two) = (|purse: &Purse| purse.hold(3, true), |purse: &Purse| purse.hold(2, true));
    every_interleaving(move || share(1, three, two));
    every_interleaving(move || share(1, three, three));
    few_preemptions(move || share(2, two, three));
}

#[test]
fn loud_objects_have_half() {
    let (loud, quiet) = (|purse: &Purse| purse.hold(2, false), |purse: &Purse| purse.hold(4, true));
    every_interleaving(move || share(1, loud, loud));
    every_interleaving(move || share(1, loud, quiet));
    few_preemptions(move || share(2, loud, quiet));
}
