//! The pools of values give memory back, too.

use pooled_types::{Pool, Settings};

use crate::support::intervals::{alone, end_interval};
use crate::support::values::MANY;

/// How many objects each has.
const OBJECTS: u64 = 20;

/// Pools with idle objects on this thread.
fn filled() -> Vec<Pool<Vec<u8>>> {
    let pools: Vec<_> = (0..MANY).map(|_| Pool::new(|| vec![7; 100])).collect();
    for pool in &pools {
        drop((0..OBJECTS).map(|_| pool.take()).collect::<Vec<_>>());
        assert_eq!(pool.stats().idle, OBJECTS);
    }
    pools
}

/// How many objects are idle in each, and how many were trimmed.
fn idle_and_trimmed(pools: &[Pool<Vec<u8>>]) -> Vec<(u64, u64)> {
    let of_one = |pool: &Pool<_>| (pool.stats().idle, pool.stats().discards.trimmed);
    pools.iter().map(of_one).collect()
}

#[test]
fn a_trim_frees_what_the_calling_thread_has() {
    for trim in [pooled_types::trim, pooled_types::trim_thread] {
        let _turn = alone(Settings::new());
        let pools = filled();
        trim();
        assert_eq!(idle_and_trimmed(&pools), [(0, OBJECTS); MANY]);
        for pool in &pools {
            drop((pool.take(), pool.take()));
            drop((pool.take(), pool.take()));
            assert_eq!(
                (pool.stats().misses, pool.stats().hits),
                (OBJECTS + 2, 2),
                "what came back since is used again"
            );
        }
    }
}

/// An interval of a pool ends when it is used next. Each use needs one object.
#[test]
fn what_is_not_needed_goes_when_the_pool_is_used() {
    let _turn = alone(Settings::new());
    let pools = filled();
    for _ in 0..4 {
        end_interval();
        for pool in &pools {
            (0..100).for_each(|_| drop(pool.take()));
        }
    }
    for (idle, trimmed) in idle_and_trimmed(&pools) {
        assert!(idle <= 4, "{idle} objects: more than a take fetches at once");
        assert_eq!(idle + trimmed, OBJECTS);
    }
}

/// Another thread keeps what it has until it uses the pool next.
#[test]
fn a_trim_is_followed_by_the_next_use_on_each_thread() {
    for trims_all in [false, true] {
        let _turn = alone(Settings::new());
        let pools = filled();
        let trim = || if trims_all { pooled_types::trim() } else { pools.iter().for_each(Pool::trim) };
        std::thread::scope(|threads| threads.spawn(trim).join()).expect("it does not panic");
        for pool in &pools {
            (0..100).for_each(|_| drop(pool.take()));
            let idle = pool.stats().idle;
            assert!(idle <= 4, "{idle} objects: more than a take fetches at once");
        }
    }
}
