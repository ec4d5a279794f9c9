//! Random loads, each followed by one that needs little and one that stays the same: memory comes back, and there is no
//! cliff, whatever happened before. `POOLED_SEED=n` repeats one seed; `POOLED_LONG=1` tries many more.

use std::env;
use std::sync::Mutex;

use pooled_types::{PoolBox, Pooled, Settings};

use crate::support::counts::{assert_identities, assert_nothing_left};
use crate::support::hand::Hand;
use crate::support::intervals::{INTERVAL, alone, end_interval, pass};
use crate::support::kinds::{Empty, Generic, Kind, Local, Loud, Order, Static, cycle, hold};
use crate::support::rng::{Rng, seeds};

/// The most threads that are alive at once.
const THREADS: usize = if cfg!(miri) { 2 } else { 4 };

/// How many steps a seed has.
const STEPS: usize = if cfg!(miri) { 15 } else { 60 };

/// The most objects that a thread holds.
const MOST: usize = if cfg!(miri) { 40 } else { 3_000 };

/// What a pool may keep for a load of a few objects: a batch in each of its threads comes and goes as a whole.
const BATCH: u64 = 32;

/// A kind of type, as functions.
struct Type {
    cycle: fn(usize, usize, Order),
    take_some: fn(usize),
    stats: fn() -> pooled_types::PoolStats,
    trim: fn(),
    warm: fn(usize) -> usize,
    clear: fn(),
    adopt: fn(usize),
}

macro_rules! types {
    ($($type:ty),*) => {
        [$(Type {
            cycle: |n, bytes, order| cycle::<$type>(&mut Vec::new(), n, bytes, order),
            take_some: |n| drop((0..n).map_while(|_| <$type as Pooled>::try_take()).collect::<Vec<_>>()),
            stats: <$type as Pooled>::stats,
            trim: <$type as Pooled>::trim,
            warm: <$type as Pooled>::warm,
            clear: <$type as Pooled>::clear,
            adopt: adopt::<$type>,
        }),*]
    };
}

static TYPES: [Type; 6] = types![Vec<u8>, Static, Generic<u16>, Local, Loud, Empty];

/// Puts values into handles, and takes half of them out for good.
fn adopt<T: Kind>(n: usize) {
    for number in 0..n {
        let value = PoolBox::detach(T::take());
        let object = PoolBox::new(value);
        if number.is_multiple_of(2) {
            drop(PoolBox::detach(object));
        }
    }
}

/// Objects on their way between threads.
static PIPE: Mutex<Vec<PoolBox<Static>>> = Mutex::new(Vec::new());

fn empty_pipe() {
    PIPE.lock().expect("nobody panics with it").clear();
}

/// What a thread does next.
fn step(rng: &mut Rng) -> Box<dyn FnOnce() + Send> {
    let of = &TYPES[rng.below(TYPES.len())];
    let end = 1 + rng.below(MOST);
    let n = 1 + rng.below(end);
    let bytes = [0, 10, 300, 6_000, 60_000][rng.below(5)];
    // Not much memory at once.
    let n = n.min(1 + (16 << 20) / (bytes + 1));
    let order = if rng.one_in(2) { Order::NewestFirst } else { Order::OldestFirst };
    let times = 1 + rng.below(3);
    match rng.below(12) {
        0..4 => Box::new(move || (0..times).for_each(|_| (of.cycle)(n, bytes, order))),
        4 => Box::new(move || hold(&mut PIPE.lock().expect("nobody panics with it"), n, bytes.min(300))),
        5 => Box::new(empty_pipe),
        6 => Box::new(move || (of.take_some)(n)),
        7 => Box::new(move || _ = (of.warm)(n)),
        8 => Box::new(of.clear),
        9 => Box::new(of.trim),
        10 => Box::new(pooled_types::trim_thread),
        _ => Box::new(move || (of.adopt)(n.min(100))),
    }
}

/// The statistics of all types fit together.
fn assert_consistent() {
    for of in &TYPES {
        assert_identities(&(of.stats)());
    }
}

/// Random steps: most on one of the threads, some on all of them.
fn random_steps(rng: &mut Rng, hands: &mut Vec<Hand>) {
    for _ in 0..STEPS {
        match rng.below(20) {
            0 => end_interval(),
            1 => pass(INTERVAL / 7),
            2 => pooled_types::trim(),
            3 => hands.swap_remove(rng.below(hands.len())).end(),
            4 => {
                let jobs: Vec<_> = hands.iter().map(|hand| hand.start(step(rng))).collect();
                for job in jobs {
                    job.recv().expect("the job panicked");
                }
            }
            _ => hands[rng.below(hands.len())].run(step(rng)),
        }
        while hands.len() < THREADS {
            hands.push(Hand::new());
        }
        assert_consistent();
    }
}

/// A load that stays the same has no misses after three cycles, whatever the pool was used for before.
fn assert_no_cliff(rng: &mut Rng, hand: &Hand) {
    let of = &TYPES[rng.below(TYPES.len())];
    let n = 1 + rng.below(MOST);
    let cycles = move |count| {
        hand.run(move || (0..count).for_each(|_| (of.cycle)(n, 20, Order::OldestFirst)));
        (of.stats)()
    };
    let first = cycles(3);
    let last = cycles(5);
    assert_eq!(last.misses, first.misses, "{n} objects: {first:?} {last:?}");
}

/// If all threads need little, all pools keep little after some intervals.
fn assert_fades(hands: &[Hand]) {
    for _ in 0..7 {
        end_interval();
        let uses = if cfg!(miri) { 10 } else { 400 };
        Hand::all(hands, move |_| {
            for of in (0..uses).flat_map(|_| &TYPES) {
                (of.cycle)(1, 10, Order::OldestFirst);
            }
        });
    }
    assert_consistent();
    for of in &TYPES {
        let stats = (of.stats)();
        let most = if cfg!(miri) { u64::MAX } else { BATCH * hands.len() as u64 };
        assert!(stats.idle <= most, "{stats:?}");
        assert!(stats.idle_bytes <= BATCH * 1024 * hands.len() as u64, "{stats:?}");
    }
}

fn try_seed(seed: u64) {
    let mut rng = Rng::new(seed);
    let mut hands = Hand::some(THREADS);
    random_steps(&mut rng, &mut hands);
    hands[0].run(empty_pipe);
    assert_fades(&hands);
    for hand in &hands {
        assert_no_cliff(&mut rng, hand);
    }
    hands.into_iter().for_each(Hand::end);
    pooled_types::trim();
    for of in &TYPES {
        assert_nothing_left(&(of.stats)());
    }
}

#[test]
fn promises_hold_after_random_loads() {
    let _turn = alone(Settings::new());
    let count = if env::var_os("POOLED_LONG").is_some() { 200 } else { 5 };
    for seed in seeds(if cfg!(miri) { 1 } else { count }) {
        println!("POOLED_SEED={seed}");
        try_seed(seed);
    }
}
