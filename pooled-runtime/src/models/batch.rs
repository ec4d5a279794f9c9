//! Stacks of batches: each batch has one holder, who sees what the holder before did.

use super::{batch, beside, drop_all, every_interleaving, few_preemptions, in_static, use_all, with_shared};
use crate::pool::batch::{Arena, BatchStack};
use crate::pool::depot::Shared;

/// A stack and where its nodes come from.
#[derive(Clone, Copy)]
struct Place {
    stack: &'static BatchStack,
    arena: &'static Arena,
}

impl Place {
    /// Takes the batch on top, uses it, and puts it back.
    fn borrow(self) {
        if let Some(mut batch) = self.stack.take(self.arena) {
            use_all(&mut batch);
            self.stack.give(batch);
        }
    }

    /// Takes two batches, and puts the one that was on top back first: its node is on top again, above another one. A
    /// thread that looked at the node before must notice (the ABA problem).
    fn swap_two(self) {
        let (first, second) = (self.stack.take(self.arena), self.stack.take(self.arena));
        if let Some(first) = first {
            self.stack.give(first);
        }
        if let Some(mut second) = second {
            use_all(&mut second);
            self.stack.give(second);
        }
    }

    /// Puts a new batch on top.
    fn bring(self) {
        self.stack.give(batch(self.arena, 1));
    }

    /// Takes the batch on top and drops what is in it. Its node is for any batch then.
    fn consume(self) {
        self.stack.take(self.arena).map(drop_all);
    }
}

/// Runs `here` beside `others` that run `there`. First the stack has `n` batches of an object each, afterwards as many
/// as there are objects.
fn share(n: usize, others: usize, there: fn(Place), here: fn(Place)) {
    with_shared(0, |Shared { arena, .. }| {
        in_static(BatchStack::new(), |stack| {
            let place = Place { stack, arena };
            (0..n).for_each(|_| place.bring());
            beside(others, move || there(place), || here(place));
            while let Some(batch) = stack.take(arena) {
                assert_eq!(drop_all(batch), 1);
            }
            assert!(stack.is_empty());
        });
    });
}

#[test]
fn a_batch_has_one_holder() {
    every_interleaving(|| share(1, 1, Place::borrow, Place::borrow));
    every_interleaving(|| share(2, 1, Place::borrow, Place::borrow));
}

#[test]
fn a_batch_has_one_holder_of_three() {
    few_preemptions(|| share(2, 2, Place::borrow, Place::borrow));
}

#[test]
fn a_pop_notices_that_its_node_was_away() {
    every_interleaving(|| share(2, 1, Place::swap_two, Place::borrow));
    few_preemptions(|| share(3, 1, Place::swap_two, Place::swap_two));
}

#[test]
fn a_node_may_be_used_again() {
    let replace = |place: Place| {
        place.consume();
        place.bring();
    };
    every_interleaving(move || share(1, 1, replace, Place::borrow));
    few_preemptions(move || share(2, 1, replace, replace));
}

#[test]
fn an_arena_grows_once() {
    // The arenas of models have four nodes in the first chunk, so either thread may make the second.
    every_interleaving(|| share(4, 1, Place::bring, Place::bring));
}
