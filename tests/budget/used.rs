//! The types of these tests, and what is known of their uses.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use pooled_types::{PoolStats, Pooled, Reset};

use crate::support::kinds::{Generic, Kind, Local, Loud, Order, Static, hold, put_back};

/// What a load asks of a type.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    /// So many objects are held at once.
    pub(crate) n: usize,
    /// Each is filled with so many bytes.
    pub(crate) bytes: usize,
    pub(crate) order: Order,
}

/// A type, as functions, and the size of its largest object.
pub(crate) struct Used {
    run: fn(Load, &AtomicUsize),
    pub(crate) stats: fn() -> PoolStats,
    pub(crate) is_quiet: bool,
    /// The bytes of the largest object, its slot included.
    largest: AtomicUsize,
}

macro_rules! used {
    ($($type:ty: $quiet:expr),* $(,)?) => {
        [$(Used {
            run: run::<$type>,
            stats: <$type>::stats,
            is_quiet: $quiet,
            largest: AtomicUsize::new(0),
        }),*]
    };
}

/// All types, and whether their drops are known to run no code of users.
pub(crate) static ALL: [Used; 6] = used![
    Vec<u8>: true,
    Static: true,
    Generic<u16>: true,
    Local: true,
    Loud: false,
    AlsoLoud: false,
];

/// Another type with a drop of its own.
#[derive(Pooled, Default)]
pub(crate) struct AlsoLoud {
    numbers: [u64; 6],
    list: Vec<u8>,
}

impl Drop for AlsoLoud {
    fn drop(&mut self) {
        assert_eq!(self.numbers, [0; 6], "what is idle is clean");
    }
}

impl Kind for AlsoLoud {
    fn fill(&mut self, bytes: usize) {
        self.numbers.fill(bytes as u64);
        self.list.extend_from_slice(&vec![3; bytes]);
    }
}

fn run<T: Kind + Reset>(load: Load, largest: &AtomicUsize) {
    let mut held = Vec::with_capacity(load.n);
    hold::<T>(&mut held, load.n, load.bytes);
    for object in &mut held {
        let slot = size_of::<T>().next_multiple_of(64);
        largest.fetch_max(slot + T::retained_bytes(object), Relaxed);
    }
    put_back(&mut held, load.order);
}

/// So many places of a stack need no budget.
const FREE_PLACES: usize = 8;

/// So many uses are enough to do what is due after an interval.
const SETTLING: usize = if cfg!(miri) { 10 } else { 300 };

impl Used {
    pub(crate) fn run(&self, load: Load) {
        (self.run)(load, &self.largest);
    }

    /// Uses the type a few times with small objects, until what was to be done for it is done.
    pub(crate) fn settle(&self) {
        for _ in 0..SETTLING {
            self.run(Load { n: 1, bytes: 1, order: Order::NewestFirst });
        }
    }

    /// What a thread may keep of it, whatever the budget is.
    pub(crate) fn free_bytes(&self) -> usize {
        FREE_PLACES * self.largest.load(Relaxed)
    }

    pub(crate) fn idle_bytes(&self) -> usize {
        usize::try_from((self.stats)().idle_bytes).expect("so few bytes")
    }
}

/// Drops what is idle here and in the depots, and forgets how large objects were.
pub(crate) fn start_again() {
    pooled_types::trim();
    thread::spawn(pooled_types::trim).join().expect("it does not panic");
    for used in &ALL {
        used.largest.store(0, Relaxed);
    }
}
