//! Whether a reset keeps the spare.

use std::cell::Cell;

use pooled_collections::ReuseOption;
use pooled_runtime::reset::{KEPT_BYTES, NOTICED_BYTES, Observer};
use pooled_runtime::{Reset, ResetWithinBytes};

/// Uses an option once.
fn round(option: &mut ReuseOption<Vec<u8>>, bytes: Option<usize>) -> usize {
    if let Some(bytes) = bytes {
        option.insert_clean().resize(bytes, 1);
    }
    option.reset();
    option.spares()
}

#[test]
fn a_spare_that_two_uses_did_not_need_goes() {
    let mut option = ReuseOption::none();
    assert_eq!(round(&mut option, Some(5000)), 1);
    assert_eq!(round(&mut option, None), 1, "the use before needed it");
    assert_eq!(round(&mut option, None), 0);
    assert_eq!(option.retained_bytes(), 0);
}

#[test]
fn uses_that_take_turns_keep_it() {
    let mut option = ReuseOption::none();
    for _ in 0..5 {
        assert_eq!(round(&mut option, Some(5000)), 1);
        assert_eq!(round(&mut option, None), 1);
    }
    option.insert_clean().resize(5000, 1);
    option.clear();
    option.reset();
    option.reset();
    assert_eq!(option.spares(), 1, "what left before the reset was used too");
}

#[test]
fn a_small_spare_stays() {
    let mut option = ReuseOption::none();
    round(&mut option, Some(NOTICED_BYTES));
    assert!((0..5).all(|_| round(&mut option, None) == 1));
}

#[test]
fn a_reset_keeps_a_limited_number_of_bytes() {
    let mut option = ReuseOption::some([Vec::<u8>::with_capacity(KEPT_BYTES), Vec::with_capacity(1)]);
    option.reset();
    assert_eq!(option.spares(), 0);
    let mut option = ReuseOption::some([Vec::<u8>::with_capacity(KEPT_BYTES), Vec::new()]);
    option.reset();
    assert_eq!((option.spares(), option.retained_bytes()), (1, KEPT_BYTES));
    option.shrink_retained(1000);
    assert_eq!((option.spares(), option.retained_bytes()), (1, 1000));
    option.reset_within_bytes(999);
    assert_eq!(option.spares(), 0);
}

thread_local! {
    /// Whether the pool needs what was not used.
    static NEEDS: Cell<bool> = const { Cell::new(true) };
}

/// A pool that knows what its intervals need.
struct Pool;

impl Observer for Pool {
    const COUNTS_INTERVALS: bool = true;

    fn shrunk() {}

    fn may_keep(kept: usize, used: usize) -> usize {
        if NEEDS.get() { kept } else { used }
    }
}

#[test]
fn in_a_pool_its_intervals_count() {
    let mut option = ReuseOption::some(vec![1_u8; 5000]);
    for _ in 0..4 {
        option.__pooled_reset::<Pool>();
        assert_eq!(option.spares(), 1, "the pool has not said that it must go");
    }
    NEEDS.set(false);
    option.get_or_insert_clean().resize(5000, 1);
    option.__pooled_reset::<Pool>();
    assert_eq!(option.spares(), 1);
    option.__pooled_reset::<Pool>();
    assert_eq!(option.spares(), 0);
}
