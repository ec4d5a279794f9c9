//! The work that is done with the objects. Each kind of work has a file.

mod burst;
mod cycle;
mod first_take;
mod handover;
mod hold;
mod lane;
mod thread;
mod two_threads;

pub use self::lane::Lane;
use crate::contenders::Scope;
use crate::objects::{Buffer, Generic, Line, Request};

/// The same work for each contender.
pub struct Workload {
    pub id: &'static str,
    pub title: &'static str,
    pub what: &'static str,
    /// What the figures count.
    pub unit: &'static str,
    /// Units of a round: those before the clock starts, which warm the caches, and those by the clock.
    pub round: (u32, u32),
    /// Instructions and allocations are counted for so many units, and then for twice as many.
    pub counted: u32,
    /// Whether threads spin while they wait for each other. Then a count of instructions says nothing.
    pub waits_awake: bool,
    /// Whether each round needs a process of its own.
    pub fresh: bool,
    /// Makes a lane for each contender. A lane does some units at once, such as a batch, and rounds down to a multiple
    /// of that. So the numbers of units above must be such multiples.
    pub lanes: fn(Scope) -> Vec<Lane>,
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
        what: "A struct with a `Vec` that has room for 1,024 bytes is taken, one byte is pushed, and it is dropped, \
               one at a time.",
        lanes: cycle::lanes::<Buffer>,
        ..ONE_THREAD
    },
    Workload {
        id: "request",
        title: "Request struct, filled",
        what: "A struct of a `String`, two `Vec` and a `HashMap` is taken, each field is filled, and it is dropped, \
               one at a time.",
        round: (200, 2_000),
        lanes: cycle::lanes::<Request>,
        ..ONE_THREAD
    },
    Workload {
        id: "generic",
        title: "Generic type",
        what: "A struct `Generic<u64>` with a `Vec<u64>` that has room for 1 KiB is taken, an element is pushed, and \
               it is dropped, one at a time. The derive of derivable-object-pool knows no generic types: its pool is \
               written by hand.",
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
               them. \"No objects\" is the same program with numbers instead of buffers. lifeguard and opool LocalPool \
               are left out: their objects stay on their thread.",
        unit: "an object",
        round: (0, handover::OBJECTS),
        counted: handover::OBJECTS,
        waits_awake: true,
        lanes: handover::lanes,
        ..ONE_THREAD
    },
    Workload {
        id: "two_threads",
        title: "Two threads",
        what: "Two threads run at the same time. Each takes a buffer of 1 KiB, pushes a byte and drops it, one at a \
               time. lifeguard and opool LocalPool are left out: their pools can't be shared.",
        unit: "a take and drop on each thread",
        round: (1_000, 10_000),
        waits_awake: true,
        lanes: two_threads::lanes,
        ..ONE_THREAD
    },
    Workload {
        id: "burst",
        title: "Bursts",
        what: "A buffer of 1 KiB is taken and dropped, a thousand times. Then a burst of 512 is taken, held all at \
               once, and dropped, the oldest first. Then it starts again.",
        unit: "an object",
        round: (burst::OBJECTS, 8 * burst::OBJECTS),
        counted: burst::OBJECTS,
        lanes: burst::lanes,
        ..ONE_THREAD
    },
    Workload {
        id: "first_take",
        title: "First take of a type",
        what: "In a new process, one object of each of 24 types is taken and dropped. The time includes the making of \
               the pools. Eight other types come before the clock starts, so what happens once in a process is not \
               counted.",
        unit: "a type",
        round: (first_take::BEFORE, first_take::TIMED),
        counted: first_take::COUNTED,
        fresh: true,
        lanes: first_take::lanes,
        ..ONE_THREAD
    },
    Workload {
        id: "thread",
        title: "Start and end of a thread",
        what: "A thread starts, takes a buffer of 1 KiB, pushes a byte, drops it and ends. Then the next one starts. \
               \"No objects\" is the same without the buffer. lifeguard and opool LocalPool are left out: their pools \
               can't be shared.",
        unit: "a thread",
        round: (4, 16),
        counted: 16,
        lanes: thread::lanes,
        ..ONE_THREAD
    },
];
