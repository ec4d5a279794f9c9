//! An hour of a service, in simulated time: what is idle follows the load. `cargo test --test sizes service --
//! --nocapture` prints the series, as comma-separated values.

use std::fmt;

use pooled_types::{Pooled, Settings};

use crate::support::allocator::live_bytes;
use crate::support::counts::assert_identities;
use crate::support::hand::Hand;
use crate::support::intervals::{INTERVAL, alone, pass};
use crate::support::kinds::{Generic, Loud, Order, Static, cycle};
use crate::support::rng::Rng;

/// An interval is taken for ten seconds, as it usually is, and a step for one.
const STEPS: u32 = 10;

/// So many intervals are an hour.
const HOUR: usize = 360;

/// A burst begins every so many intervals, and lasts for two.
const BURSTS: usize = 60;
const BURST: usize = 2;

/// From so many intervals after a burst on, little of it is left.
const FADED: usize = 4;

const WORKERS: usize = 4;

/// What was idle at the end of an interval.
struct Sample {
    interval: usize,
    is_burst: bool,
    idle: u64,
    idle_bytes: u64,
    allocated: isize,
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { interval, is_burst, idle, idle_bytes, allocated } = self;
        write!(f, "{},{},{idle},{idle_bytes},{allocated}", interval * 10, u8::from(*is_burst))
    }
}

/// A worker's second: requests that have a buffer, some texts and some small objects each.
fn second(seed: u64, at_once: usize, bytes: usize) {
    let mut rng = Rng::new(seed);
    cycle::<Vec<u8>>(&mut Vec::new(), at_once, 1 + rng.below(bytes), Order::OldestFirst);
    cycle::<Static>(&mut Vec::new(), at_once, 1 + rng.below(100), Order::NewestFirst);
    cycle::<Generic<u16>>(&mut Vec::new(), 2 * at_once, 1 + rng.below(100), Order::OldestFirst);
    cycle::<Loud>(&mut Vec::new(), at_once, 1 + rng.below(bytes / 4), Order::NewestFirst);
    // Further requests come one by one.
    for _ in 0..10 {
        cycle::<Vec<u8>>(&mut Vec::new(), 1, 1 + rng.below(500), Order::NewestFirst);
        cycle::<Loud>(&mut Vec::new(), 1, 1 + rng.below(500), Order::NewestFirst);
    }
}

fn sample(interval: usize, before: isize) -> Sample {
    let pools = [<Vec<u8>>::stats(), Static::stats(), <Generic<u16>>::stats(), Loud::stats()];
    pools.iter().for_each(assert_identities);
    Sample {
        interval,
        is_burst: interval % BURSTS < BURST,
        idle: pools.iter().map(|pool| pool.idle).sum(),
        idle_bytes: pools.iter().map(|pool| pool.idle_bytes).sum(),
        allocated: live_bytes() - before,
    }
}

/// Lets the workers run for an hour.
fn hour() -> Vec<Sample> {
    let mut rng = Rng::new(7);
    let before = live_bytes();
    let mut workers = Hand::some(WORKERS);
    let mut series = Vec::with_capacity(HOUR);
    for interval in 0..HOUR {
        // Now and then a worker is replaced.
        if interval % 25 == 24 {
            workers.swap_remove(rng.below(WORKERS)).end();
            workers.push(Hand::new());
        }
        let (at_once, bytes) = if interval % BURSTS < BURST { (100, 40_000) } else { (3, 500) };
        for _ in 0..STEPS {
            pass(INTERVAL / STEPS);
            let seed = rng.next();
            Hand::all(&workers, move |number| second(seed ^ number as u64, at_once, bytes));
        }
        series.push(sample(interval, before));
    }
    workers.into_iter().for_each(Hand::end);
    series
}

#[test]
#[cfg_attr(miri, ignore = "needs many objects")]
fn what_is_idle_follows_the_load() {
    let _turn = alone(Settings::new());
    let series = hour();
    println!("second,burst,idle objects,idle bytes,allocated bytes");
    for sample in &series {
        println!("{sample}");
    }
    for burst in series.chunks(BURSTS) {
        let peak_bytes = burst.iter().map(|sample| sample.idle_bytes).max().expect("there are some");
        let peak_allocated = burst.iter().map(|sample| sample.allocated).max().expect("there are some");
        assert!(peak_bytes > 4 << 20, "a burst that leaves nothing shows nothing: {peak_bytes} bytes");
        for sample in &burst[BURST + FADED..] {
            assert!(sample.idle_bytes < peak_bytes / 10, "{sample}, after {peak_bytes} bytes were idle");
            assert!(sample.allocated < peak_allocated / 10, "{sample}, after {peak_allocated} bytes were allocated");
        }
    }
}
