//! Uses pools on WebAssembly. Without WASI such a target has no clock, no environment and no threads: what asks for one
//! of them there panics, and a panic is a trap, which the engine reports.
#![forbid(unsafe_code)]
#![deny(warnings)]

use pooled_types::{PoolArc, PoolBox, PoolStats, Pooled, Reset, StaticPooled};

/// A type with a pool in a thread-local.
#[derive(Pooled, Default)]
struct Job {
    id: u64,
    body: Vec<u8>,
}

/// A generic type, whose pool is found in a table.
#[derive(Pooled, Default)]
struct Pair<T: Reset + Default + Send + 'static>(T, Vec<T>);

/// A type that stays on its thread.
#[derive(Pooled, Default)]
#[pooled(local)]
struct Local(Vec<u8>);

/// A type without an allocator.
#[derive(Pooled, Default)]
#[pooled(static = 2)]
struct Packet([u8; 16]);

/// How many objects a round holds at once: more than a stack holds at first, so they move to the depot and back.
const HELD: usize = 300;

/// How many rounds there are. Each enters dozens of slow paths.
const ROUNDS: usize = 200;

fn main() {
    use_a_pool(Job::take, |job| (job.id, job.body) = (7, vec![1; 100]), Job::stats);
    use_a_pool(Pair::<u32>::take, |pair| pair.1.push(9), Pair::<u32>::stats);
    use_a_pool(Local::take, |local| local.0.push(1), Local::stats);
    use_a_pool(PoolBox::<Vec<u64>>::take, |list| list.extend([1, 2, 3]), PoolBox::<Vec<u64>>::stats);
    objects_come_back_clean();
    a_trim_drops_what_is_idle();
    other_handles_work();
}

/// Takes and drops many objects at once, again and again: most of that are slow paths.
fn use_a_pool<T: Pooled>(take: fn() -> PoolBox<T>, fill: fn(&mut T), stats: fn() -> PoolStats) {
    for _ in 0..ROUNDS {
        let mut held: Vec<_> = (0..HELD).map(|_| take()).collect();
        held.iter_mut().for_each(|object| fill(object));
    }
    let stats = stats();
    assert_eq!(stats.takes, (ROUNDS * HELD) as u64);
    assert_eq!(stats.takes, stats.hits + stats.refills + stats.misses);
    assert_eq!((stats.live, stats.created()), (0, stats.idle + stats.discarded));
    assert!(stats.reuse_rate() > 0.9, "{stats}");
    // Single objects, so that hits end the thread's beats, too.
    (0..10_000).for_each(|_| fill(&mut take()));
}

fn objects_come_back_clean() {
    let mut job = Job::take();
    (job.id, job.body) = (8, b"secret".to_vec());
    drop(job);
    let job = Job::take();
    assert_eq!((job.id, job.body.len()), (0, 0));
    assert!(job.body.capacity() > 0, "the memory is reused");
}

fn a_trim_drops_what_is_idle() {
    assert!(Job::stats().idle > 0 && Pair::<u32>::stats().idle > 0);
    Job::trim();
    assert_eq!(Job::stats().idle, 0);
    pooled_types::trim_thread();
    pooled_types::trim();
    for stats in pooled_types::stats() {
        assert_eq!((stats.idle, stats.idle_bytes), (0, 0), "{}", stats.name);
    }
}

fn other_handles_work() {
    let shared: PoolArc<String> = PoolBox::share(PoolBox::new(String::from("shared")));
    assert_eq!(*shared.clone(), "shared");
    let packets = (Packet::take(), Packet::take());
    assert!(packets.0.is_some() && packets.1.is_some() && Packet::take().is_none());
    assert_eq!(PoolBox::detach(PoolBox::new(String::from("adopted"))), "adopted");
    assert!(pooled_types::stats().to_string().contains("Job"));
    assert!(pooled_types::leaks().is_empty());
}
