//! After a burst, idle memory falls to what is needed; a trim gives all of it back.
//!
//! A program of its own, because it measures its process as a whole and its parts would trim each other's pools.

mod support;

use std::thread;
use std::time::{Duration, Instant};

use pooled_types::{PoolBox, Pooled, Settings, configure};
use support::allocator::{Checking, live_bytes};
use support::counts::{assert_identities, assert_nothing_left};
use support::hand::Hand;

#[global_allocator]
static ALLOCATOR: Checking = Checking;

const INTERVAL: Duration = Duration::from_millis(250);
const THREADS: usize = 8;
const CAPACITY: usize = 64;
/// Objects alive at once in the burst, and later.
const BURST: usize = if cfg!(miri) { 1_600 } else { 100_000 };
const LOAD: usize = 100;
/// Bytes that each object owns.
const PAYLOAD: usize = 256;
/// What the pool keeps for good of each object of a burst: room in its batches.
const PLACE: usize = 12;
/// What an object may need besides: its own fields, and a pointer to it in a stack.
const OVERHEAD: usize = 64;

/// A depot without a limit.
#[derive(Pooled)]
#[pooled(capacity = 64, new = Modest::new)]
struct Modest {
    #[pooled(keep)]
    payload: Box<[u8; PAYLOAD]>,
}

/// A depot that has room for the whole burst.
#[derive(Pooled)]
#[pooled(capacity = 64, depot = 100_000, new = Roomy::new)]
struct Roomy {
    #[pooled(keep)]
    payload: Box<[u8; PAYLOAD]>,
}

/// Another type, whose first use on a thread is a cold path.
#[derive(Pooled, Default)]
#[pooled(capacity = 1, depot = 0)]
struct Other(u8);

trait Loaded: Pooled + Send {
    fn write(&mut self);
}

macro_rules! loaded {
    ($type:ident) => {
        impl $type {
            fn new() -> Self {
                Self { payload: Box::new([0; PAYLOAD]) }
            }
        }
        impl Loaded for $type {
            fn write(&mut self) {
                self.payload[0] = self.payload[0].wrapping_add(1);
            }
        }
    };
}
loaded!(Modest);
loaded!(Roomy);

/// Runs a cold path and nothing else: a take that finds nothing, and a return that finds no room.
fn cold_path() {
    let (one, two) = (Other::take(), Other::take());
    drop((one, two));
}

fn take_many<T: Loaded>(n: usize) -> Vec<PoolBox<T>> {
    let mut objects: Vec<_> = (0..n).map(|_| T::take()).collect();
    for object in &mut objects {
        object.write();
    }
    objects
}

fn count(n: u64) -> usize {
    n.try_into().expect("so few objects")
}

/// The burst, and then the load: idle objects fall to what the load needs within two intervals.
fn burst<T: Loaded>(threads_stay: bool) {
    cold_path();
    let bytes_before = live_bytes();
    let hands = Hand::some(THREADS);
    // All objects are alive before the first is dropped.
    let barrier = std::sync::Arc::new(std::sync::Barrier::new(THREADS));
    let jobs: Vec<_> = hands
        .iter()
        .map(|hand| {
            let barrier = barrier.clone();
            hand.start(move || {
                let objects = take_many::<T>(BURST / THREADS);
                barrier.wait();
                drop(objects);
            })
        })
        .collect();
    for job in &jobs {
        job.recv().expect("the job panicked");
    }
    let threads = if threads_stay { THREADS + 1 } else { 1 };
    let hands = if threads_stay {
        hands
    } else {
        hands.into_iter().for_each(Hand::end);
        Vec::new()
    };
    let stats = T::stats();
    assert_identities(&stats);
    assert!(count(stats.peak_objects) >= BURST, "{stats:?}");
    assert!(count(stats.idle) > LOAD + CAPACITY, "a burst that leaves nothing shows nothing: {stats:?}");

    let most = LOAD + CAPACITY * threads;
    let start = Instant::now();
    let (mut before, mut stalls) = (start, Duration::ZERO);
    loop {
        drop(take_many::<T>(LOAD));
        cold_path();
        let stats = T::stats();
        assert_identities(&stats);
        let now = Instant::now();
        if count(stats.idle) <= most {
            break;
        }
        // On a loaded machine this thread may not run for a while, and then no cold path sees an interval end.
        if now - before > INTERVAL / 10 {
            stalls += now - before;
        }
        before = now;
        let limit = INTERVAL * 2 + INTERVAL / 5 + stalls * 3;
        assert!(now - start < limit, "more than {most} idle after {:?}: {stats:?}", now - start);
        thread::sleep(Duration::from_millis(2));
    }
    let bytes = live_bytes() - bytes_before;
    // Each thread also has its stack, and what the standard library gives it.
    let limit = BURST * PLACE + most * (PAYLOAD + OVERHEAD) + threads * (CAPACITY * 16 + 4_096) + 16_384;
    assert!(
        bytes < isize::try_from(limit).expect("a small number"),
        "{bytes} bytes are left, expected less than {limit}"
    );

    // The load goes on, and is served from what is left.
    let misses = T::stats().misses;
    (0..20).for_each(|_| drop(take_many::<T>(LOAD)));
    assert!(count(T::stats().misses - misses) <= LOAD, "what the load needs stays");

    pooled_types::trim();
    for hand in &hands {
        hand.run(cold_path);
    }
    pooled_types::trim();
    assert_nothing_left(&T::stats());
    hands.into_iter().for_each(Hand::end);
    assert_nothing_left(&T::stats());
    let left = live_bytes() - bytes_before;
    let limit = isize::try_from(BURST * PLACE + 16_384).expect("a small number");
    assert!(left < limit, "{left} bytes are left of nothing");
}

/// Makes `n` objects idle on each hand.
fn warm<T: Loaded>(hands: &[Hand], n: usize) {
    for hand in hands {
        hand.run(move || _ = T::warm(n));
    }
}

/// Each other thread gives its stacks back from its next take or return on, and not before.
fn a_trim_reaches_every_thread() {
    let hands = Hand::some(3);
    let idle = || (count(Modest::stats().idle), count(Roomy::stats().idle));
    warm::<Modest>(&hands, 10);
    warm::<Roomy>(&hands, 20);
    Modest::warm(5);
    assert_eq!(idle(), (35, 60));
    let trimmed_before = Modest::stats().discards.trimmed;

    pooled_types::trim();
    assert_eq!(idle(), (30, 60), "this thread's objects are gone at once, the others' are theirs");
    for (n, hand) in hands.iter().enumerate() {
        // An operation of any pool will do: the drops run no code of users.
        hand.run(cold_path);
        assert_eq!(idle(), (30 - 10 * (n + 1), 60 - 20 * (n + 1)));
    }
    assert_eq!(Modest::stats().discards.trimmed - trimmed_before, 35);
    hands[0].run(|| drop(Modest::take()));
    hands[0].run(cold_path);
    assert_eq!(idle(), (1, 0), "a trim is obeyed once");
    hands.into_iter().for_each(Hand::end);
    pooled_types::trim();
    assert_eq!(idle(), (0, 0));
}

fn a_trim_of_one_type_leaves_the_others() {
    let hand = [Hand::new()];
    let idle = || (count(Modest::stats().idle), count(Roomy::stats().idle));
    warm::<Modest>(&hand, 10);
    warm::<Roomy>(&hand, 20);
    Modest::warm(5);
    Roomy::warm(6);
    Modest::trim();
    assert_eq!(idle(), (10, 26));
    hand[0].run(cold_path);
    assert_eq!(idle(), (0, 26));
    // The cold path may be one of the trimmed type itself.
    warm::<Modest>(&hand, 10);
    Modest::trim();
    hand[0].run(|| drop(take_many::<Modest>(11)));
    let (modest, roomy) = idle();
    assert!(modest <= 11 && roomy == 26);
    hand.into_iter().for_each(Hand::end);
    pooled_types::trim();
    assert_eq!(idle(), (0, 0));
}

/// `trim_thread` is about this thread only, and leaves the depots.
fn a_thread_trims_itself() {
    let hands = Hand::some(2);
    let idle = || (count(Modest::stats().idle), count(Roomy::stats().idle));
    let shared = Hand::new();
    shared.run(|| _ = Modest::warm(7));
    shared.end();
    assert_eq!(idle(), (7, 0), "what an ended thread had is in the depot");
    warm::<Modest>(&hands, 10);
    warm::<Roomy>(&hands, 20);
    hands[0].run(pooled_types::trim_thread);
    let (modest, roomy) = idle();
    hands[1].run(cold_path);
    assert_eq!(idle(), (modest, roomy), "nobody else was asked");
    assert_eq!(roomy, 20);
    // `warm` may have used what was in the depot.
    let taken_from_depot = 27 - 10 - modest;
    assert!(taken_from_depot <= 10, "one stack and no more is gone: {modest} idle");
    hands.into_iter().for_each(Hand::end);
    pooled_types::trim();
    assert_eq!(idle(), (0, 0));
}

/// Takes can empty a depot, whose list of places stays allocated. A trim frees that list as well.
fn a_trim_frees_the_list_of_an_empty_depot() {
    pooled_types::trim();
    let before = live_bytes();
    drop(take_many::<Roomy>(BURST / 10));
    // In handles, and then not in the pool any more.
    let objects = take_many::<Roomy>(BURST / 10);
    assert_eq!(Roomy::stats().idle, 0);
    for object in objects {
        drop(PoolBox::detach(object));
    }
    Roomy::trim();
    pooled_types::trim();
    let left = live_bytes() - before;
    assert!(left < 4_096, "{left} bytes are left of an empty depot");
}

fn main() {
    configure(Settings::new().interval(INTERVAL)).expect("no pool was used yet");
    for threads_stay in [true, false] {
        burst::<Modest>(threads_stay);
        burst::<Roomy>(threads_stay);
    }
    println!("idle objects fade");
    a_trim_reaches_every_thread();
    a_trim_of_one_type_leaves_the_others();
    a_thread_trims_itself();
    a_trim_frees_the_list_of_an_empty_depot();
    println!("trims reach every thread");
}
