//! The depot: threads that give and take batches while intervals end.

use super::{batch, beside, drop_all, every_interleaving, few_preemptions, in_static, use_all, with_shared};
use crate::pool::batch::{Batch, NODE_BYTES};
use crate::pool::depot::{CONDEMNED, Depot, YOUNG};

/// How many objects the depots of these models may hold, and how many bytes. An object keeps one byte.
const OBJECTS: usize = 3;
const BYTES: usize = 8 * NODE_BYTES;

/// A depot.
#[derive(Clone, Copy)]
struct Place(&'static Depot);

impl Place {
    fn take(self) -> Option<Batch> {
        self.0.take()
    }

    /// Gives a batch; drops its objects if they do not fit. Says whether they did.
    fn give(self, batch: Batch, age: u32) -> bool {
        // SAFETY: all depots of the models are for objects of one type.
        let given = unsafe { self.0.give(batch, age) };
        given.map_err(drop_all).is_ok()
    }

    fn bring(self, objects: usize, age: u32) -> bool {
        self.give(batch(self.0.shared().arena, objects), age)
    }

    /// Takes a batch, uses it, and gives it back.
    fn borrow(self) {
        if let Some(mut batch) = self.take() {
            use_all(&mut batch);
            self.give(batch, YOUNG);
        }
    }

    /// Takes a batch, which must be there, and uses it.
    fn take_surely(self) {
        let mut batch = self.take().expect("a batch was there the whole time");
        use_all(&mut batch);
        drop_all(batch);
    }

    /// Drops an object of what was not needed, and leaves the others for later.
    fn drop_one(self) {
        if let Some(mut batch) = self.0.take_condemned() {
            use_all(&mut batch);
            if let Some(object) = batch.pop() {
                drop(super::checked(object));
            }
            self.0.put_back(batch);
        }
    }

    fn end_interval(self) {
        self.0.end_interval();
    }
}

/// Runs `here` beside `others` that run `there` with a depot, which has a batch of each of the given ages. All that it
/// counts is true afterwards.
fn share<A: Fn(Place), B: Fn(Place) + Copy + 'static>(ages: &[u32], others: usize, there: B, here: A) {
    with_shared(BYTES, |shared| {
        in_static(Depot::new(OBJECTS, true, shared), |depot| {
            let place = Place(depot);
            for &age in ages {
                assert!(place.bring(1, age));
            }
            beside(others, move || there(place), || here(place));
            assert_eq!(depot.len(), super::Checked::live());
            assert!(depot.len() <= OBJECTS);
            // The objects, and one node for some of them.
            let nodes = (depot.bytes() - depot.len()) / NODE_BYTES;
            assert_eq!(depot.bytes(), depot.len() + nodes * NODE_BYTES);
            assert!(nodes <= depot.len());
            assert_eq!(depot.budget_left(), BYTES - depot.bytes());
            while let Some(batch) = place.take() {
                drop_all(batch);
            }
            assert_eq!((depot.len(), depot.bytes(), depot.budget_left()), (0, 0, BYTES));
        });
    });
}

#[test]
fn an_object_has_one_holder() {
    every_interleaving(|| share(&[YOUNG], 1, Place::borrow, Place::borrow));
    few_preemptions(|| share(&[YOUNG, YOUNG], 1, Place::borrow, Place::borrow));
}

#[test]
fn an_object_has_one_holder_of_three() {
    few_preemptions(|| share(&[YOUNG], 2, Place::borrow, Place::borrow));
}

#[test]
fn no_more_than_the_limit_get_in() {
    let bring_two = |place: Place| _ = place.bring(2, YOUNG);
    few_preemptions(move || share(&[], 1, bring_two, bring_two));
    few_preemptions(move || share(&[YOUNG], 1, bring_two, Place::borrow));
}

#[test]
fn a_take_finds_what_is_there_though_an_interval_ends() {
    for age in [YOUNG, YOUNG + 1, CONDEMNED] {
        every_interleaving(move || share(&[age], 1, Place::end_interval, Place::take_surely));
    }
    let end_two = |place: Place| {
        place.end_interval();
        place.end_interval();
    };
    every_interleaving(move || share(&[YOUNG], 1, end_two, Place::take_surely));
}

#[test]
fn of_two_that_end_an_interval_one_does() {
    // If both counted, what is condemned after the first would be young again after the second.
    every_interleaving(|| {
        with_shared(BYTES, |shared| {
            in_static(Depot::new(OBJECTS, true, shared), |depot| {
                let place = Place(depot);
                assert!(place.bring(1, YOUNG + 1));
                beside(1, move || place.end_interval(), || place.end_interval());
                assert!(depot.has_condemned());
                place.take_surely();
            });
        });
    });
    few_preemptions(|| share(&[YOUNG], 2, Place::end_interval, Place::take_surely));
}

#[test]
fn what_is_condemned_goes_to_one() {
    every_interleaving(|| share(&[CONDEMNED], 1, Place::drop_one, Place::borrow));
    every_interleaving(|| share(&[CONDEMNED], 1, Place::drop_one, Place::drop_one));
    // A batch of two, of which one is put back.
    every_interleaving(|| {
        let drop_twice = |place: Place| (0..2).for_each(|_| place.drop_one());
        share(&[], 1, Place::drop_one, move |place: Place| {
            place.bring(2, CONDEMNED);
            drop_twice(place);
        });
    });
    few_preemptions(|| {
        share(
            &[CONDEMNED],
            1,
            |place: Place| {
                place.end_interval();
                place.drop_one();
            },
            Place::borrow,
        );
    });
}
