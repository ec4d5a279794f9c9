//! Two threads that take and drop objects at the same time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::AcqRel, Ordering::Acquire};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::{hint, thread};

use super::cycle::cycle;
use super::lane::{Lane, timed};
use crate::contenders::{self, Contender, Scope, Shared, Visitor};
use crate::objects::Buffer;

pub fn lanes(scope: Scope) -> Vec<Lane> {
    let mut lanes = Lanes(Vec::new());
    contenders::visit(&mut lanes, scope);
    lanes.0
}

/// Makes a lane and a second thread for each contender. The second thread sleeps between the rounds of its lane.
struct Lanes(Vec<Lane>);

impl Visitor<Buffer> for Lanes {
    fn visit<C: Shared<Buffer>>(&mut self) {
        let contender = C::start();
        let start = Arc::new(Start::default());
        let (orders, ordered) = sync_channel(1);
        let (results, done) = sync_channel(1);
        let other = Arc::clone(&start);
        thread::spawn(move || second(contender, &other, &ordered, &results));
        self.0.push(Lane::new::<Buffer, C>(move |units| {
            orders.send(units).expect("the second thread runs");
            let mine = start.cycle(contender, units);
            let other = done.recv().expect("the second thread runs");
            Some(f64::max(mine, other))
        }));
    }

    fn visit_local<C: Contender<Buffer>>(&mut self) {}
}

fn second<C: Shared<Buffer>>(contender: &'static C, start: &Start, orders: &Receiver<u32>, results: &SyncSender<f64>) {
    for units in orders {
        if results.send(start.cycle(contender, units)).is_err() {
            return;
        }
    }
}

/// How many threads have come to the start, in all rounds.
#[derive(Default)]
struct Start(AtomicU32);

impl Start {
    /// Starts when the other thread does. Returns nanoseconds a unit.
    fn cycle<C: Contender<Buffer>>(&self, contender: &'static C, units: u32) -> f64 {
        let arrived = self.0.fetch_add(1, AcqRel) + 1;
        let both = arrived.next_multiple_of(2);
        while self.0.load(Acquire) < both {
            hint::spin_loop();
        }
        timed(units, || cycle(contender, units)).unwrap_or(f64::NAN)
    }
}
