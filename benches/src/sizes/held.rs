//! Bytes that are held after a burst of large buffers, when the load has become small. `Counting` must be the global
//! allocator, and the interval of the pools [`INTERVAL`].

use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use pooled_types::{PoolBox, Pooled};
use serde::{Deserialize, Serialize};

use super::round::{Figures, Round};
use crate::allocations;

/// The interval of the pools.
pub const INTERVAL: Duration = Duration::from_millis(200);
/// The interval that is the default stands for ten seconds. Ten uses a second are so many an interval.
const USES: u32 = 100;
const LARGE: usize = 60_000;
const SMALL: usize = 100;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Burst {
    /// 16 threads, each with 320 large buffers at once. Then each has a small one, ten times a second.
    Workers,
    /// 1,000 large buffers. Then two small ones at a time.
    OneThread,
    /// 1,000 buffers, large once. Then the same 1,000 together, but small.
    Together,
}

#[derive(Pooled, Default)]
struct Body(Vec<u8>);

/// The figure: bytes that are held at the end. A process can do this once.
pub fn round(burst: Burst) -> Round {
    Box::new(move || {
        let before = allocations::held();
        let after = match burst {
            Burst::Workers => workers(16, 320),
            Burst::OneThread => one_thread(1000, 2),
            Burst::Together => one_thread(1000, 1000),
        };
        Figures::new(vec![after.saturating_sub(before) as f64])
    })
}

/// Bytes held after ten intervals, while the threads still run.
fn workers(threads: usize, buffers: usize) -> usize {
    let (full, end) = (Barrier::new(threads), Barrier::new(threads + 1));
    let work = || {
        let held = take(buffers, LARGE);
        full.wait();
        drop(held);
        calm(10, 1);
        end.wait();
        end.wait();
    };
    thread::scope(|scope| {
        (0..threads).for_each(|_| _ = scope.spawn(work));
        end.wait();
        let after = allocations::held();
        end.wait();
        after
    })
}

/// Bytes held after four intervals.
fn one_thread(buffers: usize, at_a_time: usize) -> usize {
    drop(take(buffers, LARGE));
    calm(4, at_a_time);
    allocations::held()
}

fn take(buffers: usize, bytes: usize) -> Vec<PoolBox<Body>> {
    let filled = |_| {
        let mut body = Body::take();
        body.0.resize(bytes, 1);
        body
    };
    (0..buffers).map(filled).collect()
}

/// Uses small buffers for so many intervals.
fn calm(intervals: u32, at_a_time: usize) {
    let start = Instant::now();
    for number in 0..intervals * USES {
        drop(take(at_a_time, SMALL));
        let next = start + INTERVAL * (number + 1) / USES;
        thread::sleep(next.saturating_duration_since(Instant::now()));
    }
}
