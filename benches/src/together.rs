//! Two threads that do the same work at the same time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::AcqRel, Ordering::Acquire};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::{hint, thread};

type Work = dyn Fn(u32) -> f64 + Send + Sync;

/// This thread and another one, which sleeps between the rounds.
pub struct Together {
    both: Arc<Both>,
    orders: SyncSender<u32>,
    results: Receiver<f64>,
}

impl Together {
    /// Starts the other thread, which first calls `prepare`. `work` does so many units, and returns nanoseconds a unit.
    pub fn new(prepare: fn(), work: impl Fn(u32) -> f64 + Send + Sync + 'static) -> Self {
        let both = Arc::new(Both { work: Box::new(work), arrived: AtomicU32::new(0) });
        let (orders, ordered) = sync_channel(1);
        let (done, results) = sync_channel(1);
        let others = Arc::clone(&both);
        thread::spawn(move || {
            prepare();
            others.follow(&ordered, &done);
        });
        Self { both, orders, results }
    }

    /// Has both threads do so many units. Returns what the slower one returns.
    pub fn run(&self, units: u32) -> f64 {
        self.orders.send(units).expect("the second thread runs");
        let mine = self.both.run(units);
        let other = self.results.recv().expect("the second thread runs");
        f64::max(mine, other)
    }
}

struct Both {
    work: Box<Work>,
    /// How many threads have come to the start, in all rounds.
    arrived: AtomicU32,
}

impl Both {
    fn follow(&self, orders: &Receiver<u32>, done: &SyncSender<f64>) {
        for units in orders {
            if done.send(self.run(units)).is_err() {
                return;
            }
        }
    }

    /// Starts when the other thread does.
    fn run(&self, units: u32) -> f64 {
        let arrived = self.arrived.fetch_add(1, AcqRel) + 1;
        let both = arrived.next_multiple_of(2);
        while self.arrived.load(Acquire) < both {
            hint::spin_loop();
        }
        (self.work)(units)
    }
}
