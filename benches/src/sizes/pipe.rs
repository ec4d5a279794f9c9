//! One thread takes objects and sends them, many at a time. Another thread drops them.
//!
//! - At once: the channel has room for as many as are to be in flight, and the consumer drops what comes.
//! - In waves: the channel has room for half of them. The consumer collects the other half and then drops it, while the
//!   producer goes on. So the objects really are in flight, and the number of idle ones goes up and down by half of it.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Barrier};
use std::time::Instant;
use std::{array, thread};

use super::grid::Visit;
use super::round::{Figures, Round, with_misses};
use super::source::Source;
use crate::channel;

const BATCH: usize = 32;
/// Batches of a round before the clock starts, at least. A thread that was asleep has woken up meanwhile.
const WARM: usize = 2048;
/// Batches of a round by the clock, at least.
const BATCHES: usize = 512;
/// An object may take so many microseconds: the producer waits for the consumer to drop a wave.
const SLOW: usize = 1;

pub struct Pipe {
    pub in_flight: usize,
    pub waves: bool,
}

/// What the two threads are to do.
#[derive(Clone, Copy)]
enum Order {
    /// A cycle with as many in flight as there can be.
    Fill,
    Time(Batches),
}

/// The batches of a round.
#[derive(Clone, Copy)]
struct Batches {
    /// Before the clock starts.
    warm: usize,
    timed: usize,
    /// After the clock has stopped, so that the producer works as long as the clock runs.
    after: usize,
}

impl Visit for Pipe {
    type Output = Round;

    fn visit<S: Source>(self, source: S) -> Round {
        let all = self.in_flight / BATCH;
        let (room, wave) = if self.waves { (all / 2, all / 2) } else { (all, 1) };
        if self.waves {
            channel::allow_waits((self.in_flight * SLOW) as u64);
        }
        let (orders, ordered) = sync_channel(1);
        let (batches, receiver) = sync_channel::<[S::Handle; BATCH]>(room);
        let (results, done) = sync_channel(1);
        let is_full = Arc::new(Barrier::new(2));
        let consumer = Consumer { batches: receiver, wave, room, is_full: Arc::clone(&is_full) };
        thread::spawn(move || consumer.work(&ordered, &results));
        let send = move || {
            let taken = channel::send(&batches, array::from_fn(|_| source.take()));
            assert!(taken, "the consumer has stopped");
        };
        let batches = Batches { warm: (2 * all).max(WARM), timed: (2 * all).max(BATCHES), after: all };
        let produce = move |order| {
            orders.send(order).expect("the consumer runs");
            match order {
                Order::Fill => {
                    (0..wave + room).for_each(|_| send());
                    is_full.wait();
                }
                Order::Time(Batches { warm, timed, after }) => (0..warm + timed + after).for_each(|_| send()),
            }
            done.recv().expect("the consumer runs")
        };
        // After three cycles a pool without limits should know how many objects there are.
        (0..3).for_each(|_| _ = produce(Order::Fill));
        Box::new(move || {
            let mut interrupted = false;
            let figures = with_misses(source, || {
                let (time, was_interrupted) = produce(Order::Time(batches));
                interrupted = was_interrupted;
                time
            });
            Figures { interrupted, ..figures }
        })
    }
}

struct Consumer<B> {
    batches: Receiver<B>,
    /// Batches that are collected and then dropped.
    wave: usize,
    /// Batches that the channel has room for.
    room: usize,
    /// Where both threads wait until the channel is full.
    is_full: Arc<Barrier>,
}

impl<B> Consumer<B> {
    /// Follows orders until there are no more. Says of each how many nanoseconds an object took, if it was timed, and
    /// whether it was interrupted.
    fn work(&self, orders: &Receiver<Order>, results: &SyncSender<(f64, bool)>) {
        for order in orders {
            let result = match order {
                Order::Fill => self.empty(),
                Order::Time(batches) => self.time(batches),
            };
            if results.send(result).is_err() {
                return;
            }
        }
    }

    /// Collects a wave. When the channel is full too, drops all.
    fn empty(&self) -> (f64, bool) {
        let wave: Vec<_> = (0..self.wave).map(|_| channel::receive(&self.batches)).collect();
        self.is_full.wait();
        drop(wave);
        self.drop_batches(self.room);
        (f64::NAN, false)
    }

    fn time(&self, batches: Batches) -> (f64, bool) {
        self.drop_batches(batches.warm);
        // Forget that waking up took long: it was before the clock starts.
        channel::was_interrupted();
        let start = Instant::now();
        self.drop_batches(batches.timed);
        let each = start.elapsed().as_nanos() as f64 / (batches.timed * BATCH) as f64;
        let result = (each, channel::was_interrupted());
        self.drop_batches(batches.after);
        result
    }

    fn drop_batches(&self, count: usize) {
        let mut wave = Vec::with_capacity(self.wave);
        for _ in 0..count / self.wave {
            wave.extend((0..self.wave).map(|_| channel::receive(&self.batches)));
            wave.drain(..).for_each(drop);
        }
    }
}
