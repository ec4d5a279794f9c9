//! The depot: threads that give, take and trim at once.

use core::mem::MaybeUninit;

use super::{Checked, beside, every_interleaving, few_preemptions, in_static, slots};
use crate::pool::depot::Depot;
use crate::pool::slot::{Object, Slot};

/// Gives `objects` away; drops those that do not fit.
fn give(depot: &Depot, objects: &[Object]) {
    let fit = loop {
        // SAFETY: the models put nothing but objects of `Checked` in depots, each once.
        match unsafe { depot.give(objects) } {
            Some(fit) => break fit,
            None => depot.make_room(objects.len()),
        }
    };
    objects[fit..].iter().for_each(|&object| drop(checked(object)));
}

/// Takes up to `n` objects, the oldest or the newest.
fn take(depot: &Depot, n: usize, oldest: bool) -> Vec<Slot<Checked>> {
    let mut places = vec![MaybeUninit::uninit(); n];
    let taken = if oldest { depot.take_oldest(&mut places) } else { depot.take(&mut places) };
    // SAFETY: the depot wrote so many places.
    places[..taken].iter().map(|place| checked(unsafe { place.assume_init() })).collect()
}

fn checked(object: Object) -> Slot<Checked> {
    // SAFETY: only objects of `Checked` are in the models' depots, and whoever takes one out owns it.
    unsafe { Slot::from_raw(object.cast()) }
}

/// Takes up to two objects, uses them, and gives them back clean.
fn borrow(depot: &Depot) {
    let mut taken = take(depot, 2, false);
    for slot in &mut taken {
        slot.get_mut().use_and_clean();
    }
    let taken: Vec<_> = taken.into_iter().map(|slot| slot.into_raw().cast()).collect();
    give(depot, &taken);
}

/// Runs `here` beside `others` that run `there` with a depot that holds `n` objects, of at most three.
fn share(n: usize, others: usize, there: fn(&Depot), here: fn(&Depot)) {
    in_static(Depot::new(3, 2), |depot| {
        give(depot, &slots(n));
        beside(others, move || there(depot), || here(depot));
        assert_eq!(depot.len(), Checked::live());
        let all = take(depot, 4, false);
        assert_eq!(all.len(), Checked::live(), "what it holds is all there is");
        assert_eq!(depot.len(), 0);
    });
}

#[test]
fn an_object_has_one_holder() {
    every_interleaving(|| share(1, 1, borrow, borrow));
    every_interleaving(|| share(3, 1, borrow, borrow));
}

#[test]
fn an_object_has_one_holder_of_three() {
    few_preemptions(|| share(2, 2, borrow, borrow));
}

#[test]
fn no_more_than_the_limit_get_in() {
    let bring_two = |depot: &Depot| {
        give(depot, &slots(2));
        assert!(depot.len() <= 3);
    };
    every_interleaving(move || share(0, 1, bring_two, bring_two));
    every_interleaving(move || share(1, 1, bring_two, borrow));
}

#[test]
fn a_trim_and_a_take_get_different_objects() {
    let forget = |depot: &Depot| {
        let surplus = depot.end_interval();
        drop(take(depot, surplus, true));
        depot.fit_list();
    };
    every_interleaving(move || share(2, 1, forget, borrow));
    every_interleaving(move || share(1, 1, forget, forget));
}

#[test]
fn a_take_finds_what_is_there_though_another_has_the_lock() {
    every_interleaving(|| {
        in_static(Depot::new(4, 2), |depot| {
            give(depot, &slots(2));
            // Each thread gets one: `take` waits for the lock if another thread has it.
            let take_one = move || assert_eq!(take(depot, 1, false).len(), 1);
            beside(1, take_one, take_one);
        });
    });
}
