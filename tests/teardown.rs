//! Pools at the end of threads: used by the destructors of other thread-locals, on threads and on the main thread.
//!
//! A program of its own, because it runs each part on the main thread of a child process.

mod support;

use std::cell::RefCell;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering::Relaxed};
use std::thread;

use pooled_types::{PoolBox, Pooled};
use support::allocator::{Checking, live_bytes};
use support::child::{self, Printed, Scenario, prints_nothing};
use support::counts::{assert_identities, assert_nothing_left};
use support::listed::{Listed, listed};

#[global_allocator]
static ALLOCATOR: Checking = Checking;

/// Objects of all types here that exist.
static LIVE: AtomicI64 = AtomicI64::new(0);

/// Counts the object that it is in.
struct Counted(Box<u64>);

impl Default for Counted {
    fn default() -> Self {
        LIVE.fetch_add(1, Relaxed);
        Self(Box::new(0x600d))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        assert_eq!(*self.0, 0x600d, "dropped twice");
        *self.0 = 0xbad;
        LIVE.fetch_sub(1, Relaxed);
    }
}

#[derive(Pooled, Default)]
#[pooled(capacity = 4)]
struct Plain {
    list: Vec<u8>,
    #[pooled(keep)]
    _counted: Counted,
}

#[derive(Pooled, Default)]
#[pooled(capacity = 4, depot = 0)]
struct Unshared {
    list: Vec<u8>,
    #[pooled(keep)]
    _counted: Counted,
}

#[derive(Pooled, Default)]
#[pooled(capacity = 4)]
struct Generic<T> {
    list: Vec<T>,
    #[pooled(keep)]
    _counted: Counted,
}

/// One that stays on its thread, and has no depot.
#[derive(Pooled, Default)]
#[pooled(capacity = 4, local)]
struct Local {
    list: Vec<u8>,
    #[pooled(keep)]
    _counted: Counted,
}

listed!(Plain, Unshared, Generic<u8>, Local);

/// Whether no two threads use the pools at the same time, so that the numbers fit together at any moment.
static ARE_ALONE: AtomicBool = AtomicBool::new(true);

fn check_stats<T: Pooled>() {
    let stats = T::stats();
    if ARE_ALONE.load(Relaxed) {
        assert_identities(&stats);
    }
}

/// Holds handles in a thread-local, and uses the pool in its destructor in every way there is.
struct Keeper<T: Listed>(Vec<PoolBox<T>>);

impl<T: Listed> Drop for Keeper<T> {
    fn drop(&mut self) {
        drop(self.0.pop());
        let mut object = T::take();
        assert!(object.list().is_empty());
        object.list().push(1);
        drop(object);
        if let Some(mut object) = T::try_take() {
            assert!(object.list().is_empty());
        }
        T::take_with(|object| object.list().push(2));
        T::warm(3);
        check_stats::<T>();
        drop(T::drain().next());
        drop(PoolBox::detach(T::take()));
        T::trim();
        T::clear();
        T::warm(2);
        pooled_types::trim_thread();
        pooled_types::trim();
        check_stats::<T>();
        T::warm(2);
        // The rest of the handles is dropped last.
    }
}

/// Puts handles in thread-locals that are dropped before and after the pools: the order of destructors depends on which
/// was used first, and there is one keeper for each.
macro_rules! use_keepers {
    ($type:ty) => {{
        thread_local! {
            static BEFORE: RefCell<Keeper<$type>> = const { RefCell::new(Keeper(Vec::new())) };
            static AFTER: RefCell<Keeper<$type>> = const { RefCell::new(Keeper(Vec::new())) };
        }
        fn fill(keeper: &RefCell<Keeper<$type>>) {
            for _ in 0..3 {
                let mut object = <$type>::take();
                object.list.push(3);
                keeper.borrow_mut().0.push(object);
            }
        }
        BEFORE.with(|_| ());
        drop(<$type>::take());
        BEFORE.with(fill);
        AFTER.with(fill);
        <$type>::warm(1);
    }};
}

fn use_all_keepers() {
    use_keepers!(Plain);
    use_keepers!(Unshared);
    use_keepers!(Generic<u8>);
    use_keepers!(Local);
}

/// After threads have ended: nothing is left but what the depots hold, and that can be trimmed.
fn assert_all_gone() {
    pooled_types::trim();
    assert_nothing_left(&Plain::stats());
    assert_nothing_left(&Unshared::stats());
    assert_nothing_left(&Generic::<u8>::stats());
    assert_nothing_left(&Local::stats());
    assert_eq!(LIVE.load(Relaxed), 0);
}

fn on_threads() {
    for _ in 0..20 {
        thread::spawn(use_all_keepers).join().unwrap();
        assert_all_gone();
    }
    // Several at once.
    ARE_ALONE.store(false, Relaxed);
    let threads: Vec<_> = (0..4).map(|_| thread::spawn(use_all_keepers)).collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_all_gone();
}

/// The first thread-local of this thread, so that it is dropped first or last of all.
struct Farewell;

impl Drop for Farewell {
    fn drop(&mut self) {
        println!("the destructors of the main thread ran");
    }
}

fn on_the_main_thread() {
    thread_local!(static FAREWELL: Farewell = const { Farewell });
    FAREWELL.with(|_| ());
    use_all_keepers();
    println!("main is done");
}

fn on_a_main_thread_that_exits() {
    use_all_keepers();
    println!("main is done");
    std::process::exit(0);
}

/// A panic that ends the thread drops what it holds; its thread-locals are dropped after that.
fn on_threads_that_panic() {
    std::panic::set_hook(Box::new(|_| ()));
    for _ in 0..20 {
        let outcome = thread::spawn(|| {
            let _held = (Plain::take(), Generic::<u8>::take());
            use_all_keepers();
            panic!("on purpose");
        })
        .join();
        assert!(outcome.is_err());
        assert_all_gone();
    }
}

/// Handles that the ended thread gave away are returned elsewhere.
fn objects_outlive_their_thread() {
    for _ in 0..20 {
        let given = thread::spawn(|| {
            use_all_keepers();
            (Plain::take(), Generic::<u8>::take(), Unshared::take())
        })
        .join()
        .unwrap();
        thread::spawn(move || drop(given)).join().unwrap();
        assert_all_gone();
    }
}

const SHORT_THREADS: usize = 10_000;

fn short_threads() {
    let run = |threads: usize| {
        for n in 0..threads / 4 {
            let four: Vec<_> = (0..4)
                .map(|k| {
                    thread::spawn(move || {
                        Plain::warm(k);
                        let mut objects = (Plain::take(), Generic::<u8>::take(), Unshared::take(), Local::take());
                        objects.0.list.push(4);
                        // Not in the last rounds: keepers trim, and something is to be left.
                        if n % 16 == k + 8 {
                            use_all_keepers();
                        }
                    })
                })
                .collect();
            for thread in four {
                thread.join().unwrap();
            }
        }
    };
    ARE_ALONE.store(false, Relaxed);
    // The first ones make what is made once a process, and fill the depots.
    run(400);
    let most_idle = [Plain::stats().idle, Generic::<u8>::stats().idle, Unshared::stats().idle, Local::stats().idle];
    assert_eq!(most_idle[2..], [0, 0], "what has no depot leaves nothing");
    assert!(most_idle[0] > 0 && most_idle[1] > 0, "threads left objects for others: {most_idle:?}");
    pooled_types::trim();
    let bytes = live_bytes();
    run(SHORT_THREADS);
    // The depots hold 4 times the capacity at most.
    assert!(Plain::stats().idle <= 16 && Generic::<u8>::stats().idle <= 16, "the depots have a limit");
    assert!(LIVE.load(Relaxed) <= 32);
    pooled_types::trim();
    // Caches stay, as many as there were threads at once: four, with the four types, and a depot of its own for some.
    let most = 4 * 4 * (160 + 256);
    let left = live_bytes() - bytes;
    assert!(left <= most, "{left} bytes more are left");
    assert_all_gone();
    let stats = Plain::stats();
    assert!(stats.refills > 0 && stats.created() < stats.takes, "threads use what others left: {stats:?}");
}

fn says_main_is_done(printed: &Printed) {
    // It depends on the platform whether destructors of the main thread run after an exit.
    assert!(printed.stdout.starts_with("main is done"), "{printed:?}");
    assert_eq!(printed.stderr, "");
}

fn main() -> ExitCode {
    let scenario = |name, run, check| Scenario { name, settings: None, run, check };
    let tracked = |name, run| Scenario { name, settings: Some("track"), run, check: prints_nothing };
    let off = |name, run| Scenario { name, settings: Some("off"), run, check: prints_nothing };
    child::main(&[
        scenario("on_threads", on_threads, prints_nothing),
        scenario("on_the_main_thread", on_the_main_thread, says_main_is_done),
        scenario("on_a_main_thread_that_exits", on_a_main_thread_that_exits, says_main_is_done),
        scenario("on_threads_that_panic", on_threads_that_panic, prints_nothing),
        scenario("objects_outlive_their_thread", objects_outlive_their_thread, prints_nothing),
        scenario("short_threads", short_threads, prints_nothing),
        tracked("on_threads_tracked", on_threads),
        off("on_threads_off", on_threads),
    ])
}
