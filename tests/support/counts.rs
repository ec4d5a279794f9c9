//! What the statistics of a pool must say whenever no thread is in a call of a pool.

use pooled_types::{Discards, PoolStats};

/// Objects dropped instead of pooled when their handles ended.
pub(crate) fn discarded_handles(discards: &Discards) -> u64 {
    discards.by_reason().filter(|&(reason, _)| is_of_handles(reason)).map(|(_, count)| count).sum()
}

/// Objects dropped instead of pooled, whatever the reason.
pub(crate) fn discarded(discards: &Discards) -> u64 {
    discards.by_reason().map(|(_, count)| count).sum()
}

/// Whether the reason is given when a handle ends, not to idle objects.
fn is_of_handles(reason: &str) -> bool {
    match reason {
        "full" | "invalid" | "panicked" | "unwinding" | "off" | "fraction" => true,
        "trimmed" | "cleared" | "exit" | "evicted" => false,
        new => panic!("does `{new}` happen when a handle ends, or to idle objects? Name it here"),
    }
}

/// Every take came from somewhere, and every object made is somewhere.
#[track_caller]
pub(crate) fn assert_identities(stats: &PoolStats) {
    assert_eq!(stats.takes, stats.hits + stats.refills + stats.misses, "takes: {stats:?}");
    assert_eq!(stats.discarded, discarded(&stats.discards), "discarded: {stats:?}");
    assert_eq!(stats.created(), stats.misses + stats.warmed + stats.adopted, "created: {stats:?}");
    let somewhere = stats.live + stats.idle + stats.discarded + stats.detached + stats.leaked;
    assert_eq!(stats.created(), somewhere, "where they are: {stats:?}");
    assert!(stats.peak_objects <= stats.created(), "peak: {stats:?}");
    assert!(stats.peak_objects >= stats.live + stats.idle, "peak: {stats:?}");
}

/// Nothing is left: every object that was made has left the pool.
#[track_caller]
pub(crate) fn assert_nothing_left(stats: &PoolStats) {
    assert_identities(stats);
    assert_eq!((stats.live, stats.idle), (0, 0), "{stats:?}");
}
