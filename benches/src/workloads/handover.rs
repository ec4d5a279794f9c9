//! One thread takes objects, touches them and sends them, many at a time. Another thread drops them.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Instant;
use std::{array, thread};

use super::lane::Lane;
use crate::channel;
use crate::contenders::{self, Contender, Pointers, Scope, Shared, Visitor};
use crate::objects::Buffer;

const BATCH: usize = 32;
/// Batches that the channel holds. Each of the two threads has one more in its hands, so at most 576 objects are on
/// their way.
const CHANNEL: usize = 16;
/// Batches of a round before the clock starts. After them every object is used again, and both threads are at full
/// speed.
const WARM: u32 = 64;
/// Objects of a round by the clock.
pub const OBJECTS: u32 = 128 * BATCH as u32;

pub fn lanes(scope: Scope) -> Vec<Lane> {
    let mut lanes = Lanes(Vec::new());
    if scope.is_all() {
        Visitor::<Buffer>::visit::<Pointers>(&mut lanes);
    }
    contenders::visit(&mut lanes, scope);
    lanes.0
}

/// Makes a lane and a consumer for each contender. The consumer is a thread that sleeps between the rounds of its lane.
struct Lanes(Vec<Lane>);

impl Visitor<Buffer> for Lanes {
    fn visit<C: Shared<Buffer>>(&mut self) {
        let contender = C::start();
        let (orders, ordered) = sync_channel(1);
        let (batches, receiver) = sync_channel::<[C::Handle; BATCH]>(CHANNEL);
        let (results, done) = sync_channel(1);
        thread::spawn(move || consume(&ordered, &receiver, &results));
        self.0.push(Lane::new::<Buffer, C>(move |units| {
            let timed = units / BATCH as u32;
            orders.send(timed).expect("the consumer runs");
            for _ in 0..WARM + timed {
                let taken = channel::send(&batches, array::from_fn(|_| contender.take()));
                assert!(taken, "the consumer has stopped");
            }
            channel::receive(&done).expect("the consumer runs")
        }));
    }

    fn visit_local<C: Contender<Buffer>>(&mut self) {}
}

/// Drops the batches of one round after the other, until there are no more orders. Says how many nanoseconds each
/// object took.
///
/// The clock starts and stops when a batch has just been dropped.
fn consume<B>(orders: &Receiver<u32>, batches: &Receiver<B>, results: &SyncSender<Option<f64>>) {
    for timed in orders {
        drop_batches(batches, WARM);
        // Forget that waking up took long: it was before the clock starts.
        channel::was_interrupted();
        let start = Instant::now();
        drop_batches(batches, timed);
        let each = start.elapsed().as_nanos() as f64 / f64::from(timed * BATCH as u32);
        if results.send((!channel::was_interrupted()).then_some(each)).is_err() {
            return;
        }
    }
}

fn drop_batches<B>(batches: &Receiver<B>, count: u32) {
    for _ in 0..count {
        drop(channel::receive(batches));
    }
}
