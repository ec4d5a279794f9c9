//! What a panic in code of users loses.

use pooled_collections::ReuseOption;
use pooled_runtime::ResetWithinBytes;

use crate::trouble::{Trouble, alive, with_fuse};

fn some(number: u8) -> ReuseOption<Trouble> {
    ReuseOption::some(Trouble::new(number))
}

#[test]
fn a_reset_that_panics_loses_the_value() {
    let mut option = some(1);
    assert_eq!(with_fuse(0, false, || option.clear()), Some("reset"));
    assert_eq!((option.is_some(), option.spares(), alive()), (false, 0, 0));
    assert_eq!(option.insert_clean().get(), 0);
}

#[test]
fn a_default_that_panics_sets_nothing() {
    let mut option = ReuseOption::<Trouble>::none();
    assert_eq!(with_fuse(0, false, || _ = option.insert_clean()), Some("default"));
    assert_eq!((option.is_some(), option.spares()), (false, 0));
}

#[test]
fn a_drop_that_panics_drops_once() {
    let mut option = some(1);
    option.clear();
    assert_eq!(with_fuse(0, true, || _ = option.replace(Trouble::new(2))), Some("drop"));
    assert_eq!(option.as_ref().map(Trouble::get), Some(2));
    assert_eq!(with_fuse(0, true, || _ = option.insert(Trouble::new(3))), Some("drop"));
    assert_eq!(option.as_ref().map(Trouble::get), Some(3));
    assert_eq!((option.spares(), alive()), (0, 1));
    // The fuse burns at the reset, at the question for the bytes, and at the drop.
    assert_eq!(with_fuse(2, true, || option.reset_within_bytes(0)), Some("drop"));
    assert_eq!((option.is_some(), option.spares(), alive()), (false, 0, 0));
}
