//! How many spares a reset keeps.

use pooled_collections::ReuseMap;
use pooled_runtime::reset::{KEPT_BYTES, NOTICED_BYTES};
use pooled_runtime::{Reset, ResetWithinBytes};

use crate::pool::{ONE_IN, Pool, USED};

/// Uses a map once: with `entries` entries.
fn round(map: &mut ReuseMap<u64, u64>, entries: u64) {
    (0..entries).for_each(|key| *map.entry_ref(&key) = 1);
    map.reset();
}

#[test]
fn spares_that_two_uses_did_not_need_go() {
    let mut map = ReuseMap::new();
    round(&mut map, 500);
    assert_eq!(map.spares(), 500);
    round(&mut map, 5);
    assert_eq!(map.spares(), 500, "the use before needed them");
    round(&mut map, 5);
    assert_eq!(map.spares(), 5);
    assert!(map.capacity() < 20 && map.retained_bytes() < 1000);
    round(&mut map, 500);
    round(&mut map, 0);
    round(&mut map, 0);
    assert_eq!((map.spares(), map.retained_bytes()), (0, 0));
}

#[test]
fn a_small_map_keeps_all() {
    let mut map = ReuseMap::new();
    round(&mut map, 100);
    assert!((0..5).all(|_| {
        round(&mut map, 0);
        map.spares() == 100
    }));
    assert!((2400..=NOTICED_BYTES).contains(&map.retained_bytes()));
}

#[test]
fn large_and_small_uses_that_take_turns_keep_all() {
    let mut map = ReuseMap::new();
    for _ in 0..5 {
        round(&mut map, 300);
        round(&mut map, 3);
        assert_eq!(map.spares(), 300);
    }
}

#[test]
fn in_a_pool_its_intervals_count() {
    let mut map = ReuseMap::<u64, u64>::new();
    let mut round = |entries: u64| {
        (0..entries).for_each(|key| *map.entry_ref(&key) = 1);
        map.__pooled_reset::<Pool>();
        map.spares()
    };
    assert_eq!(round(500), 500);
    let used = USED.get();
    assert!((1..4).all(|_| round(5) == 500), "the pool has not said that they must go");
    assert!((1..used / 50).contains(&USED.get()), "{} of {used}", USED.get());
    ONE_IN.set(4);
    assert!((100..=130).contains(&round(5)));
    ONE_IN.set(1000);
    assert!(round(100) < 5);
    assert_eq!((round(10), round(1)), (10, 10), "so small a map is left alone");
}

#[test]
fn what_left_before_the_reset_was_used_too() {
    let mut map = ReuseMap::new();
    for _ in 0..4 {
        (0..300).for_each(|key| *map.entry_ref(&key) = 1);
        map.retain(|key, _| *key < 2);
        map.clear();
        map.reset();
        assert_eq!(map.spares(), 300);
    }
}

#[test]
fn a_reset_keeps_a_limited_number_of_bytes() {
    let mut map = ReuseMap::<String, String>::new();
    for _ in 0..3 {
        for key in 0..10_000 {
            map.entry_ref(&key.to_string()).push_str("the value");
        }
        map.reset();
        assert!(map.retained_bytes() <= KEPT_BYTES, "{}", map.retained_bytes());
        assert!(map.retained_bytes() > KEPT_BYTES / 3, "{}", map.retained_bytes());
    }
}

#[test]
fn what_elements_own_counts() {
    let mut map = ReuseMap::<u64, String>::new();
    (0..100).for_each(|key| map.entry_ref(&key).push_str(&"x".repeat(2000)));
    map.reset();
    assert!((20..33).contains(&map.spares()), "{}", map.spares());
    assert!(map.retained_bytes() <= KEPT_BYTES);
}

#[test]
fn other_limits() {
    const ENTRIES: u64 = 1000;
    for limit in [0, 10, 500, 5_000, 50_000, usize::MAX] {
        let mut map = ReuseMap::<u64, Vec<u8>>::new();
        (0..ENTRIES).for_each(|key| map.entry_ref(&key).push(1));
        map.reset_within_bytes(limit);
        assert!(map.retained_bytes() <= limit, "{} of {limit}", map.retained_bytes());
        assert_eq!(map.spares() as u64 == ENTRIES, limit as u64 >= 500 * ENTRIES);
        map.shrink_retained(400);
        assert!(map.retained_bytes() <= 400);
    }
}

#[test]
fn an_empty_table_is_limited_too() {
    let mut map = ReuseMap::<u64, u64>::with_capacity(1 << 16);
    map.reset();
    assert!(map.retained_bytes() <= KEPT_BYTES);
}

#[test]
fn a_map_does_not_own_more_entries_than_were_in_it() {
    let mut map = ReuseMap::new();
    for round in 0..5 {
        map.extend((0..100).map(|key| (key + round, key)));
        assert_eq!((map.len(), map.spares()), (100, 0));
        map.clear();
        assert_eq!(map.spares(), 100);
    }
}

#[test]
fn maps_in_maps() {
    let mut map = ReuseMap::<u64, ReuseMap<u64, String>>::new();
    for _ in 0..3 {
        (0..5).for_each(|key| map.entry_ref(&key).entry_ref(&1).push_str("text"));
        map.reset();
        assert_eq!(map.spares(), 5);
        assert_eq!(map.entry_ref(&1).spares(), 1);
    }
}
