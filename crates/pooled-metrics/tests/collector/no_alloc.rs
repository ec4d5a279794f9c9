//! A scrape allocates nothing once all pools are known.

use metrics::with_local_recorder;
use pooled_metrics::Collector;
use pooled_types::worth::CountingAllocator;
use pooled_types::{PoolBox, Pooled, assert_no_alloc};

use crate::recording::Recording;

#[derive(Pooled, Default)]
struct Job(Vec<u8>);

#[test]
fn a_warm_scrape_allocates_nothing() {
    drop(Job::take());
    drop(PoolBox::<String>::take());
    let recording = Recording::default();
    with_local_recorder(&recording, || {
        let collector = Collector::new();
        let first = CountingAllocator::count(|| collector.collect());
        assert!(first.is_some_and(|((), allocations)| allocations > 0), "the allocator does not count");
        for _ in 0..3 {
            drop(Job::take());
            assert_no_alloc(|| collector.collect());
        }
    });
    let name = std::any::type_name::<Job>();
    assert_eq!(recording.values()[&format!("pooled_returns_total{{pool=\"{name}\"}}")], 4);
}
