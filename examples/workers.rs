//! Pooled objects between threads: the main thread takes and fills jobs, workers use and drop them.
//!
//! One thread only takes, the others only drop. The stacks of the workers overflow into the depot, and the main thread
//! takes objects from there, many at a time. So the same thousand jobs are used again and again: each worker keeps
//! up to 512.
//!
//! ```text
//! cargo run --release --example workers
//! ```

#[path = "support/counting.rs"]
mod counting;

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use pooled_types::{PoolBox, Pooled};

const WORKERS: usize = 2;
const JOBS: usize = 20_000;
/// How many jobs wait for a worker at most.
const WAITING: usize = 16;

/// Nobody says how many the pool keeps.
#[derive(Pooled, Default)]
struct Job {
    number: usize,
    input: Vec<u64>,
}

impl Job {
    fn fill(&mut self, number: usize) {
        self.number = number;
        self.input.extend((0..64).map(|n| n * number as u64));
    }

    fn answer(&self) -> u64 {
        self.input.iter().sum()
    }
}

/// Does jobs until there are no more. Returns how many, and how often dropping them allocated.
fn worker(jobs: &Receiver<PoolBox<Job>>) -> (usize, u64) {
    let (mut count, mut allocations) = (0, 0);
    for job in jobs {
        assert_eq!(job.answer(), 2_016 * job.number as u64);
        count += 1;
        let of_drop = counting::allocations(|| drop(job));
        // The first return of a thread makes its stack.
        allocations += if count > 1 { of_drop } else { 0 };
    }
    (count, allocations)
}

/// Sends jobs to the workers; returns how often taking and filling one allocated.
fn dispatch(jobs: usize, workers: &[SyncSender<PoolBox<Job>>]) -> u64 {
    let mut allocations = 0;
    for number in 0..jobs {
        let mut job = None;
        allocations += counting::allocations(|| job.insert(Job::take()).fill(number));
        let job = job.expect("it was taken a moment ago");
        workers[number % WORKERS].send(job).expect("the workers wait for jobs");
    }
    allocations
}

fn main() {
    let (workers, threads): (Vec<_>, Vec<_>) = (0..WORKERS)
        .map(|_| {
            let (sender, jobs) = sync_channel(WAITING);
            (sender, thread::spawn(move || worker(&jobs)))
        })
        .unzip();

    let allocations = dispatch(JOBS, &workers);
    println!("{JOBS} jobs: {allocations} allocations for taking and filling them");
    drop(workers);
    for (at, thread) in threads.into_iter().enumerate() {
        let (jobs, allocations) = thread.join().expect("no worker panics");
        println!("worker {at} did {jobs} jobs, with {allocations} allocations for dropping them");
    }

    let stats = Job::stats();
    println!("{stats}");
    // Jobs that wait or are being worked on, and jobs in the stacks of three threads. A thread that only drops keeps no
    // more than 512.
    let bound = WORKERS * (WAITING + 1) + 1 + (WORKERS + 1) * 512;
    assert!(stats.created() <= bound as u64, "{} jobs were made for a bound of {bound}", stats.created());
    assert_eq!(stats.live, 0);
}
