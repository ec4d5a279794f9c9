//! How a type is measured: the terms of a measurement, and the order of the rounds.

use core::any::type_name;
use std::time::{Duration, Instant};

use super::spread::{Spread, ratio};
use super::ways::{Lane, Value, Way as _};
use crate::worth::Worth;
use pooled_runtime::__private::mode;
use pooled_runtime::{PoolBox, PoolStats, Pooled};

/// The fewest rounds of a measurement. Fewer say nothing, however long they take.
const FEWEST: usize = 5;
/// The orders of the three ways. In them each way comes after each other one equally often.
const ORDERS: [[u8; 3]; 6] = [[0, 1, 2], [0, 2, 1], [2, 1, 0], [1, 0, 2], [1, 2, 0], [2, 0, 1]];

/// Measures whether pooling `T` pays, on this machine, for what `fill` does with an object. It takes about half a
/// second. A `fill` of more than 20 ms is still called twenty to thirty times, however long that takes.
///
/// The [`Verdict`](crate::Verdict) compares the pool with the faster of two fresh ways, turn by turn: a plain value,
/// and one in a `Box`.
///
/// `fill` is one use of an object: it gets a clean object and does with it what the program would do. Print the result,
/// or read its fields. Build with `--release`: there is no verdict without optimisation.
///
/// ```no_run
/// use pooled_types::worth;
///
/// let report = worth::<Vec<u8>>(|buffer| buffer.extend_from_slice(&[7; 1000]));
/// println!("{report}"); // "Vec<u8>: pool it", and why
/// ```
///
/// To see how many allocations the pool avoids, install the [`CountingAllocator`](crate::CountingAllocator).
///
/// # What is measured
/// A fresh object is what `new` or `Default` makes. The reset that a pool runs once on its fresh objects is left out,
/// because a program without pools has no reset. So a `fill` should not rely on a field rule such as `value = …`.
///
/// The optimiser sees `fill`, as it would in the program. It can optimise away neither the object nor what `fill`
/// leaves in it. Data that `fill` reads should come from outside, or through [`black_box`](core::hint::black_box):
/// otherwise the compiler may compute the result in advance.
///
/// A process has one placement of code and memory, which can favour one of the ways. If much depends on the answer,
/// measure in several processes.
///
/// Everything runs on the calling thread. The costs that other threads add to a pool, above all the use of the depot,
/// are not measured.
///
/// # What it leaves behind
/// The measurement uses the program's pool of `T`: its statistics count the takes, and the objects stay idle there. If
/// the type has `keep` fields, the idle objects of this thread and of the depot are dropped before each round and at
/// the end. Such a field therefore grows only for the uses of one round, 100 to 200 µs, and nothing of it stays.
///
/// # Panics
/// If making, filling, resetting or dropping an object panics, or if the target has no clock
/// (`wasm32-unknown-unknown`).
pub fn worth<T: Pooled>(fill: impl FnMut(&mut T)) -> Worth {
    Trial::new().run(fill)
}

/// The terms of a measurement, for cases that those of [`worth`](fn@crate::worth) don't fit.
///
/// ```no_run
/// use pooled_types::worth::Trial;
///
/// // A server that has 32 requests at a time.
/// let report = Trial::new().held(32).run::<Vec<u8>>(|buffer| buffer.extend_from_slice(&[7; 1000]));
/// println!("{report}");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "nothing is measured until `run`"]
pub struct Trial {
    held: usize,
    time: Duration,
}

impl Default for Trial {
    fn default() -> Self {
        Self { held: 1, time: Duration::from_millis(500) }
    }
}

impl Trial {
    /// One object at a time, for half a second.
    ///
    /// ```
    /// use pooled_types::worth::Trial;
    ///
    /// let report = Trial::new().run::<Vec<u8>>(|buffer| buffer.extend_from_slice(b"hello"));
    /// assert_eq!(report.held, 1);
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many objects are held at a time: so many are made and filled one after the other, then all are dropped.
    /// 0 counts as 1.
    ///
    /// Fresh values are then moved into a `Vec` that has room for them already, as in a program that holds many.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use pooled_types::worth::Trial;
    ///
    /// let terms = Trial::new().held(32).time(Duration::from_millis(20));
    /// let report = terms.run::<Vec<u8>>(|buffer| buffer.extend_from_slice(b"hello"));
    /// assert_eq!(report.held, 32);
    /// ```
    pub fn held(mut self, n: usize) -> Self {
        self.held = n.max(1);
        self
    }

    /// Sets how long the rounds of all ways take together, approximately. Each way has at least five rounds, even if
    /// that takes longer: a slow `fill` is called twenty to thirty times for each object that is held.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use pooled_types::worth::Trial;
    ///
    /// // Two seconds, on a machine with much noise.
    /// let terms = Trial::new().time(Duration::from_secs(2));
    /// # let terms = terms.time(Duration::from_millis(20));
    /// println!("{}", terms.run::<String>(|text| text.push_str("hello")));
    /// ```
    pub fn time(mut self, time: Duration) -> Self {
        self.time = time;
        self
    }

    /// Measures `T` on these terms: see [`worth`](fn@crate::worth).
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use pooled_types::worth::{Trial, Verdict};
    ///
    /// let terms = Trial::new().time(Duration::from_millis(20));
    /// let report = terms.run::<Vec<u8>>(|buffer| buffer.extend_from_slice(&[7; 1000]));
    /// if report.verdict() == Some(Verdict::Pool) {
    ///     println!("it pays");
    /// }
    /// ```
    ///
    /// # Panics
    /// If making, filling, resetting or dropping an object panics, if there is no memory for the lists of objects that
    /// are [`held`](Self::held), or if the target has no clock (`wasm32-unknown-unknown`).
    #[must_use]
    pub fn run<T: Pooled>(self, mut fill: impl FnMut(&mut T)) -> Worth {
        let fill = &mut fill;
        let mut fresh = Lane::<Value<T>>::new(self.held);
        let mut boxed = Lane::<Box<T>>::new(self.held);
        let mut pooled = Lane::<PoolBox<T>>::new(self.held);
        fresh.warm_up(fill);
        boxed.warm_up(fill);
        pooled.warm_up(fill);
        self.in_turns(|way| match way {
            0 => fresh.round(fill),
            1 => boxed.round(fill),
            _ => pooled.round(fill),
        });
        let costs = [fresh.cost(fill), boxed.cost(fill)];
        let best = if costs[1].time.median < costs[0].time.median { &boxed.times } else { &fresh.times };
        let ratio = Spread::of(pooled.times.iter().zip(best).map(|(&pooled, &fresh)| ratio(pooled, fresh)));
        let before = PoolBox::<T>::stats();
        let pooled_cost = pooled.cost(fill);
        let Counts { missed, refused, shrunk } = Counts::between(&before, &PoolBox::<T>::stats());
        let allocates = pooled_cost.allocations.is_some_and(|allocations| allocations > 0.0);
        let first_allocation = if allocates { pooled.first_allocation(fill) } else { None };
        PoolBox::<T>::drop_idle();
        Worth {
            name: type_name::<T>(),
            held: self.held,
            fresh: costs[0],
            boxed: costs[1],
            pooled: pooled_cost,
            first_allocation,
            ratio,
            missed,
            refused,
            shrunk,
            mode: mode(),
            is_release: cfg!(not(debug_assertions)),
        }
    }

    /// Runs rounds of the ways 0, 1 and 2 until time is up.
    fn in_turns(self, mut round: impl FnMut(u8)) {
        let start = Instant::now();
        for (turn, order) in ORDERS.iter().cycle().enumerate() {
            if turn >= FEWEST && start.elapsed() >= self.time {
                break;
            }
            for &way in order {
                round(way);
            }
        }
    }
}

/// How often things happened in the pool, for each take.
struct Counts {
    missed: f64,
    refused: f64,
    shrunk: f64,
}

impl Counts {
    #[expect(clippy::cast_precision_loss, reason = "ratios of counts below 2^53")]
    fn between(before: &PoolStats, after: &PoolStats) -> Self {
        let since = |count: fn(&PoolStats) -> u64| count(after).saturating_sub(count(before));
        let takes = since(|stats| stats.takes).max(1) as f64;
        let [missed, refused, shrunk] =
            [since(|stats| stats.misses), since(|stats| stats.discards.invalid), since(|stats| stats.shrunk)]
                .map(|count| count as f64 / takes);
        Self { missed, refused, shrunk }
    }
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;
    use std::time::Duration;

    use pooled_runtime::__private::{AnyThread, Factory, IsSend, OpaqueLayout, Placement, Probe, Sharing};
    use pooled_runtime::Reset;

    use super::{FEWEST, ORDERS, Pooled, Trial};

    #[test]
    fn each_way_comes_after_each_other_one_equally_often() {
        let mut follows = [[0; 3]; 3];
        let flat: Vec<usize> = ORDERS.iter().flatten().map(|&way| way.into()).collect();
        flat.iter().zip(flat.iter().cycle().skip(1)).for_each(|(&a, &b)| follows[a][b] += 1);
        assert_eq!(follows, [[0, 3, 3], [3, 0, 3], [3, 3, 0]]);
    }

    /// A type whose pool keeps few objects.
    #[derive(Default)]
    struct Few(Vec<u8>);

    impl Few {
        /// So many a thread keeps, and so many the depot.
        const KEPT: usize = 64;
    }

    impl Reset for Few {
        fn reset(&mut self) {
            self.0.clear();
        }
    }

    impl Factory for Few {
        type __PooledLayout = OpaqueLayout<Self>;

        fn __pooled_fresh() -> Self {
            Self::default()
        }
    }

    impl Placement for Few {
        type __PooledReach = AnyThread;
        const __POOLED_CAPACITY: usize = Self::KEPT;
        const __POOLED_DEPOT: usize = Self::KEPT;

        fn __pooled_sharing() -> Sharing<Self> {
            IsSend::__pooled_sharing(&Probe::<Self>::NEW)
        }
    }

    impl Pooled for Few {}

    /// The tests of this crate run without the counting allocator.
    #[test]
    fn what_happens_in_the_pool_is_counted_without_the_allocator_that_counts() {
        let report = Trial::new().time(Duration::ZERO).run(|list: &mut Vec<u32>| list.reserve(100_000));
        assert_eq!((report.pooled.allocations, report.allocations_avoided()), (None, None));
        assert!((report.shrunk - 1.0).abs() < 1e-9, "{report}");
    }

    #[test]
    #[cfg_attr(miri, ignore = "a batch lasts as long there as depots remember what was needed")]
    fn more_than_the_pool_keeps_idle_is_missed() {
        let report = Trial::new().held(4 * Few::KEPT).time(Duration::ZERO).run(|few: &mut Few| few.0.push(1));
        assert!((report.missed - 0.5).abs() < 0.1, "{report}");
    }

    #[test]
    fn every_way_has_rounds_though_there_is_no_time() {
        let rounds = Cell::new([0_usize; 3]);
        Trial::new().time(Duration::ZERO).in_turns(|way| {
            let mut counts = rounds.get();
            counts[usize::from(way)] += 1;
            rounds.set(counts);
        });
        assert_eq!(rounds.get(), [FEWEST; 3]);
    }
}
