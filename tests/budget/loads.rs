//! Random loads on some threads, and what they leave idle.

use std::env;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use pooled_types::{Pooled, Settings};

use crate::support::allocator::live_bytes;
use crate::support::counts::assert_identities;
use crate::support::hand::Hand;
use crate::support::intervals::{INTERVAL, alone, end_interval, pass};
use crate::support::kinds::{Kind, LARGE, Loud, Order, Static, cycle};
use crate::support::rng::{Rng, seeds};
use crate::used::{ALL, Load, Used, start_again};

pub(crate) const BUDGET: usize = 1024 * 1024;

/// How many rounds a seed has. An interval ends after each.
const ROUNDS: usize = if cfg!(miri) { 2 } else { 4 };

/// How many loads a thread has in a round.
const LOADS: usize = if cfg!(miri) { 2 } else { 8 };

/// No load holds more than so many bytes.
const MOST_HELD: usize = if cfg!(miri) { 4 * 1024 } else { 2 * BUDGET };

/// What pools and threads may need beside the objects: stacks, and nodes for batches, which are never freed.
const LISTS: usize = 512 * 1024;
const LISTS_AN_OBJECT: usize = 32;

pub(crate) fn settings() -> Settings {
    Settings::new().idle_bytes(BUDGET)
}

/// A number from 1 to `most`, more often a small one.
fn small_or_large(rng: &mut Rng, most: usize) -> usize {
    let end = 1 + rng.below(most);
    1 + rng.below(end)
}

/// A load that holds up to [`MOST_HELD`] bytes, in few large objects or in many small ones.
fn random_load(rng: &mut Rng, largest: usize) -> Load {
    let bytes = small_or_large(rng, largest);
    let most = (MOST_HELD / (bytes + 64)).clamp(1, 2_000);
    let n = small_or_large(rng, most);
    Load { n, bytes, order: if rng.one_in(2) { Order::NewestFirst } else { Order::OldestFirst } }
}

/// A thread's loads of one round. `held` is the most objects that they hold, in all threads together.
fn loads(seed: u64, largest: usize, held: &AtomicUsize) {
    let mut rng = Rng::new(seed);
    let types: Vec<_> = (0..=rng.below(ALL.len())).map(|_| &ALL[rng.below(ALL.len())]).collect();
    let mut most = 0;
    for _ in 0..LOADS {
        let load = random_load(&mut rng, largest);
        types[rng.below(types.len())].run(load);
        most = most.max(load.n);
        pass(INTERVAL / 200);
    }
    held.fetch_add(most, Relaxed);
}

/// What each pool keeps, for messages.
fn shown() -> Vec<String> {
    let line = |used: &Used| {
        let stats = (used.stats)();
        format!("{}: {} idle, {} bytes, {} free a thread", stats.name, stats.idle, stats.idle_bytes, used.free_bytes())
    };
    ALL.iter().map(line).collect()
}

/// What some types keep idle, and what they may keep on so many threads beside the budget.
fn idle_and_free(wanted: fn(&Used) -> bool, threads: usize) -> (usize, usize) {
    let wanted = || ALL.iter().filter(|used| wanted(used));
    (wanted().map(Used::idle_bytes).sum(), threads * wanted().map(Used::free_bytes).sum::<usize>())
}

/// What all threads keep is within the budget; beside it, a few objects of each type on each thread. `held` says how
/// many objects were held at once, `before` how many bytes were allocated before there were any.
fn assert_bounded(threads: usize, before: isize, held: usize) {
    let (all, free) = idle_and_free(|_| true, threads);
    assert!(all <= BUDGET + free, "{all} bytes are idle on {threads} threads: {:#?}", shown());
    let (loud, free_of_loud) = idle_and_free(|used| !used.is_quiet, threads);
    assert!(loud <= BUDGET / 2 + free_of_loud, "{loud} bytes of loud types on {threads} threads: {:#?}", shown());
    if !cfg!(miri) {
        let allocated = usize::try_from(live_bytes() - before).unwrap_or(0);
        let most = BUDGET + free + LISTS + held * LISTS_AN_OBJECT;
        assert!(allocated <= most, "{allocated} bytes, expected at most {most}, on {threads} threads: {:#?}", shown());
    }
}

/// The loads of a seed.
fn try_seed(seed: u64) {
    let mut rng = Rng::new(seed);
    let threads = 1 + rng.below(if cfg!(miri) { 2 } else { 8 });
    let largest = [100, 1_000, 8_000, 30_000][rng.below(4)];
    start_again();
    let before = live_bytes();
    let hands = Hand::some(threads);
    let held = Arc::new(AtomicUsize::new(0));
    for _ in 0..ROUNDS {
        let (held_now, seed) = (held.clone(), rng.next());
        Hand::all(&hands, move |number| loads(seed ^ (number as u64) << 32, largest, &held_now));
        end_interval();
        Hand::all(&hands, |_| ALL.iter().for_each(Used::settle));
        assert_bounded(threads, before, held.load(Relaxed));
        for used in &ALL {
            assert_identities(&(used.stats)());
        }
    }
    hands.into_iter().for_each(Hand::end);
    assert_bounded(0, before, held.load(Relaxed));
    start_again();
    assert_eq!(idle_and_free(|_| true, 0).0, 0, "{:#?}", shown());
    the_budget_is_whole();
}

/// As nothing is idle, a load has the budget for itself: if some of it were lost, there would be misses.
fn the_budget_is_whole() {
    if cfg!(miri) {
        return;
    }
    for load in
        [|| keeps_all::<Vec<u8>>(80, 10_000), || keeps_all::<Static>(80, 10_000), || keeps_all::<Loud>(40, 10_000)]
    {
        thread::spawn(load).join().expect("some of the budget is lost");
        pooled_types::trim();
    }
}

/// Holds `n` objects again and again. After three times none is made.
fn keeps_all<T: Kind>(n: usize, bytes: usize) {
    let mut held = Vec::new();
    (0..3).for_each(|_| cycle::<T>(&mut held, n, bytes, Order::OldestFirst));
    let before = T::stats();
    (0..3).for_each(|_| cycle::<T>(&mut held, n, bytes, Order::NewestFirst));
    let after = T::stats();
    assert_eq!(after.misses, before.misses, "{before:?} {after:?}");
}

#[test]
fn what_is_idle_is_within_the_budget() {
    let _turn = alone(settings());
    let count = if env::var_os("POOLED_LONG").is_some() { 300 } else { 8 };
    for seed in seeds(if cfg!(miri) { 1 } else { count }) {
        println!("POOLED_SEED={seed}");
        try_seed(seed);
    }
}

#[test]
fn an_unused_budget_is_whole() {
    let _turn = alone(settings());
    the_budget_is_whole();
}
/// A trim gives back what stacks had for their places.
#[test]
#[cfg_attr(miri, ignore = "needs many objects")]
fn a_trim_gives_the_budget_back() {
    let _turn = alone(settings());
    keeps_all::<Vec<u8>>(80, 10_000);
    <Vec<u8>>::trim();
    keeps_all::<Static>(80, 10_000);
    Static::trim();
    keeps_all::<Loud>(40, 10_000);
}

/// A thread goes on with other pools: what it has of the first one is for others after two intervals.
#[test]
#[cfg_attr(miri, ignore = "needs many objects")]
fn what_a_thread_no_longer_uses_leaves_the_budget() {
    let _turn = alone(settings());
    keeps_all::<Vec<u8>>(80, 10_000);
    for _ in 0..4 {
        end_interval();
        for _ in 0..200 {
            cycle::<Static>(&mut Vec::new(), 1, 1, Order::NewestFirst);
        }
    }
    keeps_all::<Static>(80, 10_000);
}

/// A load that needs more than the budget finds almost all of it idle, whether its objects are small or large.
#[test]
#[cfg_attr(miri, ignore = "needs many objects")]
fn a_load_beyond_the_budget_uses_almost_all_of_it() {
    let _turn = alone(settings());
    for bytes in [200, 1_000, 10_000, LARGE] {
        let fit = BUDGET / bytes;
        // By how many objects a load goes beyond the budget decides how many it drops at last.
        for (n, order) in
            (1..8).flat_map(|part| [Order::NewestFirst, Order::OldestFirst].map(|order| (fit + fit * part / 7, order)))
        {
            pooled_types::trim();
            let mut held = Vec::new();
            (0..3).for_each(|_| cycle::<Vec<u8>>(&mut held, n, bytes, order));
            let stats = <Vec<u8>>::stats();
            let least = (BUDGET / 4 * 3) as u64;
            assert!(stats.idle_bytes >= least, "{n} of {bytes} bytes each, {order:?}: {stats:?}");
            assert_eq!((stats.live, stats.returns), (0, stats.takes), "each was returned: {stats:?}");
        }
    }
}
