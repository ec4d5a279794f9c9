//! No take or return drops or moves many objects, however many wait for that.

use std::cell::Cell;

use pooled_types::{PoolStats, Pooled, Reset, Settings};

use crate::support::counts::assert_identities;
use crate::support::intervals::{INTERVAL, alone, end_interval, pass};
use crate::support::kinds::{Kind, Order, cycle};

/// The most that an operation may drop.
const MOST: u64 = 64;

/// How many objects of each type there are.
const OBJECTS: usize = if cfg!(miri) { 150 } else { 33_334 };

/// How many uses of each type an interval has.
const USES: u32 = if cfg!(miri) { 10 } else { 400 };

thread_local! {
    static DROPS: Cell<u64> = const { Cell::new(0) };
}

fn count_drop() {
    DROPS.set(DROPS.get() + 1);
}

#[derive(Pooled, Default)]
struct Small(u64);

#[derive(Pooled, Default)]
struct WithText {
    text: String,
}

#[derive(Pooled, Default)]
struct Aligned<T>([T; 9]);

impl Drop for Small {
    fn drop(&mut self) {
        count_drop();
    }
}

impl Drop for WithText {
    fn drop(&mut self) {
        count_drop();
    }
}

impl<T> Drop for Aligned<T> {
    fn drop(&mut self) {
        count_drop();
    }
}

impl Kind for Small {
    fn fill(&mut self, bytes: usize) {
        self.0 = bytes as u64;
    }
}

impl Kind for WithText {
    fn fill(&mut self, bytes: usize) {
        (0..bytes).for_each(|_| self.text.push('a'));
    }
}

impl Kind for Aligned<u64> {
    fn fill(&mut self, bytes: usize) {
        self.0[0] = bytes as u64;
    }
}

/// Runs an operation and says how many drops it made, at most [`MOST`].
#[track_caller]
fn piece<R>(operation: impl FnOnce() -> R) -> R {
    let before = DROPS.get();
    let result = operation();
    let drops = DROPS.get() - before;
    assert!(drops <= MOST, "one operation dropped {drops}");
    result
}

/// Takes and returns so many objects, and looks at each operation.
fn hold_and_drop<T: Kind>(n: usize) {
    let mut held = Vec::new();
    for _ in 0..n {
        held.push(piece(T::take));
    }
    for object in &mut held {
        object.fill(4);
    }
    while let Some(object) = held.pop() {
        piece(|| drop(object));
    }
}

/// A slow machine drops few objects in a piece, perhaps one: it takes more pieces, in which no time passes.
fn finish(is_done: impl Fn() -> bool, mut piece: impl FnMut()) {
    let mut pieces = 3 * OBJECTS;
    while !is_done() && pieces > 0 {
        piece();
        pieces -= 1;
    }
}

fn all() -> [PoolStats; 3] {
    [Small::stats(), WithText::stats(), <Aligned<u64>>::stats()]
}

fn idle() -> u64 {
    all().iter().map(|stats| stats.idle).sum()
}

#[test]
fn what_ages_is_dropped_in_pieces() {
    let _turn = alone(Settings::new());
    hold_and_drop::<Small>(OBJECTS);
    hold_and_drop::<WithText>(OBJECTS);
    hold_and_drop::<Aligned<u64>>(OBJECTS);
    assert_eq!(idle(), 3 * OBJECTS as u64);
    for _ in 0..8 * USES {
        pass(INTERVAL / USES);
        hold_and_drop::<Small>(1);
        hold_and_drop::<WithText>(2);
        hold_and_drop::<Aligned<u64>>(3);
    }
    finish(
        || idle() <= 3 * 32,
        || {
            hold_and_drop::<Small>(1);
            hold_and_drop::<WithText>(1);
            hold_and_drop::<Aligned<u64>>(1);
        },
    );
    all().iter().for_each(assert_identities);
    // A batch comes and goes as a whole, so it may stay although the load needs a part of it.
    assert!(idle() <= 3 * 32, "{:?}", all().map(|stats| (stats.idle, stats.takes, stats.discarded)));
}

thread_local! {
    static MEASURED: Cell<u64> = const { Cell::new(0) };
}

/// Counts how often it is measured.
#[derive(Default)]
struct Part;

impl Reset for Part {
    fn reset(&mut self) {}

    fn retained_bytes(&mut self) -> usize {
        MEASURED.set(MEASURED.get() + 1);
        0
    }
}

#[derive(Pooled, Default)]
struct Measured {
    part: Part,
    text: String,
}

/// What is idle when an interval ends moves to the depot, and is measured on the way.
#[test]
fn what_moves_is_measured_in_pieces() {
    let _turn = alone(Settings::new());
    let held: Vec<_> = (0..OBJECTS).map(|_| Measured::take()).collect();
    drop(held);
    end_interval();
    MEASURED.set(0);
    for _ in 0..OBJECTS {
        let before = MEASURED.get();
        drop(Measured::take());
        let measured = MEASURED.get() - before;
        assert!(measured <= 2 * MOST, "a take and its return measured {measured}");
    }
    let all = MEASURED.get();
    assert!(all >= OBJECTS as u64 / 2, "only {all} of them have moved: {:?}", Measured::stats());
}

/// Trims that another thread asks for are done in pieces as well.
#[test]
fn a_trim_is_followed_in_pieces() {
    let _turn = alone(Settings::new());
    hold_and_drop::<Small>(OBJECTS);
    std::thread::spawn(Small::trim).join().expect("it does not panic");
    for _ in 0..OBJECTS {
        hold_and_drop::<Small>(1);
        if Small::stats().idle <= 1 {
            return;
        }
    }
    panic!("{:?}", Small::stats());
}

/// A type for each number.
#[derive(Pooled, Default)]
struct Numbered<const N: usize>(u64);

/// What threads that have ended left of many types is dropped in pieces too.
#[test]
fn what_ended_threads_left_is_dropped_in_pieces() {
    fn leave<const N: usize>() {
        drop([(); 4].map(|()| Numbered::<N>::take()));
    }
    macro_rules! all {
        ($($n:literal)*) => {
            ([$(leave::<$n> as fn()),*], || [$(Numbered::<$n>::stats()),*].iter().map(|it| it.idle).sum::<u64>())
        };
    }
    let _turn = alone(Settings::new());
    let (leave_all, idle) = all!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29);
    let together = std::sync::Barrier::new(8);
    std::thread::scope(|threads| {
        let work = || {
            for leave in leave_all {
                leave();
            }
            together.wait();
        };
        let all: Vec<_> = (0..8).map(|_| threads.spawn(work)).collect();
        // A scope alone does not wait for the destructors of thread-locals.
        for thread in all {
            thread.join().expect("it does not panic");
        }
    });
    assert!(idle() > 4 * MOST, "{} are idle", idle());
    (0..3).for_each(|_| end_interval());
    for _ in 0..100 * MOST {
        let before = idle();
        let _ = Small::try_take();
        assert!(before - idle() <= MOST, "one operation dropped {}", before - idle());
    }
    assert_eq!(idle(), 0);
}

/// The same where other pools do it. Drops are counted by the statistics.
#[test]
fn what_other_pools_drop_is_dropped_in_pieces() {
    let _turn = alone(Settings::new());
    cycle::<Vec<u8>>(&mut Vec::new(), OBJECTS, 10, Order::NewestFirst);
    let discarded = || <Vec<u8>>::stats().discarded;
    let before = discarded();
    for _ in 0..8 {
        end_interval();
        for _ in 0..USES {
            let before = discarded();
            let object = Small::take();
            let between = discarded();
            drop(object);
            let after = discarded();
            assert!(between - before <= MOST && after - between <= MOST, "{before} {between} {after}");
        }
    }
    finish(|| discarded() - before == OBJECTS as u64, || drop(Small::take()));
    assert_eq!(discarded() - before, OBJECTS as u64, "{:?}", <Vec<u8>>::stats());
}
