//! One thread takes and touches objects of a kibibyte and sends them, 32 at a time; another drops them.
//!
//! `producer_consumer [--check] [ROUNDS]`. Prints, for each pool and for plain allocation, nanoseconds an object (the
//! median of the rounds), and the share that is left after the same program without objects, in the same turns. With
//! `--check` it fails unless the share of pooled-types is within the bounds that it prints at the end.

use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Instant;
use std::{array, thread};

use pooled_benches::allocations::Counting;
use pooled_benches::channel;
use pooled_benches::contenders::{self, Contender, Kind, Visitor};
use pooled_benches::measure::{Lane, Times, alternate};
use pooled_benches::objects::{Buffer, Object};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const ROUNDS: usize = 201;
const BATCH: usize = 32;
/// Batches that the channel holds. With those that both threads have in their hands, 576 objects are on their way at
/// most.
const CHANNEL: usize = 16;
/// Batches of a round before the clock starts: every object is used again, and both threads are at full speed.
const WARM: usize = 64;
/// Batches of a round by the clock.
const TIMED: usize = 128;

/// A consumer for each contender, which sleeps while it is not that one's turn.
#[derive(Default)]
struct Lanes(Vec<Lane>);

impl<T: Object> Visitor<T> for Lanes {
    fn visit<C: Contender<T>>(&mut self) {
        let contender = C::start();
        let (batches, receiver) = sync_channel::<[C::Handle; BATCH]>(CHANNEL);
        let (results, done) = sync_channel(1);
        thread::spawn(move || consume(&receiver, &results));
        let run = move || {
            for _ in 0..WARM + TIMED {
                let taken = channel::send(&batches, array::from_fn(|_| contender.take()));
                assert!(taken, "the consumer has stopped");
            }
            channel::receive(&done).expect("the consumer has stopped")
        };
        self.0.push(Lane { name: C::NAME, kind: C::KIND, run: Box::new(run) });
    }
}

/// Drops the batches of round after round, until there are no more, and says how many nanoseconds each object took.
///
/// The clock runs between two moments at which a batch has just been dropped.
fn consume<B>(batches: &Receiver<B>, results: &SyncSender<Option<f64>>) {
    while let Ok(first) = batches.recv() {
        drop(first);
        drop_batches(batches, WARM - 1);
        // Waking up took long, but that is over.
        channel::was_interrupted();
        let start = Instant::now();
        drop_batches(batches, TIMED);
        let each = start.elapsed().as_nanos() as f64 / (TIMED * BATCH) as f64;
        if results.send((!channel::was_interrupted()).then_some(each)).is_err() {
            return;
        }
    }
}

fn drop_batches<B>(batches: &Receiver<B>, count: usize) {
    for _ in 0..count {
        drop(channel::receive(batches));
    }
}

fn main() -> ExitCode {
    let mut check = false;
    let mut rounds = ROUNDS;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--check" => check = true,
            number => rounds = number.parse().expect("producer_consumer [--check] [ROUNDS]"),
        }
    }
    let mut lanes = Lanes::default();
    contenders::all::<Buffer>(&mut lanes);
    let holds = report(&alternate(&mut lanes.0, rounds.max(1), ((WARM + TIMED) * BATCH) as u32));
    if check && !holds { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Prints the table, and says whether both bounds hold.
fn report(times: &[Times]) -> bool {
    let base = times.iter().find(|times| times.kind == Kind::Nothing).map_or(f64::NAN, Times::median);
    let share = |times: &Times| times.median() - base;
    // Not a number if one of them is none: `f64::min` would pass over it.
    let least = |kind| {
        let shares = times.iter().filter(|times| times.kind == kind).map(share);
        shares.reduce(|a, b| if a < b || a.is_nan() { a } else { b }).unwrap_or(f64::NAN)
    };
    let (ours, peer, plain) = (least(Kind::Ours), least(Kind::Peer), least(Kind::Plain));

    let head = ["total ns", "share ns", "/ best peer", "/ plain", "allocations", "rounds"];
    println!(
        "{:28} {:>9} {:>9} {:>11} {:>8} {:>11} {:>6}",
        "an object", head[0], head[1], head[2], head[3], head[4], head[5]
    );
    for times in times {
        let (total, share) = (times.median(), share(times));
        println!(
            "{:28} {total:9.1} {share:9.1} {:11.2} {:8.3} {:11.3} {:6}",
            times.name,
            share / peer,
            share / plain,
            times.allocations,
            times.rounds.len()
        );
    }
    let within_peer = bound("best peer's share / 3", ours, peer / 3.0);
    let within_plain = bound("plain allocation's share / 10", ours, plain / 10.0);
    within_peer && within_plain
}

fn bound(name: &str, ours: f64, limit: f64) -> bool {
    let verdict = if ours.is_nan() || limit.is_nan() {
        "not known: the machine was too busy"
    } else if ours <= limit {
        "holds"
    } else {
        "does not hold"
    };
    println!("share of pooled-types {ours:.1} <= {name} {limit:.1}: {verdict}");
    ours <= limit
}
