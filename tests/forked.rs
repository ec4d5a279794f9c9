//! A child that was forked has one thread of its parent, and goes on with the pools.
//!
//! A program of its own, because each part forks a process of which it is the only thread.

mod support;

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread;

use pooled_types::__private::advance_clock;
use pooled_types::Pooled;
use support::child::{self, Scenario, prints_nothing};
use support::counts::assert_identities;

/// Longer than an interval.
const LONG: std::time::Duration = std::time::Duration::from_secs(11);

#[derive(Pooled, Default)]
struct Item {
    list: Vec<u8>,
}

#[cfg(unix)]
unsafe extern "C" {
    fn fork() -> i32;
    fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
}

/// Runs `work` in a forked child, and asserts that it succeeds.
#[cfg(unix)]
fn in_a_child(work: fn()) {
    // SAFETY: this process has no other thread, so the child may do anything.
    let process = unsafe { fork() };
    assert!(process >= 0, "there is no child");
    if process == 0 {
        work();
        std::process::exit(0);
    }
    let mut status = 0;
    // SAFETY: the pointer leads to a number.
    let ended = unsafe { waitpid(process, &raw mut status, 0) };
    assert_eq!((ended, status), (process, 0), "the child failed");
}

/// Processes can't be forked.
#[cfg(not(unix))]
fn in_a_child(_: fn()) {}

fn hold(objects: usize) {
    drop((0..objects).map(|_| Item::take()).collect::<Vec<_>>());
}

/// A thread that only hits follows what another thread does, although no thread writes into its thread-locals.
fn follows(event: fn()) {
    static HITS: AtomicUsize = AtomicUsize::new(0);
    static IS_OVER: AtomicBool = AtomicBool::new(false);
    let thread = thread::spawn(|| {
        hold(100);
        while !IS_OVER.load(Relaxed) {
            assert!(Item::take().list.is_empty());
            HITS.fetch_add(1, Relaxed);
        }
    });
    let wait = || {
        let enough = HITS.load(Relaxed) + 20_000;
        while HITS.load(Relaxed) < enough {
            thread::yield_now();
        }
    };
    wait();
    assert!(Item::stats().idle >= 99, "{:?}", Item::stats());
    for _ in 0..4 {
        event();
        wait();
    }
    assert!(Item::stats().idle < 10, "{:?}", Item::stats());
    IS_OVER.store(true, Relaxed);
    thread.join().expect("no assertion failed");
    assert_identities(&Item::stats());
}

fn a_trim_reaches_a_thread_of_hits() {
    hold(3);
    in_a_child(|| follows(Item::trim));
}

fn the_end_of_an_interval_reaches_a_thread_of_hits() {
    hold(3);
    in_a_child(|| {
        follows(|| {
            advance_clock(LONG);
            // The end of a thread looks at the clock.
            thread::spawn(|| hold(1)).join().expect("it does not panic");
        });
    });
}

fn main() -> ExitCode {
    let plain = |name, run| Scenario { name, settings: None, run, check: prints_nothing };
    child::main(&[
        plain("a_trim_reaches_a_thread_of_hits", a_trim_reaches_a_thread_of_hits),
        plain("the_end_of_an_interval_reaches_a_thread_of_hits", the_end_of_an_interval_reaches_a_thread_of_hits),
    ])
}
