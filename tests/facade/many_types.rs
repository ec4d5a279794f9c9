//! More generic types in a thread than have places in its thread-local.

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use pooled_types::Pooled;

#[derive(Pooled)]
#[pooled(new = Pair::new)]
struct Pair<A: 'static, B: 'static> {
    number: u32,
    of: PhantomData<fn() -> (A, B)>,
}

impl<A, B> Pair<A, B> {
    fn new() -> Self {
        Self { number: 0, of: PhantomData }
    }
}

/// How often each type is used: some types get a place from others meanwhile.
const ROUNDS: u64 = 40;

/// Takes and drops an object of the pair, and asserts that there were as many takes and objects as there should be.
fn use_pair<A: Send + 'static, B: Send + 'static>(takes_before: u64) {
    drop(Pair::<A, B>::take());
    let stats = Pair::<A, B>::stats();
    assert_eq!((stats.takes, stats.misses, stats.idle), (takes_before + 1, 1, 1), "{stats:?}");
}

macro_rules! with_all {
    ($first:ty) => { with_all!($first; 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19) };
    ($first:ty; $($second:literal)*) => { [$(use_pair::<$first, [u8; $second]> as fn(u64)),*] };
}

/// A function for each type.
fn all() -> Vec<fn(u64)> {
    [
        with_all!(u8),
        with_all!(u16),
        with_all!(u32),
        with_all!(u64),
        with_all!(u128),
        with_all!(i8),
        with_all!(i16),
        with_all!(i32),
        with_all!(i64),
        with_all!(i128),
        with_all!(bool),
        with_all!(char),
        with_all!(()),
        with_all!(isize),
        with_all!(f32),
        with_all!(f64),
    ]
    .concat()
}

#[test]
#[cfg_attr(miri, ignore = "slow")]
fn each_has_one_cache() {
    let pairs = all();
    assert!(pairs.len() > 256, "so many have a place");
    let in_turn = move || (0..ROUNDS).for_each(|round| pairs.iter().for_each(|pair| pair(round)));
    thread::spawn(in_turn).join().expect("each type has one cache");
}

/// A type of this test.
struct Last<const N: usize>;

fn use_at_last<const N: usize>() {
    let before = Pair::<Last<N>, ()>::stats();
    drop(Pair::<Last<N>, ()>::take());
    drop(Pair::<Last<N>, ()>::take());
    let after = Pair::<Last<N>, ()>::stats();
    WITH_HITS.set(WITH_HITS.get() + usize::from(after.hits > before.hits));
}

/// Uses all types in a destructor that runs after the thread has given its caches back.
struct AtLast(Vec<fn()>);

impl Drop for AtLast {
    fn drop(&mut self) {
        WITH_HITS.set(0);
        self.0.iter().for_each(|each| each());
        // Some systems call this before the thread gives its caches back. Then all types still have theirs.
        assert!(WITH_HITS.get() == 0 || WITH_HITS.get() == self.0.len(), "some found caches of another thread");
        DONE.fetch_add(self.0.len(), Relaxed);
    }
}

thread_local! {
    /// How many types were served by a cache of this thread.
    static WITH_HITS: Cell<usize> = const { Cell::new(0) };
    static AT_LAST: RefCell<AtLast> = const { RefCell::new(AtLast(Vec::new())) };
}

static DONE: AtomicUsize = AtomicUsize::new(0);

macro_rules! uses_at_last {
    ($($n:literal)*) => { [$(use_at_last::<$n> as fn()),*] };
}

#[test]
fn a_thread_that_has_ended_finds_no_cache() {
    let all = uses_at_last!(
        0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39
        40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76
        77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99 100 101 102 103 104 105 106 107 108 109
    );
    // Some of thirty have the place of another one, and Miri is slow.
    let all = all[..if cfg!(miri) { 30 } else { all.len() }].to_vec();
    let count = all.len();
    let used = move || {
        // Registered before the caches, so it is dropped after them, or the other way round.
        AT_LAST.with_borrow_mut(|at_last| at_last.0.clone_from(&all));
        for each in all {
            each();
        }
    };
    thread::spawn(used).join().expect("it does not panic");
    assert_eq!(DONE.load(Relaxed), count, "a destructor panicked");
}
