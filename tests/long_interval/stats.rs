//! What the statistics count, one thing at a time.

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

use pooled_types::{Pool, PoolBox, PoolStats, Pooled};

use crate::interval::settle;
use crate::support::counts::{assert_identities, assert_nothing_left};

/// The statistics of `T`, of which the identities hold.
#[track_caller]
fn stats<T: Pooled>() -> PoolStats {
    let stats = T::stats();
    assert_identities(&stats);
    stats
}

fn take_many<T: Pooled>(n: usize) -> Vec<PoolBox<T>> {
    (0..n).map(|_| T::take()).collect()
}

#[test]
fn a_pool_that_was_never_used() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    settle();
    let stats = stats::<Item>();
    assert_eq!((stats.takes, stats.created(), stats.idle, stats.live, stats.peak_objects), (0, 0, 0, 0, 0));
    assert!((0.0..=1.0).contains(&stats.reuse_rate()), "a rate even of no takes: {}", stats.reuse_rate());
}

#[test]
fn takes_are_hits_or_misses() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    settle();
    let first = Item::take();
    assert_eq!((stats::<Item>().misses, stats::<Item>().live), (1, 1));
    drop(first);
    let after = stats::<Item>();
    assert_eq!((after.returns, after.idle, after.live), (1, 1, 0));
    for _ in 0..3 {
        drop(Item::take());
    }
    let stats = stats::<Item>();
    assert_eq!((stats.takes, stats.hits, stats.misses, stats.refills), (4, 3, 1, 0));
    assert_eq!((stats.returns, stats.created(), stats.discarded), (4, 1, 0));
    assert!((stats.reuse_rate() - 0.75).abs() < 1e-9, "{}", stats.reuse_rate());
}

#[test]
fn a_try_take_that_finds_nothing_is_no_take() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    settle();
    assert!(Item::try_take().is_none());
    assert_eq!(stats::<Item>().takes, 0);
    Item::warm(1);
    assert!(Item::try_take().is_some());
    assert_eq!((stats::<Item>().takes, stats::<Item>().hits), (1, 1));
}

#[test]
fn warmed_objects_are_no_misses() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 8)]
    struct Item(u8);

    settle();
    Item::warm(5);
    let warm = stats::<Item>();
    assert_eq!((warm.warmed, warm.idle, warm.misses, warm.returns, warm.peak_objects), (5, 5, 0, 0, 5));
    Item::warm(7);
    Item::warm(7);
    assert_eq!(stats::<Item>().warmed, 7);
    drop(take_many::<Item>(7));
    let stats = stats::<Item>();
    assert_eq!((stats.hits, stats.misses, stats.created()), (7, 0, 7));
}

#[test]
fn a_full_stack_is_flushed_and_refilled_from_the_depot() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 4, depot = 8)]
    struct Item(u8);

    settle();
    let objects = take_many::<Item>(5);
    assert_eq!((stats::<Item>().live, stats::<Item>().peak_objects), (5, 5));
    drop(objects);
    let flushed = stats::<Item>();
    assert_eq!((flushed.idle, flushed.returns, flushed.discarded), (5, 5, 0));
    assert!(flushed.flushes >= 1, "{flushed:?}");
    assert_eq!(flushed.refills, 0);
    // All five are found again, some of them in the depot.
    drop(take_many::<Item>(5));
    let stats = stats::<Item>();
    assert_eq!((stats.takes, stats.misses, stats.created()), (10, 5, 5));
    assert!(stats.refills >= 1, "{stats:?}");
}

#[test]
fn another_thread_takes_from_the_depot() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 4)]
    struct Item(u8);

    settle();
    // A thread that is here already: a new one would go on with the cache of the one that ends.
    drop(PoolBox::detach(Item::take()));
    thread::spawn(|| drop(take_many::<Item>(4))).join().unwrap();
    let left = stats::<Item>();
    assert_eq!((left.idle, left.discarded), (4, 0), "an ended thread's objects are left");
    assert!(Item::try_take().is_some(), "`try_take` looks there too");
    drop(take_many::<Item>(4));
    let stats = stats::<Item>();
    assert_eq!((stats.misses, stats.hits + stats.refills), (5, 5));
    assert!(stats.refills >= 1, "{stats:?}");
}

#[test]
fn a_type_without_a_depot_shares_nothing() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 4, depot = 0)]
    struct Unshared(u8);
    #[derive(Pooled, Default)]
    #[pooled(capacity = 4, local)]
    struct Local(u8);

    settle();
    thread::spawn(|| {
        drop(take_many::<Unshared>(6));
        drop(take_many::<Local>(6));
        for stats in [stats::<Unshared>(), stats::<Local>()] {
            assert_eq!((stats.idle, stats.discards.full, stats.flushes), (4, 2, 0), "{stats:?}");
        }
    })
    .join()
    .unwrap();
    assert!(Unshared::try_take().is_none() && Local::try_take().is_none());
    for stats in [stats::<Unshared>(), stats::<Local>()] {
        assert_eq!((stats.idle, stats.discards.exit, stats.refills), (0, 4, 0), "{stats:?}");
    }
}

#[test]
fn what_does_not_fit_in_the_depot_is_discarded() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 4, depot = 3)]
    struct Item(u8);

    settle();
    thread::spawn(|| {
        drop(take_many::<Item>(20));
        let stats = stats::<Item>();
        assert!(stats.idle <= 7 && stats.discards.full >= 13, "{stats:?}");
    })
    .join()
    .unwrap();
    let stats = stats::<Item>();
    assert!(stats.idle <= 3 && stats.discards.exit > 0, "{stats:?}");
    assert_eq!(stats.idle + stats.discards.full + stats.discards.exit, 20);
}

#[test]
fn adopted_detached_and_leaked_objects() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    settle();
    let own = PoolBox::new(Item(1));
    let adopted = stats::<Item>();
    assert_eq!((adopted.adopted, adopted.live, adopted.takes, adopted.created()), (1, 1, 0, 1));
    drop(own);
    assert_eq!((stats::<Item>().idle, stats::<Item>().returns), (1, 1));
    assert_eq!(PoolBox::detach(Item::take()).0, 0);
    let detached = stats::<Item>();
    assert_eq!((detached.detached, detached.live, detached.idle), (1, 0, 0));
    if !cfg!(miri) {
        let leaked = PoolBox::leak(Item::take());
        leaked.0 = 2;
        let stats = stats::<Item>();
        assert_eq!((stats.leaked, stats.live, stats.misses), (1, 0, 1));
    }
}

#[test]
fn a_forgotten_handle_stays_live() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    settle();
    if !cfg!(miri) {
        std::mem::forget(Item::take());
        Item::trim();
        assert_eq!((stats::<Item>().live, stats::<Item>().leaked), (1, 0));
    }
}

#[test]
fn peak_objects_is_the_most_that_existed_at_once() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 16)]
    struct Item(u8);

    settle();
    drop(take_many::<Item>(10));
    drop(take_many::<Item>(3));
    assert_eq!(stats::<Item>().peak_objects, 10);
    Item::trim();
    drop(take_many::<Item>(4));
    assert_eq!((stats::<Item>().peak_objects, stats::<Item>().created()), (10, 14));
    let held = take_many::<Item>(12);
    assert_eq!(stats::<Item>().peak_objects, 12);
    drop(held);
}

#[test]
fn peak_idle_bytes_is_the_most_that_was_idle() {
    const SIZE: usize = 256;

    #[derive(Pooled)]
    #[pooled(new = Self::new)]
    struct Item {
        #[pooled(keep)]
        _block: [u8; SIZE],
    }
    impl Item {
        fn new() -> Self {
            Self { _block: [0; SIZE] }
        }
    }

    settle();
    drop(Item::take());
    assert!(stats::<Item>().idle_bytes >= SIZE as u64, "one that was not measured: {:?}", stats::<Item>());
    drop(take_many::<Item>(10));
    let filled = stats::<Item>();
    assert!(filled.idle_bytes >= 10 * SIZE as u64, "{filled:?}");
    Item::clear();
    let empty = stats::<Item>();
    assert_eq!((empty.idle_bytes, empty.peak_idle_bytes), (0, filled.idle_bytes));
}

/// What a thread has on its stack counts as the largest that was measured there.
#[test]
fn idle_bytes_is_also_what_objects_keep_on_the_heap() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>);

    settle();
    let mut items = take_many::<Item>(100);
    for item in &mut items {
        item.0.reserve_exact(1_000);
    }
    drop(items);
    assert!(stats::<Item>().idle_bytes >= 100_000, "{:?}", stats::<Item>());
}

#[test]
fn trimmed_and_cleared_objects() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 4)]
    struct Item(u8);

    settle();
    // Some in the stack and some in the depot.
    let fill = || {
        drop(take_many::<Item>(7));
        assert_eq!(stats::<Item>().idle, 7);
    };
    fill();
    Item::trim();
    assert_eq!((stats::<Item>().discards.trimmed, stats::<Item>().idle), (7, 0));
    fill();
    Item::clear();
    assert_eq!((stats::<Item>().discards.cleared, stats::<Item>().idle), (7, 0));
    fill();
    let mut idle = Item::drain();
    let draining = stats::<Item>();
    assert_eq!((draining.idle, draining.live), (0, 7), "what a `Drain` has not yielded is in use");
    assert!(idle.next().is_some() && idle.next().is_some());
    assert_eq!((stats::<Item>().live, stats::<Item>().detached), (5, 2));
    drop(idle);
    let stats = stats::<Item>();
    assert_eq!((stats.detached, stats.discards.cleared, stats.discards.trimmed), (2, 12, 7));
    assert_nothing_left(&stats);
}

#[test]
fn a_thread_trims_its_own_stacks() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 4)]
    struct Item(u8);
    #[derive(Pooled, Default)]
    struct Generic<T>(Vec<T>);

    settle();
    Generic::<u8>::warm(3);
    drop(take_many::<Item>(7));
    pooled_types::trim_thread();
    assert_nothing_left(&stats::<Generic<u8>>());
    let in_stack = stats::<Item>().discards.trimmed;
    assert!((1..=4).contains(&in_stack), "the stack is gone");
    assert_eq!(stats::<Item>().idle, 7 - in_stack, "the depot is not this thread's");
    Item::trim();
    assert_nothing_left(&stats::<Item>());
}

#[test]
fn invalid_and_panicked_objects() {
    #[derive(Pooled, Default)]
    #[pooled(validate = Item::check)]
    struct Item {
        #[pooled(keep)]
        what: u8,
    }
    impl Item {
        fn check(&mut self) -> bool {
            if self.what == 2 {
                resume_unwind(Box::new("invalid"));
            }
            self.what == 0
        }
    }

    settle();
    for what in [0, 1, 2] {
        let mut item = Item::take();
        item.what = what;
        let outcome = catch_unwind(AssertUnwindSafe(|| drop(item)));
        assert_eq!(outcome.is_err(), what == 2);
    }
    let stats = stats::<Item>();
    assert_eq!((stats.discards.invalid, stats.discards.panicked, stats.discarded, stats.returns), (1, 1, 2, 1));
    assert_nothing_left(&stats);
}

#[test]
fn unwinding_threads_discard_what_is_half_done() {
    #[derive(Pooled, Default)]
    struct Item {
        #[pooled(keep)]
        _half_done: u8,
    }

    settle();
    let item = Item::take();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let _item = item;
        resume_unwind(Box::new("on purpose"));
    }));
    assert!(outcome.is_err());
    let stats = stats::<Item>();
    assert_eq!((stats.discards.unwinding, stats.discarded), (1, 1));
    assert_nothing_left(&stats);
}

#[test]
fn a_take_that_panics_is_none() {
    #[derive(Pooled)]
    #[pooled(new = Item::new)]
    struct Item(#[allow(dead_code, reason = "the constructor panics")] u8);
    impl Item {
        fn new() -> Self {
            resume_unwind(Box::new("on purpose"))
        }
    }

    settle();
    assert!(catch_unwind(|| drop(Item::take())).is_err());
    assert!(catch_unwind(|| Item::warm(2)).is_err());
    assert_eq!((stats::<Item>().takes, stats::<Item>().created()), (0, 0));
}

#[test]
fn shrunk_counts_buffers_that_were_too_large() {
    #[derive(Pooled, Default)]
    struct Item {
        #[pooled(max_capacity = 16)]
        list: Vec<u8>,
    }

    settle();
    Item::take().list.resize(16, 1);
    assert_eq!(stats::<Item>().shrunk, 0);
    for _ in 0..3 {
        Item::take().list.resize(1_000, 1);
    }
    assert_eq!(stats::<Item>().shrunk, 3);
}

#[test]
fn threads_are_summed_alive_or_ended() {
    #[derive(Pooled, Default)]
    #[pooled(depot = 0)]
    struct Item(u8);
    #[derive(Pooled, Default)]
    #[pooled(depot = 0)]
    struct Generic<T>(Vec<T>);

    const THREADS: u64 = 4;
    settle();
    let work = || {
        for _ in 0..10 {
            drop(Item::take());
            drop(Generic::<u8>::take());
        }
    };
    let together = std::sync::Barrier::new(usize::try_from(THREADS).unwrap() + 1);
    thread::scope(|scope| {
        let one = || {
            work();
            together.wait();
            together.wait();
        };
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(one)).collect();
        together.wait();
        for stats in [stats::<Item>(), stats::<Generic<u8>>()] {
            assert_eq!((stats.takes, stats.misses, stats.idle), (10 * THREADS, THREADS, THREADS), "{stats:?}");
        }
        together.wait();
        // A scope alone does not wait for the destructors of thread-locals.
        for thread in threads {
            thread.join().unwrap();
        }
    });
    for stats in [stats::<Item>(), stats::<Generic<u8>>()] {
        assert_eq!((stats.takes, stats.misses, stats.idle), (10 * THREADS, THREADS, 0), "{stats:?}");
        assert_eq!(stats.discards.exit, THREADS);
    }
}

#[test]
fn names_are_the_types() {
    #[derive(Pooled, Default)]
    struct Parcel(u8);
    #[derive(Pooled, Default)]
    struct Crate<T>(Vec<T>);

    settle();
    drop((Parcel::take(), Crate::<u16>::take(), PoolBox::<String>::take()));
    assert!(Parcel::stats().name.ends_with("Parcel"), "{}", Parcel::stats().name);
    assert!(Crate::<u16>::stats().name.contains("Crate<u16>"), "{}", Crate::<u16>::stats().name);
    assert!(PoolBox::<String>::stats().name.ends_with("String"), "{}", PoolBox::<String>::stats().name);
}

#[test]
fn one_line_says_what_happened() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 1, depot = 0)]
    struct Parcel(u8);

    settle();
    drop(take_many::<Parcel>(3));
    let _held = Parcel::take();
    let line = Parcel::stats().to_string();
    assert_eq!(line.lines().count(), 1, "{line}");
    for part in ["4 takes", "1 hit", "3 miss", "1 live", "0 idle", "2 full"] {
        assert!(line.contains(part), "`{part}` is missing in: {line}");
    }
    assert!(!line.contains("invalid") && !line.contains("cleared"), "what did not happen is not said: {line}");
}

#[test]
fn the_table_has_a_row_for_each_type() {
    #[derive(Pooled, Default)]
    struct FirstOfTheTable(u8);
    #[derive(Pooled, Default)]
    struct SecondOfTheTable<T>(Vec<T>);

    settle();
    drop((FirstOfTheTable::take(), SecondOfTheTable::<u64>::take()));
    (0..12).for_each(|_| drop(FirstOfTheTable::take()));
    let all = pooled_types::stats();
    let named = |part: &str| all.iter().filter(|stats| stats.name.contains(part)).collect::<Vec<_>>();
    let rows = named("FirstOfTheTable");
    assert_eq!(rows.len(), 1, "a type is there once");
    assert_eq!(*rows[0], FirstOfTheTable::stats());
    assert_eq!(*named("SecondOfTheTable<u64>")[0], SecondOfTheTable::<u64>::stats());

    let table = all.to_string();
    assert!(table.lines().count() > all.len(), "a row each, and a head:\n{table}");
    let row = |part: &str| table.lines().find(|line| line.contains(part)).unwrap_or_else(|| panic!("{part}:\n{table}"));
    assert!(row("FirstOfTheTable").contains("13"), "its takes:\n{table}");
    row("SecondOfTheTable");
    for line in table.lines() {
        assert!(line.chars().count() <= 100, "too wide for a terminal of 100 columns: {line}");
        assert_eq!(line, line.trim_end());
    }
}

#[test]
fn pools_of_equal_names_have_different_numbers() {
    settle();
    let (first, again) = {
        #[derive(Pooled, Default)]
        struct Item(u8);
        (stats::<Item>(), stats::<Item>())
    };
    let second = {
        #[derive(Pooled, Default)]
        struct Item(u8);
        stats::<Item>()
    };
    assert_eq!(first.name, second.name);
    assert_ne!(first.id, second.id);
    assert_eq!(first.id, again.id, "the number stays");
    let mut ids: Vec<_> = pooled_types::stats().iter().map(|stats| stats.id).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    assert!(!ids.contains(&0));
}

#[test]
fn threads_that_have_a_cache_are_counted() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    settle();
    assert_eq!(stats::<Item>().threads, 0);
    drop(Item::take());
    assert_eq!(stats::<Item>().threads, 1);
    thread::spawn(|| {
        drop(Item::take());
        assert_eq!(stats::<Item>().threads, 2);
    })
    .join()
    .expect("it does not panic");
    let after = stats::<Item>();
    assert_eq!((after.threads, after.idle), (1, 2), "what the thread left is idle, and the thread is none");
}

#[test]
fn a_difference_has_what_happened_in_between() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    settle();
    drop(take_many::<Item>(2));
    let before = stats::<Item>();
    drop(take_many::<Item>(3));
    Item::clear();
    let between = stats::<Item>().since(&before);
    assert_eq!((between.takes, between.hits, between.misses, between.returns), (3, 2, 1, 3));
    assert_eq!((between.discarded, between.discards.cleared, between.idle), (3, 3, 0));
    assert_eq!((between.id, between.name), (before.id, before.name));
    let since_ever = before.since(&PoolStats::default());
    assert_eq!(since_ever, before);
    assert!(before.since(&before).counters().all(|(_, count)| count == 0));
}

#[test]
fn every_field_is_a_counter_a_gauge_or_a_name() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    settle();
    drop(take_many::<Item>(3));
    let stats = stats::<Item>();
    let shown = format!("{stats:?}");
    let values: Vec<_> = stats.counters().chain(stats.gauges()).chain(stats.discards.by_reason()).collect();
    for (name, value) in &values {
        assert!(shown.contains(&format!("{name}: {value}")), "{name}: {shown}");
    }
    // `id`, `name` and `discards` are neither.
    assert_eq!(values.len() + 3, shown.matches(": ").count() - stats.name.matches(": ").count(), "{shown}");
}

#[test]
fn readings_beside_busy_threads_are_true() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 8)]
    struct Item(u8);

    settle();
    readings_are_true(|n| drop(take_many::<Item>(n)), Item::stats);
    let pool = Pool::builder(|| 0_u8).capacity(8).build();
    readings_are_true(|n| drop((0..n).map(|_| pool.take()).collect::<Vec<_>>()), || pool.stats());
}

fn readings_are_true(cycle: impl Fn(usize) + Sync, stats: impl Fn() -> PoolStats) {
    /// So many objects each of the two threads takes at once.
    const AT_ONCE: usize = 12;

    let readings = match env::var_os("POOLED_LONG") {
        Some(_) => 10_000_000,
        None if cfg!(miri) => 8,
        None => 50_000,
    };
    let is_over = AtomicBool::new(false);
    let all = |stats: &PoolStats| stats.counters().chain(stats.discards.by_reason()).collect::<Vec<_>>();
    let work = || {
        while !is_over.load(Relaxed) {
            cycle(AT_ONCE);
        }
    };
    thread::scope(|scope| {
        let threads = [scope.spawn(work), scope.spawn(work)];
        let mut last = all(&stats());
        let wrong = (0..readings).find_map(|_| {
            let reading = stats();
            let now = all(&reading);
            let back = last.iter().zip(&now).find(|((_, before), (_, after))| after < before);
            // Each thread may be in the middle of one take or return.
            let has_too_many = reading.live > 2 * (AT_ONCE as u64 + 1);
            let wrong = (back.is_some() || has_too_many).then(|| format!("{back:?} {reading:?}"));
            last = now;
            wrong
        });
        is_over.store(true, Relaxed);
        assert_eq!(wrong, None);
        // A scope alone does not wait for the destructors of thread-locals.
        for thread in threads {
            thread.join().expect("it does not panic");
        }
    });
    let stats = stats();
    assert_identities(&stats);
    assert_eq!(stats.takes, stats.returns + stats.discards.full);
}
