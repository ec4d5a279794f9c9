//! What operations do beside their work, while one thread alone uses a pool: they notice the ends of intervals, follow
//! trims, and are not confused by user code that runs then.
//!
//! A program of its own, because it moves the clock of all pools. One test runs at a time.

#[macro_use]
mod placed;

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Barrier, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use pooled_runtime::__private::advance_clock;
use pooled_runtime::{PoolBox, Pooled, Reset};

/// Longer than an interval.
const LONG: Duration = Duration::from_secs(11);

/// Runs a test while no other runs, on a thread that has ended when the next one begins.
fn alone(test: fn()) {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    thread::spawn(test).join().expect("no assertion failed");
}

/// Implements the traits for a type; `$reset` is the rest of `impl Reset`.
macro_rules! item {
    ($name:ident { $($reset:tt)* }) => {
        impl Reset for $name {
            fn reset(&mut self) {}
            $($reset)*
        }
        placed!($name {});
    };
}

/// Takes so many objects, then returns them.
fn use_many<T: Pooled>(n: usize) {
    drop((0..n).map(|_| T::take()).collect::<Vec<PoolBox<T>>>());
}

#[test]
#[cfg_attr(miri, ignore = "needs many hits")]
fn a_thread_that_only_hits_notices_the_ends_of_intervals() {
    alone(|| {
        type Item = Vec<u8>;
        use_many::<Item>(100);
        for _ in 0..4 {
            advance_clock(LONG);
            for _ in 0..3_000 {
                drop(PoolBox::<Item>::take());
            }
        }
        let stats = PoolBox::<Item>::stats();
        assert!(stats.idle < 10, "{stats:?}");
    });
}

/// An object that was idle ended its loan before: it was returned.
#[test]
fn a_size_that_panics_is_no_end_of_a_handle() {
    alone(|| {
        #[derive(Default)]
        struct Item(#[allow(dead_code)] Vec<u8>);
        item! { Item { fn retained_bytes(&mut self) -> usize { panic!("size") } } }
        for _ in 0..3 {
            use_many::<Item>(4);
            advance_clock(LONG);
            for _ in 0..20 {
                drop(Item::take());
            }
        }
        let stats = Item::stats();
        let discards = &stats.discards;
        let handles = discards.full + discards.invalid + discards.panicked + discards.unwinding + discards.off;
        assert!(stats.discarded > 0, "{stats:?}");
        assert_eq!(stats.takes, stats.returns + handles + stats.live, "{stats:?}");
    });
}

/// The sizes are asked for when objects move to the depot, also at the end of the thread.
#[test]
fn a_size_that_returns_objects_is_no_endless_loop() {
    alone(|| {
        static MADE: AtomicUsize = AtomicUsize::new(0);
        struct Item(#[allow(dead_code)] Vec<u8>);
        impl Default for Item {
            fn default() -> Self {
                if MADE.fetch_add(1, Relaxed) > 10_000 {
                    eprintln!("it goes on and on");
                    std::process::abort();
                }
                Self(Vec::new())
            }
        }
        item! { Item { fn retained_bytes(&mut self) -> usize { drop(Item::take()); panic!("size") } } }
        let work = || {
            use_many::<Item>(20);
            advance_clock(LONG);
            use_many::<Item>(20);
        };
        work();
        thread::spawn(work).join().unwrap();
        let stats = Item::stats();
        assert_eq!(stats.created(), stats.live + stats.idle + stats.discarded);
    });
}

/// Counts how many objects are dropped.
#[derive(Default)]
struct Counted(#[allow(dead_code)] Vec<u8>);
static DROPPED: AtomicUsize = AtomicUsize::new(0);
impl Drop for Counted {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Relaxed);
    }
}
item! { Counted {} }

/// Asks for a trim of the others.
#[derive(Default)]
struct Asking(#[allow(dead_code)] u8);
impl Drop for Asking {
    fn drop(&mut self) {
        Counted::trim();
    }
}
item! { Asking {} }

#[test]
fn what_is_left_to_drop_is_dropped_by_the_next_operations() {
    const OBJECTS: usize = if cfg!(miri) { 50 } else { 1_000 };
    alone(|| {
        thread::spawn(|| use_many::<Counted>(OBJECTS)).join().unwrap();
        drop(Asking::take());
        Asking::trim();
        let (before, mut most) = (DROPPED.load(Relaxed), 0);
        for _ in 0..OBJECTS {
            let dropped = DROPPED.load(Relaxed);
            let object = Counted::take();
            most = most.max(DROPPED.load(Relaxed) - dropped);
            let dropped = DROPPED.load(Relaxed);
            drop(object);
            most = most.max(DROPPED.load(Relaxed) - dropped);
        }
        assert!(DROPPED.load(Relaxed) - before > OBJECTS * 9 / 10, "{:?}", Counted::stats());
        assert!(most <= 64, "{most} in one operation");
    });
}

/// Has a thread use pools by `before`, waits for a trim that another thread asks for, and goes on with `after`.
fn trimmed_between<T: Pooled, R: 'static>(before: fn() -> R, after: fn(R)) {
    let barrier = Barrier::new(2);
    thread::scope(|threads| {
        let other = threads.spawn(|| {
            let kept = before();
            barrier.wait();
            barrier.wait();
            after(kept);
        });
        barrier.wait();
        T::trim();
        barrier.wait();
        other.join().expect("no assertion failed");
    });
}

#[test]
fn a_return_follows_a_trim_though_the_statistics_were_read() {
    alone(|| {
        let before = || {
            use_many::<Counted>(4);
            Counted::take()
        };
        trimmed_between::<Counted, _>(before, |last| {
            assert_eq!(Counted::stats().idle, 3);
            drop(last);
            // At least one of the three is dropped, however slow the machine is.
            assert!(Counted::stats().idle < 4);
        });
    });
}

/// Also one of a generic type.
#[test]
fn a_take_of_another_type_follows_a_trim_if_drops_run_no_user_code() {
    type Quiet = Vec<u16>;
    type Other = std::collections::VecDeque<u8>;
    alone(|| {
        let before = || {
            use_many::<Quiet>(4);
            drop(PoolBox::<Other>::take());
        };
        trimmed_between::<Quiet, _>(before, |()| {
            drop(PoolBox::<Other>::take());
            assert!(PoolBox::<Quiet>::stats().idle < 4);
        });
    });
}
