//! What the statistics of a pool must say when nobody uses it any more.

use std::fmt::Write;

use pooled_types::{PoolStats, stats};

/// Every sentence about a pool that must hold and does not. None if no handle is live, every object that was made is
/// somewhere, and every handle has ended in one way.
///
/// Call it when no thread uses pools: in between, the numbers of a pool need not fit together.
#[must_use]
pub fn faults() -> Vec<String> {
    stats().iter().flat_map(faults_of).collect()
}

fn faults_of(pool: &PoolStats) -> Vec<String> {
    let discards = &pool.discards;
    // The others happen to idle objects.
    let refused = discards.full + discards.invalid + discards.panicked + discards.unwinding;
    let ended = pool.returns + refused + discards.off + discards.fraction + pool.detached + pool.leaked;
    let served = pool.hits + pool.refills + pool.misses;
    let somewhere = pool.live + pool.idle + pool.discarded + pool.detached + pool.leaked;
    let equal = [
        ("live handles", pool.live, "none", 0),
        ("takes", pool.takes, "hits, refills and misses", served),
        ("handles", pool.takes + pool.adopted, "returns and discards of handles", ended),
        ("objects that were made", pool.created(), "objects that are somewhere", somewhere),
    ];
    let unequal = equal.into_iter().filter(|(_, left, _, right)| left != right);
    unequal.map(|(a, left, b, right)| format!("{}: {left} {a}, {right} {b}", pool.name)).collect()
}

/// A line for each pool: how its handles began, and how they ended.
#[must_use]
pub fn lines() -> String {
    let mut lines = String::new();
    for pool in stats() {
        writeln!(lines, "{}: {pool}", pool.name).expect("a string takes all");
    }
    lines
}

#[cfg(test)]
mod tests {
    use pooled_types::{PoolBox, PoolStats};

    use super::faults_of;

    #[test]
    fn a_pool_that_is_used_keeps_its_balance() {
        drop([PoolBox::<String>::take(), PoolBox::new(String::from("adopted"))]);
        assert_eq!(faults_of(&PoolBox::<String>::stats()), [""; 0]);
    }

    #[test]
    fn a_handle_that_is_live_is_a_fault() {
        let _live = PoolBox::<Vec<u8>>::take();
        let faults = faults_of(&PoolBox::<Vec<u8>>::stats());
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].ends_with(": 1 live handles, 0 none"), "{faults:?}");
    }

    #[test]
    fn numbers_that_do_not_fit_are_a_fault() {
        let mut pool = PoolStats::default();
        assert_eq!(faults_of(&pool), [""; 0]);
        pool.takes = 1;
        assert_eq!(faults_of(&pool).len(), 2);
    }
}
