//! Settings of one pool, changed while its threads run.
//!
//! A program of its own, because it sets the interval, and because its tests change the settings of all pools.

mod support;

use std::panic::catch_unwind;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::mpsc;
use std::thread;

use pooled_types::{Mode, PoolBox, PoolSettings, PoolStats, Pooled, Settings, configure, leaks};
use support::counts::assert_identities;
use support::intervals::{INTERVAL, alone, end_interval, pass};

#[derive(Pooled, Default)]
struct Plain {
    list: Vec<u8>,
}

#[derive(Pooled, Default)]
struct Generic<T> {
    list: Vec<T>,
}

#[derive(Pooled, Default)]
#[pooled(local)]
struct Local {
    list: Vec<u8>,
}

#[track_caller]
fn stats<T: Pooled>() -> PoolStats {
    let stats = T::stats();
    assert_identities(&stats);
    stats
}

/// Takes `n` objects at once, and returns them.
fn cycle<T: Pooled>(n: usize) {
    drop((0..n).map(|_| T::take()).collect::<Vec<_>>());
}

/// Does some operations, so that this thread follows what it was told: a part of that with each.
fn follow<T: Pooled>() {
    for _ in 0..100 {
        drop(T::take());
    }
}

fn a_lowered_capacity_is_followed<T: Pooled>() {
    cycle::<T>(200);
    T::settings().capacity(3).unwrap().depot(0).ok();
    follow::<T>();
    assert!(stats::<T>().idle <= 3, "{:?}", stats::<T>());
    T::settings().capacity(50).unwrap().depot(1_000).ok();
    cycle::<T>(50);
    let before = stats::<T>();
    cycle::<T>(50);
    assert_eq!(stats::<T>().since(&before).misses, 0, "50 objects are kept again");
    T::settings().reset();
    cycle::<T>(200);
    let before = stats::<T>();
    cycle::<T>(200);
    assert_eq!(stats::<T>().since(&before).misses, 0, "as many as the type allows");
}

/// What a thread keeps beside its stack counts.
#[test]
fn the_depot_of_a_thread_is_within_its_capacity() {
    let _turn = alone(Settings::new());
    Local::settings().capacity(50).unwrap();
    cycle::<Local>(40);
    // The objects move to the depot of this thread.
    end_interval();
    follow::<Local>();
    let held: Vec<_> = (0..60).map(|_| PoolBox::new(Local::default())).collect();
    drop(held);
    assert_eq!(stats::<Local>().idle, 50);
    end_interval();
    follow::<Local>();
    Local::settings().capacity(3).unwrap();
    follow::<Local>();
    assert!(stats::<Local>().idle <= 3, "{:?}", stats::<Local>());
    Local::settings().reset();
    cycle::<Local>(40);
    end_interval();
    follow::<Local>();
    Local::trim();
    assert_eq!(stats::<Local>().idle, 0);
}

fn off_and_on<T: Pooled>() {
    cycle::<T>(20);
    T::settings().mode(Mode::Off).unwrap();
    assert_eq!(stats::<T>().idle, 0);
    let before = stats::<T>();
    for _ in 0..10 {
        drop(T::take());
    }
    let since = stats::<T>().since(&before);
    assert_eq!((since.takes, since.misses, since.discards.off), (10, 10, 10), "{since:?}");
    assert_eq!(T::warm(5), 0);
    T::settings().mode(Mode::Normal).unwrap();
    drop(T::take());
    let before = stats::<T>();
    for _ in 0..10 {
        drop(T::take());
    }
    assert_eq!(stats::<T>().since(&before).hits, 10);
    T::settings().reset();
}

fn all(test: fn(), generic: fn(), local: fn(), standard: fn()) {
    let _turn = alone(Settings::new());
    for test in [test, generic, local, standard] {
        test();
    }
}

#[test]
fn a_capacity_goes_down_and_up() {
    all(
        a_lowered_capacity_is_followed::<Plain>,
        a_lowered_capacity_is_followed::<Generic<u8>>,
        a_lowered_capacity_is_followed::<Local>,
        a_lowered_capacity_is_followed::<String>,
    );
}

#[test]
fn a_pool_goes_off_and_on() {
    all(off_and_on::<Plain>, off_and_on::<Generic<u8>>, off_and_on::<Local>, off_and_on::<String>);
}

/// Takes are recorded, and pools pool as before; also while other threads take and return.
fn tracked_and_not<T: Pooled + Send>()
where
    PoolBox<T>: Send,
{
    cycle::<T>(20);
    let held = T::take();
    T::settings().mode(Mode::Track).unwrap();
    let live = || leaks().iter().map(|leak| leak.count).sum::<u64>();
    let before = stats::<T>();
    let objects: Vec<_> = (0..10).map(|_| T::take()).collect();
    assert_eq!(live(), 10);
    thread::scope(|threads| {
        threads.spawn(|| drop(objects));
        follow::<T>();
    });
    assert_eq!(live(), 0, "{:?}", leaks());
    follow::<T>();
    assert!(stats::<T>().since(&before).hits >= 100);
    let kept = T::take();
    T::settings().mode(Mode::Normal).unwrap();
    assert_eq!(live(), 0);
    let before = stats::<T>();
    follow::<T>();
    assert_eq!(stats::<T>().since(&before).misses, 0);
    drop((held, kept));
    T::settings().reset();
}

#[test]
fn a_pool_is_tracked_and_not() {
    let _turn = alone(Settings::new());
    tracked_and_not::<Plain>();
    tracked_and_not::<Generic<u8>>();
    tracked_and_not::<String>();
}

/// Runs `change` while another thread has 100 idle objects on its stack, and gives the statistics of the
/// `operations` of that thread then.
fn beside_a_busy_thread<T: Pooled>(change: impl FnOnce(PoolSettings), operations: usize) -> PoolStats {
    let (to_thread, go) = mpsc::channel();
    let (ready, is_ready) = mpsc::channel();
    let busy = thread::spawn(move || {
        cycle::<T>(100);
        for _ in 0..1_000 {
            drop(T::take());
        }
        ready.send(()).unwrap();
        go.recv().unwrap();
        for _ in 0..operations {
            drop(T::take());
        }
        ready.send(()).unwrap();
        go.recv().unwrap();
    });
    is_ready.recv().unwrap();
    change(T::settings());
    let before = stats::<T>();
    to_thread.send(()).unwrap();
    is_ready.recv().unwrap();
    let stats = stats::<T>().since(&before);
    to_thread.send(()).unwrap();
    busy.join().unwrap();
    stats
}

#[test]
fn a_running_thread_follows_with_its_next_operation() {
    let _turn = alone(Settings::new());
    let stats = beside_a_busy_thread::<Plain>(|settings| _ = settings.mode(Mode::Off).unwrap(), 1);
    assert_eq!((stats.live, stats.discards.off), (0, 1), "{stats:?}");
    assert!(stats.idle < 100, "a part is dropped: {stats:?}");
    Plain::settings().reset();
    let stats = beside_a_busy_thread::<Generic<u8>>(|settings| _ = settings.mode(Mode::Off).unwrap(), 10);
    assert_eq!((stats.idle, stats.discards.off), (0, 10), "{stats:?}");
    Generic::<u8>::settings().reset();
    let lower = |settings: PoolSettings| _ = settings.depot(0).unwrap().capacity(2).unwrap();
    let stats = beside_a_busy_thread::<String>(lower, 10);
    assert_eq!(stats.idle, 2, "{stats:?}");
    PoolBox::<String>::settings().reset();
}

/// A thread that ends before it has followed leaves nothing.
#[test]
fn a_thread_that_ends_leaves_nothing_to_a_pool_that_is_off() {
    let _turn = alone(Settings::new());
    for objects in [3, 100] {
        let (to_thread, go) = mpsc::channel::<()>();
        let (ready, is_ready) = mpsc::channel();
        let thread = thread::spawn(move || {
            cycle::<Plain>(objects);
            ready.send(()).unwrap();
            _ = go.recv();
        });
        is_ready.recv().unwrap();
        Plain::settings().mode(Mode::Off).unwrap();
        drop(to_thread);
        thread.join().unwrap();
        assert_eq!(stats::<Plain>().idle, 0, "{objects}");
        Plain::settings().reset();
    }
}

#[test]
fn a_lower_depot_drops_what_is_too_much() {
    let _turn = alone(Settings::new());
    thread::spawn(|| cycle::<Plain>(600)).join().unwrap();
    assert!(stats::<Plain>().idle >= 500);
    Plain::settings().depot(7).unwrap();
    assert_eq!(stats::<Plain>().idle, 7);
    thread::spawn(|| cycle::<Plain>(600)).join().unwrap();
    assert_eq!(stats::<Plain>().idle, 7);
    Plain::settings().reset();
    thread::spawn(|| cycle::<Plain>(600)).join().unwrap();
    assert!(stats::<Plain>().idle >= 500);
}

#[test]
fn what_a_pool_cannot_have_is_said() {
    let says = |error: Result<PoolSettings, pooled_types::PoolSettingsError>, what: &str| {
        let error = error.unwrap_err();
        // The second is what `unwrap` prints.
        for text in [error.to_string(), format!("{error:?}")] {
            assert!(text.contains("`pool_settings::") && text.contains(what), "{text}");
        }
    };
    let shown = format!("{:?}", Local::settings().capacity(64).unwrap().fraction(0.5).unwrap());
    assert!(shown.contains("::Local\", is_off: false, capacity: 64, depot: None"), "{shown}");
    assert!(shown.contains("fraction: 0.5"), "{shown}");
    Local::settings().reset();
    says(Plain::settings().capacity(0), "`mode(Mode::Off)`");
    says(Plain::settings().capacity(usize::MAX), "above the limit of 268435456");
    says(Plain::settings().depot(usize::MAX), "above the limit of 268435456");
    says(Local::settings().depot(5), "`local`");
    for share in [-0.1, 1.1, f64::NAN] {
        says(Plain::settings().fraction(share), "is not from 0 to 1");
    }
    says(Local::settings().min_idle(5), "`local`");
}

#[test]
fn time_leaves_a_minimum_in_the_depot() {
    let _turn = alone(Settings::new());
    PoolBox::<String>::settings().min_idle(10).unwrap();
    thread::spawn(|| cycle::<String>(200)).join().unwrap();
    for _ in 0..8 {
        end_interval();
        // A thread that has no objects of its own.
        thread::spawn(|| (0..20).for_each(|_| drop(PoolBox::<String>::try_take()))).join().unwrap();
    }
    let idle = stats::<String>().idle;
    assert!((10..20).contains(&idle), "{:?}", stats::<String>());
    PoolBox::<String>::trim();
    assert_eq!(stats::<String>().idle, 0);
    PoolBox::<String>::settings().reset();
}

#[test]
fn a_trim_ignores_the_minimum_on_other_threads_too() {
    let _turn = alone(Settings::new());
    Plain::settings().min_idle(1_000).unwrap();
    let stats = beside_a_busy_thread::<Plain>(|_| Plain::trim(), 200);
    assert!(stats.idle <= 2, "{stats:?}");
    Plain::settings().reset();
}

#[test]
fn what_is_warmed_in_the_depot_serves_other_threads() {
    let _turn = alone(Settings::new());
    let before = stats::<Plain>();
    assert_eq!((Plain::warm_shared(100), Plain::warm_shared(50), Plain::warm_shared(120)), (100, 0, 20));
    thread::spawn(|| cycle::<Plain>(120)).join().unwrap();
    let since = stats::<Plain>().since(&before);
    assert_eq!((since.misses, since.warmed, since.idle), (0, 120, 120), "{since:?}");
    assert_eq!(Generic::<u8>::warm_shared(7), 7);
    assert_eq!(PoolBox::<String>::warm_shared(7), 7);
    assert_eq!(Local::warm_shared(7), 0);
    PoolBox::<String>::settings().depot(3).unwrap();
    PoolBox::<String>::trim();
    assert_eq!(PoolBox::<String>::warm_shared(7), 3);
    PoolBox::<String>::settings().mode(Mode::Off).unwrap();
    assert_eq!(PoolBox::<String>::warm_shared(7), 0);
    PoolBox::<String>::settings().reset();
}

/// A constructor that panics leaves what was made before in the depot.
#[test]
fn a_panic_while_the_depot_is_warmed() {
    static MADE: AtomicU32 = AtomicU32::new(0);

    #[derive(Pooled)]
    #[pooled(new = Self::make)]
    struct Fragile(u8);

    impl Fragile {
        fn make() -> Self {
            assert!(MADE.fetch_add(1, Relaxed) < 40, "no more");
            Self(0)
        }
    }

    let _turn = alone(Settings::new());
    assert!(catch_unwind(|| Fragile::warm_shared(50)).is_err());
    let stats = stats::<Fragile>();
    assert_eq!((stats.warmed, stats.idle), (40, 40), "{stats:?}");
}

/// A share of the takes and returns is pooled, as exactly as it can be.
fn by_share<T: Pooled>() {
    for (share, expected) in [(0.0, 0), (0.01, 10), (0.1, 100), (0.5, 500), (1.0, 1_000)] {
        T::clear();
        T::warm(8);
        T::settings().fraction(share).unwrap();
        let before = stats::<T>();
        for _ in 0..1_000 {
            drop(T::take());
        }
        let since = stats::<T>().since(&before);
        let (pooled, kept) = (since.hits + since.refills, since.returns);
        assert!(kept.abs_diff(expected) <= 10, "{share}: {since:?}");
        assert!(pooled.abs_diff(expected) <= 10, "{share}: {since:?}");
        assert_eq!(since.discards.fraction, 1_000 - kept, "{share}: {since:?}");
        assert_eq!((since.takes, since.discards.off), (1_000, 0));
    }
    T::settings().fraction(0.25).unwrap().reset();
    drop(T::take());
    let before = stats::<T>();
    cycle::<T>(1);
    assert_eq!(stats::<T>().since(&before).hits, 1);
}

#[test]
fn a_share_is_pooled() {
    all(by_share::<Plain>, by_share::<Generic<u8>>, by_share::<Local>, by_share::<String>);
}

/// What a pool keeps is forgotten by time, also if no take or return is pooled.
#[test]
fn idle_objects_go_whatever_the_share_is() {
    let _turn = alone(Settings::new());
    Plain::warm(5);
    Plain::settings().fraction(0.0).unwrap();
    for _ in 0..4 {
        end_interval();
        drop(Plain::take());
    }
    assert_eq!(stats::<Plain>().idle, 0);
    Plain::settings().reset();
}

#[test]
fn running_threads_follow_a_share() {
    let _turn = alone(Settings::new());
    let stats = beside_a_busy_thread::<Plain>(|settings| _ = settings.fraction(0.0).unwrap(), 1_000);
    assert_eq!(stats.discards.fraction, 1_000, "{stats:?}");
    Plain::settings().reset();
}

/// All settings of the process change, beside a thread that works.
#[test]
fn all_pools_go_off_and_on() {
    let _turn = alone(Settings::new());
    let normal = Settings::current();
    let off = normal.mode(Mode::Off);
    let stats = beside_a_busy_thread::<Plain>(|_| configure(off).unwrap(), 10);
    assert_eq!((stats.idle, stats.live), (0, 0), "{stats:?}");
    drop(Local::take());
    assert_eq!(Local::stats().idle, 0);
    Local::settings().mode(Mode::Normal).unwrap();
    drop(Local::take());
    assert_eq!(Local::stats().idle, 1, "a pool that has a switch of its own");
    configure(normal).unwrap();
    Local::settings().reset();
    drop(Plain::take());
    assert!(Plain::try_take().is_some());
}

#[test]
fn a_budget_goes_down_and_up() {
    const OBJECTS: usize = if cfg!(miri) { 50 } else { 1_000 };
    const ENOUGH: u64 = 3_000 * OBJECTS as u64;

    let _turn = alone(Settings::new());
    let normal = Settings::current();
    let fill = || {
        let mut objects: Vec<_> = (0..OBJECTS).map(|_| Plain::take()).collect();
        for object in &mut objects {
            object.list.reserve_exact(4_000);
        }
    };
    thread::spawn(fill).join().unwrap();
    assert!(stats::<Plain>().idle_bytes > ENOUGH);
    configure(normal.idle_bytes(100_000)).unwrap();
    assert_eq!(stats::<Plain>().idle_bytes, 0);
    thread::spawn(fill).join().unwrap();
    assert!(stats::<Plain>().idle_bytes <= 100_000 + 8 * 4_096, "{:?}", stats::<Plain>());
    configure(normal).unwrap();
    thread::spawn(fill).join().unwrap();
    assert!(stats::<Plain>().idle_bytes > ENOUGH);
}

/// A type that may keep half of the budget, because its drops run code of users.
#[derive(Pooled, Default)]
struct Loud {
    list: Vec<u8>,
}

impl Drop for Loud {
    fn drop(&mut self) {
        assert!(self.list.is_empty(), "what is idle is clean");
    }
}

/// The first 100 objects keep about 100,000 bytes, those with a drop of their own as many.
#[test]
fn only_a_budget_that_is_too_small_drops_what_is_idle() {
    let _turn = alone(Settings::new());
    let normal = Settings::current();
    let fill = || {
        let mut plain: Vec<_> = (0..100).map(|_| Plain::take()).collect();
        let mut loud: Vec<_> = (0..100).map(|_| Loud::take()).collect();
        for (plain, loud) in plain.iter_mut().zip(&mut loud) {
            plain.list.reserve_exact(1_000);
            loud.list.reserve_exact(1_000);
        }
    };
    let idle = || (stats::<Plain>().idle, stats::<Loud>().idle);
    for (budget, left) in [(1_000_000, (100, 100)), (250_000, (100, 100)), (180_000, (0, 0))] {
        thread::spawn(fill).join().unwrap();
        assert_eq!(idle(), (100, 100));
        configure(normal.idle_bytes(budget)).unwrap();
        assert_eq!(idle(), left, "{budget} bytes");
        configure(normal).unwrap();
        assert_eq!(idle(), left, "more is allowed again");
    }
    // Together they fit, but not into the half.
    thread::spawn(fill).join().unwrap();
    Plain::trim();
    configure(normal.idle_bytes(150_000)).unwrap();
    assert_eq!(stats::<Loud>().idle, 0);
    configure(normal).unwrap();
}

/// The interval that runs does not end as late as it was to end before.
#[test]
fn shorter_intervals_begin_at_once() {
    let _turn = alone(Settings::new());
    let normal = Settings::current();
    cycle::<Plain>(100);
    configure(normal.interval(INTERVAL / 1_000)).unwrap();
    for _ in 0..4 {
        pass(INTERVAL / 1_000);
        for _ in 0..1_000 {
            drop(Plain::take());
        }
    }
    configure(normal).unwrap();
    assert!(stats::<Plain>().idle <= 2, "{:?}", stats::<Plain>());
}
