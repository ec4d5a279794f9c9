//! How much processor time a scrape takes. By hand, because times are not for a test beside others to judge:
//!
//! `cargo test --release -p pooled-metrics --test cost -- --ignored --nocapture`
#![cfg(unix)]

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use metrics_exporter_prometheus::PrometheusBuilder;
use pooled_metrics::Collector;
use pooled_types::Pooled;

const POOLS: usize = 200;
const THREADS: usize = 4;
const SCRAPES: usize = 500;

#[derive(Default, Pooled)]
struct Object<const N: usize>(Vec<u8>);

/// Calls a function with each of 200 types.
macro_rules! with_each {
    ($function:ident) => { with_each!($function: 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19) };
    ($function:ident: $($n:literal)*) => {$(
        $function::<{ 10 * $n }>();
        $function::<{ 10 * $n + 1 }>();
        $function::<{ 10 * $n + 2 }>();
        $function::<{ 10 * $n + 3 }>();
        $function::<{ 10 * $n + 4 }>();
        $function::<{ 10 * $n + 5 }>();
        $function::<{ 10 * $n + 6 }>();
        $function::<{ 10 * $n + 7 }>();
        $function::<{ 10 * $n + 8 }>();
        $function::<{ 10 * $n + 9 }>();
    )*};
}

/// Three objects at once, touched.
fn work<const N: usize>() {
    drop([1, 2, 3].map(|byte| {
        let mut object = Object::<N>::take();
        object.0.push(byte);
        object
    }));
}

/// The processor time of this thread.
fn processor_time() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the pointer is to a `timespec` that may be written.
    let status = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    assert_eq!(status, 0);
    let [seconds, nanoseconds] =
        [time.tv_sec, time.tv_nsec].map(|part| u64::try_from(part).expect("it is not before 0"));
    Duration::from_secs(seconds) + Duration::from_nanos(nanoseconds)
}

/// The 5th, 50th and 95th hundredth of what `scrape` takes, in microseconds of processor time.
fn spread(mut scrape: impl FnMut()) -> [u128; 3] {
    let mut times: Vec<_> = (0..SCRAPES)
        .map(|_| {
            thread::sleep(Duration::from_millis(2));
            let start = processor_time();
            scrape();
            processor_time().saturating_sub(start).as_micros()
        })
        .collect();
    times.sort_unstable();
    [5, 50, 95].map(|hundredth| times[SCRAPES * hundredth / 100])
}

#[test]
#[ignore = "it measures: run it by hand, in a release build, on a machine that is idle"]
fn a_scrape_takes_less_than_a_millisecond() {
    with_each!(work);
    let exporter = PrometheusBuilder::new().install_recorder().expect("no other recorder is installed");
    let collector = Collector::new();
    collector.describe();
    collector.collect();

    let is_over = AtomicBool::new(false);
    let [collect, render] = thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while !is_over.load(Relaxed) {
                    with_each!(work);
                }
            });
        }
        thread::sleep(Duration::from_millis(300));
        let spreads = [spread(|| collector.collect()), spread(|| drop(std::hint::black_box(exporter.render())))];
        is_over.store(true, Relaxed);
        spreads
    });
    assert_eq!(pooled_types::stats().len(), POOLS);
    println!("{POOLS} pools beside {THREADS} busy threads, µs of processor time: 5 %, median, 95 % of {SCRAPES}");
    println!("collect {collect:?}");
    println!("render  {render:?}");
    assert!(collect[1] <= 1_000, "a scrape takes {} µs", collect[1]);
}
