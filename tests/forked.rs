//! A child that was forked has one thread of its parent, and goes on with the pools.
//!
//! A program of its own: each part forks a process of which it is the only thread, or whose other threads use nothing
//! but pools. `POOLED_FORKS=10000` says how often.

mod support;

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use pooled_runtime::{IdleBudget, idle_budget};
use pooled_types::__private::advance_clock;
use pooled_types::{Leak, Pool, PoolBox, PoolStats, Pooled, leaks};
use support::child::{self, Scenario, prints_nothing};
use support::counts::assert_identities;
use support::kinds::{Generic, Local, Loud, Order, Static, cycle};

/// Longer than an interval.
const LONG: Duration = Duration::from_secs(11);

#[derive(Pooled, Default)]
struct Item {
    list: Vec<u8>,
}

#[cfg(unix)]
unsafe extern "C" {
    fn fork() -> i32;
    fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
    fn kill(process: i32, signal: i32) -> i32;
    fn _exit(status: i32) -> !;
}

/// Runs `work` in a forked child, and asserts that it succeeds.
#[cfg(unix)]
fn in_a_child(work: fn()) {
    const WITHOUT_WAITING: i32 = 1;
    const KILL: i32 = 9;
    // SAFETY: the other threads of this process, if it has some, use nothing that the child needs but pools and the
    // allocator, which both are made for that.
    let process = unsafe { fork() };
    assert!(process >= 0, "there is no child");
    if process == 0 {
        let is_done = std::panic::catch_unwind(work).is_ok();
        // SAFETY: nothing of this process is used afterwards.
        unsafe { _exit(i32::from(!is_done)) };
    }
    let (since, mut status) = (Instant::now(), 0);
    loop {
        // SAFETY: the pointer leads to a number.
        let ended = unsafe { waitpid(process, &raw mut status, WITHOUT_WAITING) };
        if ended != 0 {
            return assert_eq!((ended, status), (process, 0), "the child failed");
        }
        if since.elapsed() > Duration::from_secs(60) {
            // SAFETY: it is a child of this process, which has not been waited for.
            unsafe { kill(process, KILL) };
            panic!("the child hangs");
        }
        thread::sleep(Duration::from_micros(100));
    }
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

#[derive(Pooled, Default)]
#[pooled(capacity = 4)]
struct Small {
    list: Vec<u8>,
}

static VALUES: Pool<Vec<u8>> = Pool::from_fn(Vec::new);

/// Takes and returns `n` objects of many kinds, a few at once.
fn use_all(n: usize) {
    const AT_ONCE: usize = 20;
    for _ in 0..n / AT_ONCE {
        drop([(); AT_ONCE].map(|()| {
            let mut item = Small::take();
            item.list.push(1);
            (item, Item::take(), Generic::<u16>::take(), Local::take(), PoolBox::<Vec<u8>>::take(), VALUES.take())
        }));
    }
}

/// Runs `work` in so many children. They are forked while other threads take and return, start and end, trim, and read
/// statistics all the time.
fn fork_beside_busy_threads(forks: u32, work: fn()) {
    static IS_OVER: AtomicBool = AtomicBool::new(false);
    use_all(100);
    let threads = [(); 4].map(|()| {
        thread::spawn(|| {
            while !IS_OVER.load(Relaxed) {
                thread::spawn(|| use_all(1_000)).join().expect("it does not panic");
                use_all(10_000);
                let _ = (Small::stats(), Item::stats(), pooled_types::stats());
                Small::trim();
                // It enters the list of pools that live, and leaves it.
                drop(Pool::new(Vec::<u8>::new).take());
            }
        })
    });
    for _ in 0..forks {
        in_a_child(work);
    }
    IS_OVER.store(true, Relaxed);
    for thread in threads {
        thread.join().expect("no assertion failed");
    }
}

fn children_of_busy_threads() {
    let forks = std::env::var("POOLED_FORKS").map_or(50, |forks| forks.parse().expect("a number"));
    fork_beside_busy_threads(forks, || {
        use_all(10_000);
        // Others may have been taking or returning these when the process was forked.
        let before = (Small::stats(), Item::stats(), VALUES.stats());
        use_all(10_000);
        let after = (Small::stats(), Item::stats(), VALUES.stats());
        assert_eq!((after.2.takes - before.2.takes, after.2.live), (10_000, before.2.live));
        let new = Pool::new(|| 1);
        assert_eq!((*new.take(), *new.take()), (1, 1));
        drop(new);
        assert_eq!(after.0.takes - before.0.takes, 10_000);
        assert_eq!(after.1.takes - before.1.takes, 10_000);
        assert_eq!((after.0.live, after.1.live), (before.0.live, before.1.live));
        Item::trim();
        assert_eq!(Item::stats().idle, 0, "nothing counts as idle that can't be reached: {:?}", Item::stats());
        // It starts no thread: the standard library has locks there that threads of the parent may have held.
        pooled_types::trim();
    });
}

/// Takes and returns share the records of live objects, under a lock.
fn tracked_children_of_busy_threads() {
    fork_beside_busy_threads(20, || {
        use_all(100);
        let (_held, line) = (Item::take(), line!());
        let is_recorded = |leak: &Leak| leak.location.line() == line && leak.count == 1;
        assert!(leaks().iter().any(is_recorded), "{:?}", leaks());
    });
}

/// A thread of the parent has the whole budget, which is a MiB, for its stack.
fn a_child_has_the_whole_budget() {
    const OBJECTS: usize = 100;
    fn use_budget() {
        (0..3).for_each(|_| cycle::<Static>(&mut Vec::new(), OBJECTS, 10_000, Order::NewestFirst));
    }

    let (filled, is_filled) = mpsc::channel();
    let (end, is_over) = mpsc::channel::<()>();
    let thread = thread::spawn(move || {
        use_budget();
        filled.send(Static::stats().idle).expect("the other thread waits");
        let _ = is_over.recv();
    });
    assert!(is_filled.recv().expect("it is filled") > OBJECTS as u64 / 2);
    in_a_child(|| {
        use_budget();
        assert!(Static::stats().idle > OBJECTS as u64 / 2, "{:?}", Static::stats());
    });
    drop(end);
    thread.join().expect("it does not panic");
}

/// Takes so many objects of a type whose objects stay on their thread, and has them move to the depot of this thread.
fn keep_beside_the_stack(objects: usize) {
    cycle::<Local>(&mut Vec::new(), objects, 1_000, Order::NewestFirst);
    advance_clock(LONG);
    (0..100).for_each(|_| drop(Local::take()));
}

/// What the only thread keeps on its stacks and beside them, what is in depots, and a cache that waits for a thread.
fn a_child_counts_the_bytes_that_are_idle() {
    static BEFORE: Mutex<Option<IdleBudget>> = Mutex::new(None);
    keep_beside_the_stack(100);
    hold(200);
    cycle::<Loud>(&mut Vec::new(), 200, 1_000, Order::NewestFirst);
    let leave = || {
        hold(100);
        cycle::<Loud>(&mut Vec::new(), 100, 1_000, Order::NewestFirst);
        drop((Static::take(), Static::take()));
    };
    thread::spawn(leave).join().expect("it does not panic");
    let budget = idle_budget();
    assert!(budget.is_some_and(|budget| budget.used_by_quiet > 0 && budget.used_by_loud > 0), "{budget:?}");
    *BEFORE.lock().expect("nobody panicked") = budget;
    in_a_child(|| assert_eq!(idle_budget(), *BEFORE.lock().expect("nobody panicked")));
}

/// It is lost, also to the children of the child. What the thread did before still counts.
fn a_child_counts_what_another_thread_had_as_discarded() {
    static BEFORE: Mutex<Vec<PoolStats>> = Mutex::new(Vec::new());
    fn check() {
        let before = BEFORE.lock().expect("nobody panicked").clone();
        for (before, now) in before.iter().zip([Local::stats(), Item::stats()]) {
            assert_identities(&now);
            assert_eq!((now.takes, now.hits, now.live), (before.takes, before.hits, 0));
            assert_eq!((now.idle, now.discards.exit - before.discards.exit), (0, before.idle));
        }
    }

    let (ready, is_ready) = mpsc::channel();
    let (end, is_over) = mpsc::channel::<()>();
    let thread = thread::spawn(move || {
        keep_beside_the_stack(100);
        hold(20);
        hold(20);
        ready.send(()).expect("the other thread waits");
        let _ = is_over.recv();
    });
    is_ready.recv().expect("it does not panic");
    *BEFORE.lock().expect("nobody panicked") = vec![Local::stats(), Item::stats()];
    in_a_child(|| {
        check();
        in_a_child(check);
    });
    drop(end);
    thread.join().expect("it does not panic");
}

fn main() -> ExitCode {
    let plain = |name, run| Scenario { name, settings: None, run, check: prints_nothing };
    let tracked = |name, run| Scenario { name, settings: Some("track"), run, check: prints_nothing };
    child::main(&[
        plain("children_of_busy_threads", children_of_busy_threads),
        tracked("tracked_children_of_busy_threads", tracked_children_of_busy_threads),
        Scenario {
            name: "a_child_has_the_whole_budget",
            settings: Some("idle=1MiB"),
            run: a_child_has_the_whole_budget,
            check: prints_nothing,
        },
        plain("a_child_counts_the_bytes_that_are_idle", a_child_counts_the_bytes_that_are_idle),
        plain(
            "a_child_counts_what_another_thread_had_as_discarded",
            a_child_counts_what_another_thread_had_as_discarded,
        ),
        plain("a_trim_reaches_a_thread_of_hits", a_trim_reaches_a_thread_of_hits),
        plain("the_end_of_an_interval_reaches_a_thread_of_hits", the_end_of_an_interval_reaches_a_thread_of_hits),
    ])
}
