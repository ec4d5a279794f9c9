//! No take or return waits for a thread that the system has stopped in the middle of one.
//!
//! Threads of low priority use a pool whose objects all go through the depot. Busy threads take the processors from
//! them. A thread of normal priority uses the pool as well, and measures how long each of its rounds takes; in turn it
//! does the same without the pool. `POOLED_LONG=1 cargo test --release --test preempted -- --nocapture` says the
//! longest rounds. A program of its own, because it occupies all processors.
#![cfg(all(target_os = "linux", not(miri)))]

use std::hint::{black_box, spin_loop};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, io};

use pooled_types::Pooled;

/// A thread keeps one object, so what it takes and returns beside that goes through the depot.
#[derive(Pooled, Default)]
#[pooled(capacity = 1)]
struct Item(Vec<u8>);

/// How many threads of low priority there are, and how many that only occupy a processor.
const THREADS: usize = 2;

/// Gives this thread the lowest priority.
fn step_back() {
    // SAFETY: this is its signature in C.
    unsafe extern "C" {
        safe fn setpriority(
            which: core::ffi::c_uint,
            who: core::ffi::c_uint,
            priority: core::ffi::c_int,
        ) -> core::ffi::c_int;
    }
    assert_eq!(setpriority(0, 0, 19), 0, "{}", io::Error::last_os_error());
}

fn use_the_pool() {
    drop(black_box([Item::take(), Item::take(), Item::take()]));
}

/// How long the longest call takes of those that fit in `time`.
fn longest(time: Duration, call: impl Fn()) -> Duration {
    let begin = Instant::now();
    let mut longest = Duration::ZERO;
    let mut last = begin;
    while last - begin < time {
        call();
        let now = Instant::now();
        longest = longest.max(now - last);
        last = now;
    }
    longest
}

#[test]
fn nobody_waits_for_a_thread_that_is_stopped() {
    let is_long = env::var_os("POOLED_LONG").is_some();
    let (rounds, time) = if is_long { (10, Duration::from_secs(3)) } else { (3, Duration::from_millis(300)) };
    let is_over = AtomicBool::new(false);
    let (with, without) = thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                step_back();
                while !is_over.load(Relaxed) {
                    use_the_pool();
                }
            });
            scope.spawn(|| {
                while !is_over.load(Relaxed) {
                    spin_loop();
                }
            });
        }
        let mut sums = (Duration::ZERO, Duration::ZERO);
        for _ in 0..rounds {
            let (with, without) = (longest(time, use_the_pool), longest(time, || _ = black_box(0)));
            println!("longest round with the pool {with:?}, without {without:?}");
            sums = (sums.0 + with, sums.1 + without);
        }
        is_over.store(true, Relaxed);
        sums
    });
    println!("mean with the pool {:?}, without {:?}", with / rounds, without / rounds);
    // A thread that waits for another one of low priority waits for hundreds of milliseconds.
    assert!(with <= 2 * without + rounds * Duration::from_millis(50), "{with:?} {without:?}");
}
