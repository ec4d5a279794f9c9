//! A scrape allocates nothing once all pools are known. It is a program of its own, because other tests open pools
//! while this one runs.

use metrics::with_local_recorder;
use metrics_exporter_prometheus::PrometheusBuilder;
use pooled_metrics::Collector;
use pooled_types::{CountingAllocator, PoolBox, Pooled, assert_no_alloc};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::new();

#[derive(Pooled, Default)]
struct Job(Vec<u8>);

#[test]
fn a_warm_scrape_allocates_nothing() {
    drop(Job::take());
    drop(PoolBox::<String>::take());
    let recorder = PrometheusBuilder::new().build_recorder();
    with_local_recorder(&recorder, || {
        let collector = Collector::new();
        let first = CountingAllocator::count(|| collector.collect());
        assert!(first.is_some_and(|((), allocations)| allocations > 0), "the allocator does not count");
        for _ in 0..3 {
            drop(Job::take());
            assert_no_alloc(|| collector.collect());
        }
    });
    let returns = format!("pooled_returns_total{{pool=\"{}\"}} 4", std::any::type_name::<Job>());
    let text = recorder.handle().render();
    assert!(text.lines().any(|line| line == returns), "{text}");
}
