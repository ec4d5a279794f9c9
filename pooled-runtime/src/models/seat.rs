//! Requests that reach a running thread through its seat: its next take or return sees them.

use core::ptr;

use super::threads::{Thread, expect_exact, with_pool};
use super::{beside, every_interleaving, few_preemptions, in_static};
use crate::pool::gauge::{self, Seat, Seats};
use crate::pool::type_pool::TypePool;
use crate::sync::{AtomicPtr, Relaxed};

/// Asks all threads to trim, as a trim does.
fn ask(pool: &TypePool) {
    pool.ask_for_trim();
    pool.roster.send_to_slow_path(ptr::null_mut());
}

/// A thread whose seat leads to its cache, or to none: then its next operation enters its slow path.
struct Seated {
    thread: Thread,
    seat: &'static Seat,
}

impl Seated {
    fn start(pool: &'static TypePool, seat: &'static Seat) -> Self {
        let thread = Thread::start_at(pool, Seats::one(seat));
        gauge::restore(seat, ptr::from_ref(thread.cache()).cast_mut().cast());
        Self { thread, seat }
    }

    /// A take or a return enters its slow path, for any reason, and follows requests.
    fn slow_path(&self) {
        gauge::restore(self.seat, ptr::from_ref(self.thread.cache()).cast_mut().cast());
        self.thread.follow_trims();
    }

    /// A take or a return enters its slow path if it is to.
    fn operate(&self) {
        if self.seat.load(Relaxed).is_null() {
            self.slow_path();
            assert!(self.thread.cache().trims.load(Relaxed) > 0, "the request that sent it there is seen");
        }
    }
}

/// Runs `here` with a thread that has an object, beside `others` that ask it to trim. Its next operation follows them
/// all.
fn share(others: usize, here: fn(&Seated)) {
    in_static(AtomicPtr::new(ptr::null_mut()), |seat| {
        with_pool(2, 2, |pool| {
            let seated = Seated::start(pool, seat);
            seated.thread.bring();
            beside(others, move || ask(pool), || here(&seated));
            seated.operate();
            assert_eq!(seated.thread.cache().trims.load(Relaxed), pool.trims(), "a request was lost");
            assert_eq!((seated.thread.cache().len(), pool.has_condemned()), (0, true));
            drop(seated);
            pool.empty_depot();
            expect_exact(pool);
        });
    });
}

#[test]
fn a_request_reaches_the_next_operation() {
    every_interleaving(|| share(1, Seated::operate));
    few_preemptions(|| share(2, Seated::operate));
}

#[test]
fn a_request_beside_a_slow_path_reaches_it_or_the_next() {
    every_interleaving(|| share(1, Seated::slow_path));
    few_preemptions(|| share(2, Seated::slow_path));
}

#[test]
fn a_request_beside_the_end_of_a_thread() {
    every_interleaving(|| end_beside(1));
    few_preemptions(|| end_beside(2));
}

/// A thread ends while `others` ask it to trim.
fn end_beside(others: usize) {
    with_pool(2, 2, |pool| {
        let live = move || {
            in_static(AtomicPtr::new(ptr::null_mut()), |seat| {
                let seated = Seated::start(pool, seat);
                seated.thread.bring();
                drop(seated);
                let mine = seat.swap(ptr::dangling_mut(), Relaxed);
                assert!(!mine.is_null() || pool.trims() > 0);
                loom::thread::yield_now();
                assert_eq!(
                    seat.swap(mine, Relaxed),
                    ptr::dangling_mut(),
                    "somebody writes where no thread is any more"
                );
            });
        };
        beside(others, move || ask(pool), live);
        pool.empty_depot();
        expect_exact(pool);
    });
}
