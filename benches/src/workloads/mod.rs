//! The work that is done with the objects, one file each.

mod burst;
mod cycle;
mod first_take;
mod handover;
mod hold;
mod thread;
mod two_threads;

use std::time::Instant;

use crate::contenders::{Contender, Kind, Scope};
use crate::objects::{Buffer, Generic, Line, Object, Request};

/// The same work for each contender.
pub struct Workload {
    pub id: &'static str,
    pub title: &'static str,
    pub what: &'static str,
    /// What the figures count.
    pub unit: &'static str,
    /// Units of a round: some before the clock starts, so that caches are warm, and those by the clock.
    pub round: (u32, u32),
    /// How many units to count instructions and allocations for, and then twice as many.
    pub counted: u32,
    /// Whether threads wait awake for each other, so that instructions say nothing.
    pub waits_awake: bool,
    /// Whether each round needs a process of its own.
    pub fresh: bool,
    /// Makes a lane for each contender. Units are rounded down to what it does at once, so a multiple of that is to be said.
    pub lanes: fn(Scope) -> Vec<Lane>,
}

/// One contender at one workload.
pub struct Lane {
    pub name: &'static str,
    pub kind: Kind,
    pub needs_pool: bool,
    /// Does the work for so many units. Returns nanoseconds a unit, or `None` if others have interrupted it.
    pub run: Box<dyn FnMut(u32) -> Option<f64>>,
}

impl Lane {
    fn new<T: Object, C: Contender<T>>(run: impl FnMut(u32) -> Option<f64> + 'static) -> Self {
        Self { name: C::NAME, kind: C::KIND, needs_pool: C::NEEDS_POOL, run: Box::new(run) }
    }
}

/// Nanoseconds a unit.
fn timed(units: u32, work: impl FnOnce()) -> Option<f64> {
    let start = Instant::now();
    work();
    Some(start.elapsed().as_nanos() as f64 / f64::from(units))
}

/// What most workloads have in common.
const ONE_THREAD: Workload = Workload {
    id: "",
    title: "",
    what: "",
    unit: "a take and drop",
    round: (2_000, 20_000),
    counted: 1_000,
    waits_awake: false,
    fresh: false,
    lanes: |_| Vec::new(),
};

const HOLD: Workload = Workload { unit: "an object", round: (2_000, 16_000), counted: 4_000, ..ONE_THREAD };

pub const ALL: &[Workload] = &[
    Workload {
        id: "empty_struct",
        title: "Empty struct of 64 bytes",
        what: "A struct of eight numbers, which owns no memory, is taken, changed and dropped, one at a time.",
        lanes: cycle::lanes::<Line>,
        ..ONE_THREAD
    },
    Workload {
        id: "buffer_1k",
        title: "Buffer of 1 KiB",
        what: "A struct with a `Vec` that has room for 1,024 bytes is taken, one byte is pushed, and it is dropped, one at \
               a time.",
        lanes: cycle::lanes::<Buffer>,
        ..ONE_THREAD
    },
    Workload {
        id: "request",
        title: "Request struct, filled",
        what: "A struct of a `String`, two `Vec` and a `HashMap` is taken, each field is filled, and it is dropped, one at \
               a time.",
        round: (200, 2_000),
        lanes: cycle::lanes::<Request>,
        ..ONE_THREAD
    },
    Workload {
        id: "generic",
        title: "Generic type",
        what: "A struct `Generic<u64>` with a `Vec<u64>` that has room for 1 KiB is taken, an element is pushed, and it is \
               dropped, one at a time. The derive of derivable-object-pool knows no generic types: its pool is written by \
               hand.",
        lanes: cycle::lanes::<Generic<u64>>,
        ..ONE_THREAD
    },
    Workload {
        id: "hold_1_lifo",
        title: "Hold 1, drop 1, newest first",
        what: "A buffer of 1 KiB is taken, put into a `Vec`, and popped from it and dropped.",
        lanes: hold::lanes::<1, false>,
        ..HOLD
    },
    Workload {
        id: "hold_1_fifo",
        title: "Hold 1, drop 1, oldest first",
        what: "A buffer of 1 KiB is taken, put into a `Vec`, and drained from it and dropped.",
        lanes: hold::lanes::<1, true>,
        ..HOLD
    },
    Workload {
        id: "hold_32_lifo",
        title: "Hold 32, drop 32, newest first",
        what: "32 buffers of 1 KiB are taken and put into a `Vec`, and then dropped, the newest first.",
        lanes: hold::lanes::<32, false>,
        ..HOLD
    },
    Workload {
        id: "hold_32_fifo",
        title: "Hold 32, drop 32, oldest first",
        what: "32 buffers of 1 KiB are taken and put into a `Vec`, and then dropped, the oldest first.",
        lanes: hold::lanes::<32, true>,
        ..HOLD
    },
    Workload {
        id: "hold_1000_lifo",
        title: "Hold 1,000, drop 1,000, newest first",
        what: "1,000 buffers of 1 KiB are taken and put into a `Vec`, and then dropped, the newest first.",
        lanes: hold::lanes::<1000, false>,
        ..HOLD
    },
    Workload {
        id: "hold_1000_fifo",
        title: "Hold 1,000, drop 1,000, oldest first",
        what: "1,000 buffers of 1 KiB are taken and put into a `Vec`, and then dropped, the oldest first.",
        lanes: hold::lanes::<1000, true>,
        ..HOLD
    },
    Workload {
        id: "producer_consumer",
        title: "Producer and consumer",
        what: "One thread takes buffers of 1 KiB and sends them through a bounded channel, 32 at a time; another drops \
               them. \"No objects\" is the same program with numbers in their place. lifeguard and opool LocalPool are \
               left out: their objects stay on their thread.",
        unit: "an object",
        round: (0, handover::OBJECTS),
        counted: handover::OBJECTS,
        waits_awake: true,
        lanes: handover::lanes,
        ..ONE_THREAD
    },
    Workload {
        id: "two_threads",
        title: "Two threads, each for itself",
        what: "Two threads take a buffer of 1 KiB, push a byte and drop it, one at a time each, both at once. lifeguard and \
               opool LocalPool are left out: a pool of theirs can't be shared.",
        unit: "a take and drop on each thread",
        round: (1_000, 10_000),
        waits_awake: true,
        lanes: two_threads::lanes,
        ..ONE_THREAD
    },
    Workload {
        id: "burst",
        title: "Bursts",
        what: "A thousand times, a buffer of 1 KiB is taken and dropped; then a burst of 512 is taken, held all at once, and \
               dropped, the oldest first; and so on.",
        unit: "an object",
        round: (burst::OBJECTS, 8 * burst::OBJECTS),
        counted: burst::OBJECTS,
        lanes: burst::lanes,
        ..ONE_THREAD
    },
    Workload {
        id: "first_take",
        title: "First take of a type",
        what: "In a new process, 24 types are taken and dropped once each, pools that must be made included. Eight other \
               types come before the clock starts: what happens once in a process is not counted.",
        unit: "a type",
        round: (8, 24),
        counted: 8,
        fresh: true,
        lanes: first_take::lanes,
        ..ONE_THREAD
    },
    Workload {
        id: "thread",
        title: "Start and end of a thread",
        what: "A thread starts, takes a buffer of 1 KiB, pushes a byte, drops it and ends; and then the next. \"No objects\" \
               is the same without the buffer. lifeguard and opool LocalPool are left out: a pool of theirs can't be shared.",
        unit: "a thread",
        round: (4, 16),
        counted: 16,
        lanes: thread::lanes,
        ..ONE_THREAD
    },
];
