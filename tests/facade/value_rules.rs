//! Pools of values that reset by the rules of their type.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use pooled_types::{OwnedPoolGuard, Pool, PoolGuard, Reset};

use crate::support::counts::assert_identities;
use crate::support::unwind::unwind_with;
use crate::support::witness::Witness;

#[derive(Reset, Default)]
struct Entry {
    #[pooled(keep)]
    serial: Box<u32>,
    #[pooled(value = 7)]
    number: u64,
    text: String,
    witness: Witness,
}

/// Keeps nothing.
#[derive(Reset, Default)]
struct Plain {
    text: String,
}

#[test]
fn the_rules_of_the_type_hold() {
    let pool = Pool::builder(|| Entry { number: 9, ..Entry::default() }).reset_by_rules().build();
    let mut entry = pool.take();
    assert_eq!(entry.number, 9, "a fresh object is as it was made");
    *entry.serial = 3;
    entry.text.push_str("text");
    drop(entry);
    let entry = pool.take();
    assert_eq!((*entry.serial, entry.number, entry.text.as_str()), (3, 7, ""));
    unwind_with(entry);
    assert_eq!((pool.stats().idle, pool.stats().discards.unwinding), (0, 1), "it has a kept field");
    let plain = Pool::builder(Plain::default).reset_by_rules().build();
    let mut object = plain.take();
    object.text.push_str("text");
    unwind_with(object);
    assert!(plain.try_take().expect("it is reset, and used again").text.is_empty());
}

/// Each way out drops or moves each object once, on whichever thread.
#[test]
fn ways_out() {
    let pool = &Arc::new(Pool::builder(Entry::default).reset_by_rules().capacity(2).depot(3).build());
    let mut seen = Vec::new();
    let mut take = |panics| {
        let (witness, its) = Witness::new(panics);
        seen.push(its);
        let mut entry = pool.adopt(Entry::default());
        entry.witness = witness;
        entry
    };
    let taken: Vec<_> = (0..9).map(|_| take(false)).collect();
    thread::scope(|threads| drop(threads.spawn(move || drop(taken))));
    let broken = take(true);
    assert!(catch_unwind(AssertUnwindSafe(|| drop(broken))).is_err());
    let detached = PoolGuard::detach(take(false));
    assert!(detached.witness.0.is_some(), "it is as it was left");
    drop(detached);
    let owned = Pool::take_owned(pool);
    *OwnedPoolGuard::detach(owned).serial += 1;
    let left: Vec<_> = pool.drain().take(1).collect();
    assert_eq!(left[0].number, 7);
    let refusing = Pool::builder(Entry::default).reset_by_rules().validate(|_| false).build();
    drop((refusing.take(), refusing.take()));
    assert_eq!(refusing.stats().discards.invalid, 2);
    // A reset lets the witness go. The last two are the one whose reset breaks, and the one that left.
    let counts: Vec<_> = seen.iter().map(|its| its.counts()).collect();
    assert_eq!(counts, [[(1, 0); 9].as_slice(), &[(1, 1), (0, 1)]].concat());
    assert_identities(&pool.stats());
    assert_eq!(pool.stats().live, 0);
}
