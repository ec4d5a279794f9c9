//! How many spares a reset keeps.

use pooled_collections::ReuseVec;
use pooled_runtime::reset::{KEPT_BYTES, NOTICED_BYTES};
use pooled_runtime::{Reset, ResetWithinBytes};

use crate::pool::{ONE_IN, Pool, USED};

/// Uses a vector once: with `elements` elements.
fn round(vec: &mut ReuseVec<u64>, elements: u64) {
    vec.extend(0..elements);
    vec.reset();
}

#[test]
fn spares_that_two_uses_did_not_need_go() {
    let mut vec = ReuseVec::new();
    round(&mut vec, 1000);
    assert_eq!(vec.spares(), 1000);
    round(&mut vec, 5);
    assert_eq!(vec.spares(), 1000, "the use before needed them");
    round(&mut vec, 6);
    assert_eq!((vec.spares(), vec.capacity()), (6, 6));
    round(&mut vec, 1000);
    round(&mut vec, 0);
    round(&mut vec, 0);
    assert_eq!((vec.spares(), vec.retained_bytes()), (0, 0));
}

#[test]
fn a_small_vector_keeps_all() {
    let mut vec = ReuseVec::new();
    round(&mut vec, 500);
    assert!((0..5).all(|_| {
        round(&mut vec, 0);
        vec.spares() == 500
    }));
    assert!(vec.retained_bytes() <= NOTICED_BYTES);
}

#[test]
fn large_and_small_uses_that_take_turns_keep_all() {
    let mut vec = ReuseVec::new();
    for _ in 0..5 {
        round(&mut vec, 1000);
        round(&mut vec, 1);
        assert_eq!(vec.spares(), 1000);
    }
}

#[test]
fn what_left_before_the_reset_was_used_too() {
    let mut vec = ReuseVec::new();
    for _ in 0..4 {
        vec.extend(0..1000);
        vec.retain(|number| *number < 2);
        vec.clear();
        vec.reset();
        assert_eq!(vec.spares(), 1000);
    }
}

#[test]
fn in_a_pool_its_intervals_count() {
    let mut vec = ReuseVec::<u64>::new();
    let mut round = |elements: u64| {
        vec.extend(0..elements);
        vec.__pooled_reset::<Pool>();
        vec.spares()
    };
    assert_eq!(round(1000), 1000);
    assert!((1..4).all(|_| round(5) == 1000), "the pool has not said that they must go");
    assert!((40..50).contains(&USED.get()), "{}", USED.get());
    ONE_IN.set(4);
    assert_eq!(round(0), 250);
}

#[test]
fn a_reset_keeps_a_limited_number_of_bytes() {
    let mut vec = ReuseVec::<String>::new();
    for _ in 0..3 {
        (0..10_000).for_each(|number| vec.add().push_str(&number.to_string()));
        vec.reset();
        assert!((KEPT_BYTES - 100..=KEPT_BYTES).contains(&vec.retained_bytes()), "{}", vec.retained_bytes());
    }
}

#[test]
fn what_elements_own_counts() {
    let mut vec = ReuseVec::<String>::new();
    (0..100).for_each(|_| vec.add().push_str(&"x".repeat(2000)));
    vec.reset();
    assert!((20..33).contains(&vec.spares()), "{}", vec.spares());
    assert!(vec.retained_bytes() <= KEPT_BYTES);
}

#[test]
fn other_limits() {
    for limit in [0, 10, 500, 5_000, 50_000, usize::MAX] {
        let mut vec = ReuseVec::<Vec<u8>>::new();
        (0..1000).for_each(|_| vec.add().push(1));
        vec.reset_within_bytes(limit);
        assert!(vec.retained_bytes() <= limit, "{} of {limit}", vec.retained_bytes());
        assert_eq!(vec.spares() > 900, limit >= 50_000);
        vec.shrink_retained(400);
        assert!(vec.retained_bytes() <= 400);
    }
}

#[test]
fn live_elements_stay_when_spares_go() {
    let mut vec: ReuseVec<u64> = (0..1000).collect();
    vec.truncate(100);
    vec.shrink_retained(400);
    assert_eq!((vec.len(), vec.spares(), vec.retained_bytes()), (100, 0, 800));
}

#[test]
fn places_without_elements_are_limited_too() {
    let mut vec = ReuseVec::<u64>::with_capacity(1 << 16);
    vec.reset();
    assert_eq!(vec.retained_bytes(), 0);
    vec.reserve(1 << 16);
    assert!(vec.retained_bytes() >= 1 << 19);
}

#[test]
fn bytes_are_measured_anew_after_a_use() {
    let mut vec = ReuseVec::<String>::new();
    for len in [10, 1000, 10] {
        vec.add().push_str(&"x".repeat(len));
        vec.reset();
        let before = vec.retained_bytes();
        assert!(before >= len);
        drop(vec.add().split_off(0));
        assert_eq!(vec.pop(), Some(String::new()));
        assert!(vec.retained_bytes() < before);
    }
}

#[test]
fn a_vector_does_not_own_more_elements_than_were_in_it() {
    let mut vec = ReuseVec::new();
    for round in 0..5 {
        vec.extend((0..100).map(|number| number + round));
        assert_eq!((vec.len(), vec.spares()), (100, 0));
        vec.clear();
        assert_eq!(vec.spares(), 100);
    }
}

#[test]
fn vectors_in_vectors() {
    let mut vec = ReuseVec::<ReuseVec<String>>::new();
    for _ in 0..3 {
        (0..5).for_each(|_| vec.add().add().push_str("text"));
        vec.reset();
        assert_eq!(vec.spares(), 5);
        assert_eq!(vec.add().spares(), 1);
        vec.reset();
        assert!(vec.retained_bytes() >= 5 * size_of::<ReuseVec<String>>() + 5 * size_of::<String>() + 5 * 4);
    }
}
