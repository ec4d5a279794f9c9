//! The pool of a fixed number of objects.

use loom::sync::{Arc, Mutex};

use super::{Checked, beside, every_interleaving, few_preemptions, in_static};
use crate::static_pool::{StaticPool, StaticSlots, take_from};

type Slots = &'static StaticSlots<Checked>;

/// Runs `here` beside `others` that run `there`, all with one pool of `N` objects. Afterwards the pool is whole.
fn share<const N: usize>(others: usize, there: fn(Slots), here: fn(Slots)) {
    in_static(StaticPool::<Checked, N>::new(), |pool| {
        let slots = pool.slots();
        beside(others, move || there(slots), || here(slots));
        expect_whole(slots);
    });
}

/// All objects of a pool that nobody uses can be taken at once, and no more.
fn expect_whole(slots: Slots) {
    let mut objects: Vec<_> = slots.iter().map(|_| take_from(slots).expect("a slot is lost")).collect();
    assert!(take_from(slots).is_none());
    assert_eq!(Checked::live(), slots.len());
    for object in &mut objects {
        object.exercise();
    }
}

/// Takes an object, if there is one, uses and returns it.
fn visit(slots: Slots) {
    if let Some(mut object) = take_from(slots) {
        object.exercise();
    }
}

/// Does what [`visit`] does, twice.
fn visit_twice(slots: Slots) {
    visit(slots);
    visit(slots);
}

/// Takes an object, uses and returns it. There must be one.
fn visit_surely(slots: Slots) {
    take_from(slots).expect("there is an object for each thread").exercise();
}

/// Takes an object, if there is one, uses it, and has it dropped instead of returned.
fn refuse(slots: Slots) {
    if let Some(mut object) = take_from(slots) {
        object.exercise();
        object.invalidate();
    }
}

#[test]
fn one_slot_has_one_holder() {
    every_interleaving(|| share::<1>(1, visit_twice, visit_twice));
}

#[test]
fn one_slot_has_one_holder_of_three() {
    few_preemptions(|| share::<1>(2, visit, visit));
}

#[test]
fn two_slots_have_three_holders() {
    few_preemptions(|| share::<2>(2, visit, visit));
}

#[test]
fn a_slot_for_each_thread_is_enough_once() {
    every_interleaving(|| share::<2>(1, visit_surely, visit_surely));
}

#[test]
fn a_slot_becomes_vacant_for_others() {
    every_interleaving(|| share::<1>(1, refuse, refuse));
    every_interleaving(|| share::<1>(1, refuse, visit_twice));
    every_interleaving(|| share::<2>(1, refuse, visit_twice));
}

#[test]
fn an_object_may_return_on_another_thread() {
    every_interleaving(|| {
        in_static(StaticPool::<Checked, 1>::new(), |pool| {
            let slots = pool.slots();
            let mut object = take_from(slots).unwrap();
            object.exercise();
            let sent = Arc::new(Mutex::new(Some(object)));
            beside(1, move || drop(sent.lock().unwrap().take()), || visit(slots));
            expect_whole(slots);
        });
    });
}
