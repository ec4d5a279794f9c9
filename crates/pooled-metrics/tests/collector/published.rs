//! The metrics of pools, against their statistics.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use metrics::{Unit, with_local_recorder};
use pooled_metrics::Collector;
use pooled_types::{PoolBox, PoolStats, Pooled};

use crate::recording::{Described, Recording};

/// Collects once, for a recorder of its own.
fn collected() -> Recording {
    let recording = Recording::default();
    with_local_recorder(&recording, || Collector::new().collect());
    recording
}

/// The value of a series of the pool with this label.
fn value(recording: &Recording, metric: &str, pool: &str, label: &str) -> u64 {
    let name = format!("{metric}{{pool=\"{pool}\"{label}}}");
    *recording.values().get(&name).unwrap_or_else(|| panic!("there is no {name}"))
}

/// The table of metrics in the documentation: name, kind, unit.
fn documented() -> Vec<[&'static str; 3]> {
    let rows = include_str!("../../src/lib.rs").lines().filter_map(|line| line.strip_prefix("//! | `pooled_"));
    let cells = rows.map(|row| {
        let mut cells = row.split('|').map(|cell| cell.trim().trim_end_matches('`'));
        [(); 3].map(|()| cells.next().expect("a row has cells"))
    });
    cells.collect()
}

#[test]
fn every_metric_is_described_as_documented() {
    drop(PoolBox::<String>::take());
    let recording = Recording::default();
    with_local_recorder(&recording, || {
        let collector = Collector::new();
        collector.describe();
        collector.collect();
        collector.collect();
    });
    assert_eq!(recording.registrations(), 1, "two metrics are one, or handles are not kept");
    let described = recording.described();
    for [name, kind, unit] in documented() {
        let Described { kind: found, unit: measured, help } =
            described.get(&format!("pooled_{name}")).unwrap_or_else(|| panic!("pooled_{name} is not described"));
        assert_eq!(*found, kind, "pooled_{name}");
        let expected = if unit == "bytes" { Unit::Bytes } else { Unit::Count };
        assert_eq!(*measured, Some(expected), "pooled_{name}");
        assert!(!help.is_empty() && !help.contains('\n') && !help.ends_with('.'), "{help:?}");
    }
    assert_eq!(described.len(), documented().len(), "{:?}", described.keys());

    // What is described is published, and nothing else.
    let values = recording.values();
    let published: BTreeSet<_> = values.keys().filter_map(|name| name.split('{').next()).collect();
    assert_eq!(published, described.keys().map(String::as_str).collect());
    let counters = recording.counters();
    for (name, Described { kind, unit, .. }) in &described {
        assert_eq!(name.ends_with("_total"), *kind == "counter", "{name}");
        assert_eq!(name.ends_with("_bytes"), *unit == Some(Unit::Bytes), "{name}");
        let is_counter = counters.keys().any(|series| series.starts_with(&format!("{name}{{")));
        assert_eq!(is_counter, *kind == "counter", "{name}");
    }
}

/// A pool of which something of each kind happens.
#[derive(Pooled, Default)]
#[pooled(validate = is_good)]
struct Busy {
    #[pooled(keep)]
    is_good: bool,
    list: Vec<u8>,
}

fn is_good(busy: &mut Busy) -> bool {
    busy.is_good
}

#[test]
fn every_value_is_that_of_the_statistics() {
    let good = || {
        let mut object = Busy::take();
        object.is_good = true;
        object
    };
    Busy::warm(3);
    drop([good(), good(), good(), good()]);
    drop(Busy::take()); // of those above
    drop(PoolBox::new(Busy::default())); // refused
    let _detached = PoolBox::detach(good());
    let _ = PoolBox::leak(good());
    let mut large = good();
    large.list.reserve(1 << 20);
    drop(large);
    Busy::trim();
    thread::scope(|scope| scope.spawn(|| drop(good())).join().expect("it does not panic"));
    let _live = [good(), good()];

    let (recording, stats) = (collected(), Busy::stats());
    let pool = stats.name;
    let of = |metric: &str, label: &str| value(&recording, metric, pool, label);
    let expected: &[(&str, &str, u64)] = &[
        ("pooled_takes_total", r#",outcome="hit""#, stats.hits),
        ("pooled_takes_total", r#",outcome="refill""#, stats.refills),
        ("pooled_takes_total", r#",outcome="miss""#, stats.misses),
        ("pooled_returns_total", "", stats.returns),
        ("pooled_warmed_total", "", stats.warmed),
        ("pooled_adopted_total", "", stats.adopted),
        ("pooled_detached_total", "", stats.detached),
        ("pooled_leaked_total", "", stats.leaked),
        ("pooled_shrunk_total", "", stats.shrunk),
        ("pooled_live_objects", "", stats.live),
        ("pooled_idle_objects", "", stats.idle),
        ("pooled_peak_objects", "", stats.peak_objects),
        ("pooled_idle_bytes", "", stats.idle_bytes),
        ("pooled_peak_idle_bytes", "", stats.peak_idle_bytes),
        ("pooled_threads", "", stats.threads),
    ];
    for (metric, label, count) in expected {
        assert_eq!(of(metric, label), *count, "{metric}{label}");
    }
    for (reason, count) in stats.discards.by_reason() {
        assert_eq!(of("pooled_discards_total", &format!(r#",reason="{reason}""#)), count, "{reason}");
    }
    let published = recording.values().keys().filter(|name| name.contains(&format!("{{pool=\"{pool}\""))).count();
    assert_eq!(published, expected.len() + stats.discards.by_reason().len());
    // Otherwise a value in the wrong place would not be seen.
    let moved = [stats.hits, stats.misses, stats.warmed, stats.adopted, stats.detached, stats.leaked, stats.shrunk];
    assert!(moved.iter().all(|count| *count > 0), "{stats:?}");
    assert!(stats.live == 2 && stats.discards.invalid > 0 && stats.discards.trimmed > 0, "{stats:?}");
}

#[test]
fn the_budget_is_published() {
    #[derive(Pooled, Default)]
    struct Loud(Vec<u8>);
    impl Drop for Loud {
        fn drop(&mut self) {}
    }

    // More than 8 places of a stack take bytes of the budget.
    drop((0..100).map(|_| PoolBox::<Vec<u64>>::take()).collect::<Vec<_>>());
    drop((0..100).map(|_| Loud::take()).collect::<Vec<_>>());
    let values = collected().values();
    assert_eq!(values["pooled_budget_bytes{}"], 64 << 20);
    for drop in ["plain", "custom"] {
        let used = values[&format!("pooled_budget_used_bytes{{drop=\"{drop}\"}}")];
        assert!((100 * 32..1_000_000).contains(&used), "{drop}: {used}");
    }
}

#[test]
fn a_scrape_drops_nothing() {
    #[derive(Pooled, Default)]
    struct Idle(Vec<u8>);

    Idle::warm(100);
    let before = Idle::stats();
    let recording = Recording::default();
    with_local_recorder(&recording, || {
        let collector = Collector::new();
        (0..100).for_each(|_| collector.collect());
    });
    assert_eq!((Idle::stats().since(&before).discarded, Idle::stats().idle), (0, 100));
}

#[test]
fn threads_may_share_a_collector() {
    fn is_shared<T: Send + Sync>(_: &T) {}
    static SHARED: Collector = Collector::new();

    is_shared(&SHARED);
    let recording = Recording::default();
    let scrapes = || with_local_recorder(&recording, || (0..50).for_each(|_| SHARED.collect()));
    drop(PoolBox::<Vec<u32>>::take());
    thread::scope(|scope| (0..4).for_each(|_| drop(scope.spawn(scrapes))));
    assert_eq!(value(&recording, "pooled_returns_total", PoolBox::<Vec<u32>>::stats().name, ""), 1);
    assert_eq!(recording.registrations(), 1);
}

#[test]
fn a_pool_may_appear_between_scrapes() {
    #[derive(Pooled, Default)]
    struct Late(u8);

    let recording = Recording::default();
    with_local_recorder(&recording, || {
        let collector = Collector::new();
        collector.collect();
        let is_there = || recording.values().keys().any(|name| name.contains("::Late\""));
        assert!(!is_there());
        drop(Late::take());
        collector.collect();
        assert!(is_there());
        drop(Late::take());
        collector.collect();
        assert_eq!(value(&recording, "pooled_returns_total", Late::stats().name, ""), 2);
    });
}

#[test]
fn a_recorder_may_be_installed_after_the_first_scrape() {
    drop(PoolBox::<Vec<u8>>::take());
    let collector = Collector::new();
    collector.collect(); // into nothing
    let (first, second) = (Recording::default(), Recording::default());
    for recording in [&first, &second] {
        with_local_recorder(recording, || collector.collect());
        assert!(recording.values().len() > 25);
    }
}

#[test]
fn what_an_exporter_forgot_comes_back() {
    drop(PoolBox::<Vec<u8>>::take());
    let recording = Recording::default();
    with_local_recorder(&recording, || {
        let collector = Collector::new();
        collector.collect();
        collector.collect();
        recording.forget_all();
        thread::sleep(Duration::from_millis(3_100)); // far more than between the two before
        collector.collect();
    });
    assert!(recording.values().len() > 25, "{:?}", recording.values());
}

/// Two types of one name: a block is no part of it. The second is taken twice.
fn two_of_a_name() -> [PoolStats; 2] {
    let first = {
        #[derive(Pooled, Default)]
        struct Item(u8);
        drop(Item::take());
        Item::stats()
    };
    let second = {
        #[derive(Pooled, Default)]
        struct Item(u16);
        drop(Item::take());
        drop(Item::take());
        Item::stats()
    };
    [first, second]
}

#[test]
fn types_of_equal_names_have_labels_of_their_own() {
    let pools = two_of_a_name();
    assert_eq!(pools[0].name, pools[1].name);
    let recording = collected();
    let start = format!("pooled_returns_total{{pool=\"{}", pools[0].name);
    let is_of_them = |(name, _): &(String, u64)| name.starts_with(&start);
    let returns = |recording: &Recording| recording.values().into_iter().filter(is_of_them).collect::<Vec<_>>();
    let found = returns(&recording);

    // One has the name as it is, the other one its number behind it.
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().any(|(name, _)| *name == format!("{start}\"}}")), "{found:?}");
    let with_number = |pool: &PoolStats| (format!("{start} #{}\"}}", pool.id), pool.returns);
    assert!(pools.iter().any(|pool| found.contains(&with_number(pool))), "{found:?}");
    assert_eq!(found.iter().map(|(_, returns)| returns).sum::<u64>(), 3);
    // Every other collector gives the same labels.
    assert_eq!(returns(&collected()), found);
}

#[test]
fn counters_never_go_back_beside_threads() {
    #[derive(Pooled, Default)]
    struct Shared(Vec<u8>);

    let is_over = AtomicBool::new(false);
    let recording = Recording::default();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !is_over.load(Relaxed) {
                    drop((0..20).map(|_| Shared::take()).collect::<Vec<_>>());
                }
            });
        }
        with_local_recorder(&recording, || {
            let collector = Collector::new();
            let mut last = recording.counters();
            for _ in 0..if cfg!(miri) { 20 } else { 500 } {
                collector.collect();
                let now = recording.counters();
                for (name, count) in &last {
                    assert!(now[name] >= *count, "{name} went from {count} to {}", now[name]);
                }
                last = now;
            }
        });
        is_over.store(true, Relaxed);
    });
    // When all is quiet they are exact.
    let stats = Shared::stats();
    let last = collected();
    let takes = ["hit", "refill", "miss"]
        .map(|outcome| value(&last, "pooled_takes_total", stats.name, &format!(",outcome=\"{outcome}\"")));
    assert_eq!(takes.iter().sum::<u64>(), stats.takes);
    assert_eq!(value(&last, "pooled_live_objects", stats.name, ""), 0);
}
