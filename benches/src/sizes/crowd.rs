//! Four threads take objects and send them, many at a time, to four other threads, which drop them.

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Instant;
use std::{array, thread};

use super::grid::Visit;
use super::round::{Round, with_misses};
use super::source::Source;

const BATCH: usize = 32;
/// Batches that the channel of a consumer holds.
const CHANNEL: usize = 16;
const PRODUCERS: usize = 4;
const CONSUMERS: usize = 4;
/// Batches that each producer sends in a round.
const BATCHES: usize = 1000;

type Batch<S> = [<S as Source>::Handle; BATCH];

pub struct Crowd;

impl Visit for Crowd {
    type Output = Round;

    fn visit<S: Source>(self, source: S) -> Round {
        let (done, dropped) = channel();
        let consumers: Vec<_> = (0..CONSUMERS).map(|_| consumer::<S>(done.clone())).collect();
        let orders: Vec<_> = (0..PRODUCERS).map(|_| producer(source, consumers.clone())).collect();
        let all = move || {
            let start = Instant::now();
            orders.iter().for_each(|orders| orders.send(()).expect("the producer runs"));
            let batches = PRODUCERS * BATCHES;
            dropped.iter().take(batches).for_each(drop);
            start.elapsed().as_nanos() as f64 / (batches * BATCH) as f64
        };
        (0..3).for_each(|_| _ = all());
        Box::new(move || with_misses(source, &all))
    }
}

/// Starts a thread that drops what it is sent, and says so after each batch.
fn consumer<S: Source>(done: Sender<()>) -> SyncSender<Batch<S>> {
    let (sender, receiver): (_, Receiver<Batch<S>>) = sync_channel(CHANNEL);
    thread::spawn(move || {
        for batch in receiver {
            drop(batch);
            done.send(()).expect("the main thread runs");
        }
    });
    sender
}

/// Starts a thread that sends the batches of a round for each order, to one consumer after the other.
fn producer<S: Source>(source: S, consumers: Vec<SyncSender<Batch<S>>>) -> SyncSender<()> {
    let (orders, ordered) = sync_channel(1);
    thread::spawn(move || {
        for () in ordered {
            for consumer in consumers.iter().cycle().take(BATCHES) {
                let sent = consumer.send(array::from_fn(|_| source.take()));
                assert!(sent.is_ok(), "a consumer has stopped");
            }
        }
    });
    orders
}
