//! Recorded objects: the thread that returns one enters its slow path, and finds the record.

use std::rc::Rc;

use super::{beside, every_interleaving, fewer_preemptions, in_static};
use crate::pool::recorded::Recorded;
use crate::pool::records::{Key, Records};
use crate::sync::{Acquire, AtomicBool, AtomicUsize, Relaxed, Release};

const KEY: Key = Key { pool: 1, address: 64 };

/// What threads share, and the seat of one of them: whether its fast path leads to its cache.
#[derive(Default)]
struct World {
    recorded: Recorded,
    seat: AtomicBool,
    /// Whether the recorded object was handed over.
    is_handed_over: AtomicBool,
}

impl World {
    /// As the thread does that has the seat, on its slow path.
    fn rest(&self) {
        let restore = || _ = self.seat.swap(true, Acquire);
        self.recorded.lead_back(restore, || self.seat.store(false, Relaxed));
    }

    /// As a thread does that records an object, and hands it over.
    fn record(&self) {
        let send = || {
            self.seat.swap(false, Release);
            true
        };
        if self.recorded.begin(send) {
            self.is_handed_over.store(true, Release);
        }
    }

    /// As the thread does that gets the object.
    fn return_it(&self) {
        if self.is_handed_over.load(Acquire) {
            assert!(!self.seat.load(Relaxed), "the return would be on the fast path");
            self.recorded.end(1);
            self.rest();
            assert!(self.seat.load(Relaxed), "no object is recorded any more");
        }
    }
}

#[test]
fn a_recorded_object_is_returned_on_the_slow_path() {
    every_interleaving(|| {
        in_static(World::default(), |world| {
            beside(
                1,
                || world.record(),
                || {
                    world.rest();
                    world.return_it();
                },
            );
        });
    });
}

#[test]
fn a_thread_that_was_fast_before_is_sent_to_its_slow_path() {
    every_interleaving(|| {
        in_static(World::default(), |world| {
            world.rest();
            beside(1, || world.record(), || world.return_it());
        });
    });
}

/// Two threads record, one after the other may send.
#[test]
fn each_of_two_recorded_objects_is_returned_on_the_slow_path() {
    fewer_preemptions(|| {
        in_static((World::default(), AtomicUsize::new(0)), |(world, handed_over)| {
            world.rest();
            let record = || {
                let send = || {
                    world.seat.swap(false, Release);
                    true
                };
                if world.recorded.begin(send) {
                    handed_over.fetch_add(1, Release);
                }
            };
            beside(2, record, || {
                world.rest();
                if handed_over.load(Acquire) > 0 {
                    assert!(!world.seat.load(Relaxed), "the return would be on the fast path");
                }
            });
        });
    });
}

#[test]
fn whoever_has_an_object_finds_its_record() {
    every_interleaving(|| {
        let shared = (Records::<Rc<()>>::new(), AtomicBool::new(false));
        in_static(shared, |(records, is_handed_over)| {
            let take = || {
                records.insert(KEY, Rc::new(()));
                is_handed_over.store(true, Release);
            };
            beside(1, take, || {
                let mut listed = 0;
                records.for_each(|_| listed += 1);
                assert!(listed <= 1);
                if is_handed_over.load(Acquire) {
                    assert!(records.may_have(KEY));
                    assert!(records.remove(KEY).is_some());
                    assert!(!records.may_have(KEY));
                }
            });
        });
    });
}
