//! Uses pools on WebAssembly. Without WASI such a target has no clock, no environment and no threads: what asks for one
//! of them there panics, and a panic is a trap, which the engine reports.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::sync::Arc;
use std::time::Duration;

use pooled_types::{
    Mode, Pool, PoolArc, PoolBox, PoolStats, Pooled, Reset, ReuseMap, ReuseVec, Settings, StaticPooled,
};

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
    pools_of_values_work();
    settings_change();
    leaks_are_told_without_their_age();
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

fn pools_of_values_work() {
    let pool = Arc::new(Pool::builder(Vec::<u8>::new).reset(Vec::clear).build());
    for _ in 0..ROUNDS {
        let mut held: Vec<_> = (0..HELD).map(|_| pool.take()).collect();
        held.iter_mut().for_each(|list| list.push(1));
    }
    drop(Pool::take_owned(&pool));
    let stats = pool.stats();
    assert_eq!((stats.live, stats.created()), (0, stats.idle + stats.discarded));
    assert!(stats.reuse_rate() > 0.9, "{stats}");
    (0..10_000).for_each(|_| pool.take().push(1));
    pool.trim();
    assert_eq!(pool.stats().idle, 0);
}

fn settings_change() {
    #[derive(Pooled, Default)]
    struct Kept {
        list: ReuseVec<String>,
        map: ReuseMap<u8, String>,
    }

    let use_it = || {
        for _ in 0..1_000 {
            let mut kept = Kept::take();
            kept.list.add().push_str("text");
            kept.map.entry_ref(&1).push_str("text");
        }
    };
    use_it();
    pooled_types::configure(Settings::current().interval(Duration::from_millis(1)).idle_bytes(1 << 20)).unwrap();
    use_it();
    Kept::settings().fraction(0.5).unwrap().min_idle(3).unwrap();
    use_it();
    assert!(Kept::stats().discards.fraction > 0);
    Kept::settings().reset().mode(Mode::Off).unwrap();
    use_it();
    assert_eq!((Kept::warm_shared(3), Kept::stats().idle), (0, 0));
    Kept::settings().reset();
    assert_eq!(Kept::warm_shared(3), 3);
}

fn leaks_are_told_without_their_age() {
    pooled_types::on_leak(Duration::from_secs(1), |_| {});
    Job::settings().mode(Mode::Track).unwrap().live_budget(1);
    let jobs: Vec<_> = (0..HELD).map(|_| Job::take()).collect();
    let leaks = pooled_types::leaks();
    assert_eq!((leaks.len(), leaks[0].count), (1, HELD as u64));
    assert!(leaks[0].to_string().contains("main.rs"));
    let _ = pooled_types::leaks_older_than(Duration::ZERO);
    drop(jobs);
    assert!(pooled_types::leaks().is_empty());
    Job::settings().reset();
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
