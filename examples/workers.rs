//! Handles through channels between threads.
//!
//! The main thread takes jobs from the pool, fills them and sends them to two workers; each does its job and sends the
//! handle back, so the object returns to the pool it came from. A worker that dropped the handle instead would keep the
//! object in its own thread's pool, where nobody takes any: the main thread would have to make new ones for ever.
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
/// How many jobs are on their way at once. No thread waits for a full channel, each of which has room for all of them.
const ON_THEIR_WAY: usize = 32;

#[derive(Pooled, Default)]
struct Job {
    number: usize,
    input: Vec<u64>,
    answer: u64,
}

impl Job {
    fn fill(&mut self, number: usize) {
        self.number = number;
        self.input.extend((0..64).map(|n| n * number as u64));
    }

    fn work(&mut self) {
        self.answer = self.input.iter().sum();
    }
}

fn worker(jobs: Receiver<PoolBox<Job>>, done: &SyncSender<PoolBox<Job>>) -> usize {
    let mut count = 0;
    for mut job in jobs {
        job.work();
        count += 1;
        done.send(job).expect("the main thread waits for every job");
    }
    count
}

/// Sends jobs to the workers, one after the other, and takes back what is done. Returns how often taking, filling and
/// dropping a job allocated; a channel may allocate on its own account when a thread first waits for it.
fn dispatch(jobs: usize, workers: &[SyncSender<PoolBox<Job>>], done: &Receiver<PoolBox<Job>>) -> u64 {
    let mut allocations = 0;
    for number in 0..jobs + ON_THEIR_WAY {
        if number >= ON_THEIR_WAY {
            let job = done.recv().expect("a job is on its way");
            assert_eq!(job.answer, 2_016 * job.number as u64);
            allocations += counting::allocations(|| drop(job));
        }
        if number < jobs {
            let mut job = None;
            allocations += counting::allocations(|| job.insert(Job::take()).fill(number));
            let job = job.expect("it was taken a moment ago");
            workers[number % WORKERS].send(job).expect("the workers wait for jobs");
        }
    }
    allocations
}

fn main() {
    let (to_done, done) = sync_channel(ON_THEIR_WAY);
    let (workers, threads): (Vec<_>, Vec<_>) = (0..WORKERS)
        .map(|_| {
            let (sender, jobs) = sync_channel(ON_THEIR_WAY);
            let to_done = to_done.clone();
            (sender, thread::spawn(move || worker(jobs, &to_done)))
        })
        .unzip();

    dispatch(JOBS, &workers, &done);
    println!("first {JOBS} jobs: {}", Job::stats());
    let allocations = dispatch(JOBS, &workers, &done);
    println!("{JOBS} more:       {}", Job::stats());
    println!("allocations for taking, filling and dropping those: {allocations}");

    drop(workers);
    for (at, thread) in threads.into_iter().enumerate() {
        println!("worker {at} did {} jobs", thread.join().expect("no worker panics"));
    }
    assert_eq!(allocations, 0, "every later job comes from the pool");
    assert!(Job::stats().misses <= ON_THEIR_WAY as u64 + 1);
}
