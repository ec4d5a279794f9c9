//! What a panic in code of users loses.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pooled_collections::ReuseVec;
use pooled_runtime::ResetWithinBytes;

use crate::trouble::{Trouble, alive, with_fuse};

fn filled(elements: u8) -> ReuseVec<Trouble> {
    (0..elements).map(Trouble::new).collect()
}

fn content(vec: &ReuseVec<Trouble>) -> Vec<u8> {
    vec.iter().map(Trouble::get).collect()
}

/// The spares become live.
fn are_clean(vec: &mut ReuseVec<Trouble>) -> bool {
    (0..vec.spares()).all(|_| vec.add().get() == 0)
}

#[test]
fn a_clear_that_panics_leaves_the_first_elements() {
    let mut vec = filled(20);
    assert_eq!(with_fuse(5, false, || vec.clear()), Some("reset"));
    assert_eq!(content(&vec), (0..14).collect::<Vec<_>>());
    assert_eq!(vec.spares(), 5);
    vec.clear();
    assert_eq!((vec.len(), vec.spares(), alive()), (0, 19, 19));
    assert!(are_clean(&mut vec));
    drop(vec);
    assert_eq!(alive(), 0);
}

#[test]
fn a_remove_that_panics_loses_that_element() {
    for remove in [ReuseVec::remove, ReuseVec::swap_remove] {
        let mut vec = filled(5);
        vec.truncate(4);
        assert_eq!(with_fuse(0, false, || remove(&mut vec, 1)), Some("reset"));
        let mut left = content(&vec);
        left.sort_unstable();
        assert_eq!((left, vec.spares()), (vec![0, 2, 3], 1));
        assert!(are_clean(&mut vec));
    }
}

#[test]
fn a_predicate_that_panics_loses_nothing() {
    let mut vec = filled(6);
    let retain = |value: &Trouble| if value.get() < 4 { value.get() % 2 == 1 } else { panic!("in a predicate") };
    assert!(catch_unwind(AssertUnwindSafe(|| vec.retain(retain))).is_err());
    let mut left = content(&vec);
    left.sort_unstable();
    assert_eq!((left, vec.spares()), ((0..6).collect(), 0));
}

#[test]
fn a_comparison_that_panics_loses_nothing() {
    let mut vec = filled(6);
    assert_eq!(with_fuse(3, false, || vec.dedup()), Some("eq"));
    assert_eq!((vec.len(), vec.spares()), (6, 0));
}

#[test]
fn a_push_whose_drop_of_the_spare_panics_has_pushed() {
    let mut vec = filled(3);
    vec.truncate(1);
    assert_eq!(with_fuse(0, true, || vec.push(Trouble::new(7))), Some("drop"));
    assert_eq!((content(&vec), vec.spares()), (vec![0, 7], 1));
    assert_eq!(with_fuse(0, true, || vec.insert(0, Trouble::new(8))), Some("drop"));
    assert_eq!((content(&vec), vec.spares()), (vec![8, 0, 7], 0));
}

#[test]
fn a_default_that_panics_adds_nothing() {
    let mut vec = filled(1);
    assert_eq!(with_fuse(0, false, || _ = vec.add()), Some("default"));
    assert_eq!((content(&vec), vec.spares()), (vec![0], 0));
}

#[test]
fn a_drop_that_panics_loses_one_spare() {
    let mut vec = filled(20);
    vec.clear();
    assert_eq!(with_fuse(0, true, || vec.reset_within_bytes(0)), Some("retained_bytes"));
    assert_eq!(vec.spares(), 20);
    // Two questions to each element about its bytes, and one drop.
    assert_eq!(with_fuse(21, true, || vec.reset_within_bytes(0)), Some("drop"));
    assert_eq!(vec.spares(), 19);
    vec.reset_within_bytes(0);
    assert_eq!((vec.spares(), alive()), (0, 0));
}

#[test]
fn a_drop_that_panics_drops_the_rest() {
    for calls in 0..40 {
        let mut vec = filled(40);
        vec.truncate(20);
        assert_eq!(with_fuse(calls, true, || drop(vec)), Some("drop"));
        assert_eq!(alive(), 0);
    }
}

#[test]
fn elements_that_are_given_out_are_dropped_once() {
    for (taken, calls) in [(0, 0), (0, 7), (3, 0), (3, 2), (3, 5), (9, 8)] {
        let mut vec = filled(12);
        vec.truncate(10);
        let panicked = with_fuse(calls, true, || vec.drain(..).take(taken).for_each(drop));
        assert_eq!((panicked, vec.len(), vec.spares()), (Some("drop"), 0, 2));
        assert_eq!(alive(), 2);
        assert_eq!(vec.add().get(), 0);
        assert_eq!((vec.len(), vec.spares()), (1, 1));

        let other = filled(12);
        let panicked = with_fuse(calls, true, || other.into_iter().take(taken).for_each(drop));
        assert_eq!(panicked, Some("drop"));
        assert_eq!(alive(), 2);
        drop(vec);
        assert_eq!(alive(), 0);
    }
}
