//! What a panic in code of users loses.

use crate::trouble::{Trouble, alive, with_fuse};
use crate::troubled::{Troubled, content};

fn filled(entries: u8) -> Troubled {
    (0..entries).map(|number| (Trouble::new(number), Trouble::new(number))).collect()
}

#[test]
fn a_clear_that_panics_leaves_the_rest_in_the_map() {
    let mut map = filled(20);
    assert_eq!(with_fuse(10, false, || map.clear()), Some("reset"));
    // Five entries were reset, and the sixth panicked at its key.
    assert_eq!((map.len(), map.spares()), (14, 5));
    for (key, value) in content(&map) {
        assert_eq!(key, value);
        assert_eq!(map.get(&key).map(Trouble::get), Some(key));
    }
    map.clear();
    assert_eq!((map.len(), map.spares()), (0, 19));
    drop(map);
    assert_eq!(alive(), 0);
}

#[test]
fn a_copy_of_a_key_that_panics_loses_the_spare() {
    let mut map = filled(2);
    map.clear();
    // The first call is the hash of the key.
    assert_eq!(with_fuse(1, false, || map.entry_ref(&Trouble::new(9)).set(9)), Some("clone"));
    assert_eq!((map.len(), map.spares(), alive()), (0, 1, 2));
    assert_eq!(map.entry_ref(&Trouble::new(9)).get(), 0);
}

#[test]
fn a_hash_that_panics_loses_nothing() {
    let mut map = filled(28);
    for key in 28..if cfg!(miri) { 36 } else { 200 } {
        let before = content(&map);
        let panicked = with_fuse(0, false, || drop(map.insert(Trouble::new(key), Trouble::new(key))));
        assert_eq!(panicked, Some("hash"));
        assert_eq!(content(&map), before);
        map.insert(Trouble::new(key), Trouble::new(key));
        map.remove(&(key - 20));
    }
}

#[test]
fn a_table_that_changes_its_size_calls_no_hash() {
    let mut map = filled(28);
    assert_eq!(with_fuse(0, false, || map.reserve(1000)), None);
    assert_eq!(with_fuse(0, false, || map.shrink_to_fit()), None);
    assert_eq!(content(&map).len(), 28);
}

#[test]
fn a_drop_that_panics_drops_the_rest() {
    for calls in (0..80).step_by(if cfg!(miri) { 13 } else { 1 }) {
        let mut map = filled(40);
        (0..20).for_each(|key| assert!(map.remove(&key)));
        assert_eq!(with_fuse(calls, true, || drop(map)), Some("drop"));
        assert_eq!(alive(), 0);
    }
}

#[test]
fn a_drop_that_panics_loses_one_spare() {
    let mut map = filled(20);
    map.clear();
    // The first of two values of a spare.
    assert_eq!(with_fuse(0, true, || map.shrink_to_fit()), Some("drop"));
    assert_eq!(map.spares(), 19);
    map.shrink_to_fit();
    assert_eq!((map.spares(), alive()), (0, 0));
}

#[test]
fn elements_that_are_given_out_are_dropped_once() {
    for (taken, calls) in [(0, 0), (0, 7), (3, 0), (3, 2), (3, 5), (9, 8)] {
        let mut map = filled(12);
        assert!(map.remove(&3) && map.remove(&7));
        let panicked = with_fuse(calls, true, || map.drain().take(taken).for_each(drop));
        assert_eq!((panicked, map.len(), map.spares()), (Some("drop"), 0, 2));
        assert_eq!(alive(), 2 * 2);
        map.entry_ref(&Trouble::new(5)).set(5);
        assert_eq!((map.len(), map.spares(), map.get(&5).map(Trouble::get)), (1, 1, Some(5)));

        let other = filled(12);
        let panicked = with_fuse(calls, true, || other.into_iter().take(taken).for_each(drop));
        assert_eq!(panicked, Some("drop"));
        assert_eq!(alive(), 2 * 2);
        drop(map);
        assert_eq!(alive(), 0);
    }
}
