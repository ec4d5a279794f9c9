//! The pool of a value.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Barrier, Mutex, mpsc};
use std::thread;

use pooled_types::{Mode, OwnedPoolGuard, Pool, PoolGuard};

use crate::support::amount::amount;
use crate::support::counts::assert_identities;
use crate::support::values::MANY;

/// Counts itself, so that each object is seen to be dropped once.
pub(crate) struct Counted {
    live: Arc<AtomicUsize>,
    value: u32,
}

impl Counted {
    pub(crate) fn new(live: &Arc<AtomicUsize>) -> Self {
        live.fetch_add(1, Relaxed);
        Self { live: Arc::clone(live), value: 0 }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.live.fetch_sub(1, Relaxed);
    }
}

/// A pool of counted objects, and their count.
fn counted() -> (Pool<Counted>, Arc<AtomicUsize>) {
    let live = Arc::new(AtomicUsize::new(0));
    let made = Arc::clone(&live);
    (Pool::new(move || Counted::new(&made)), live)
}

/// Runs `work`, which may panic.
fn panicking(work: impl FnOnce()) -> thread::Result<()> {
    catch_unwind(AssertUnwindSafe(work))
}

#[test]
fn pools_of_one_type_have_objects_of_their_own() {
    let pools: Vec<_> = (0..8).map(|n| Pool::new(move || vec![n; 3])).collect();
    for _ in 0..3 {
        for (n, pool) in pools.iter().enumerate() {
            assert_eq!(*pool.take(), [n; 3]);
        }
    }
    for pool in &pools {
        assert_eq!((pool.stats().misses, pool.stats().hits), (1, 2));
    }
    let mut ids: Vec<_> = pools.iter().map(|pool| pool.stats().id).collect();
    ids.dedup();
    assert_eq!(ids.len(), 8);
}

#[test]
fn a_static_pool_is_made_at_its_first_use() {
    static POOL: Pool<String> = Pool::from_fn(String::new);
    thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| POOL.take().push('x'));
        }
    });
    assert_eq!(POOL.stats().takes, 4);
    let guard: PoolGuard<'static, String> = POOL.take();
    thread::spawn(move || drop(guard)).join().unwrap();
}

#[test]
fn a_reset_runs_when_an_object_comes_back() {
    let resets = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&resets);
    let pool = Pool::builder(|| vec![1, 2])
        .reset(move |list: &mut Vec<i32>| {
            counted.fetch_add(1, Relaxed);
            list.clear();
        })
        .build();
    let fresh = pool.take();
    assert_eq!((fresh.len(), resets.load(Relaxed)), (2, 0), "a fresh object is as it was made");
    drop(fresh);
    assert_eq!((pool.take().len(), resets.load(Relaxed)), (0, 1));
}

#[test]
fn a_panic_in_the_constructor_leaves_the_pool_usable() {
    let calls = AtomicUsize::new(0);
    let pool = Pool::new(move || {
        assert!(calls.fetch_add(1, Relaxed) > 0, "not yet");
        7
    });
    let panic = panicking(|| drop(pool.take()));
    assert!(panic.is_err());
    assert_eq!(*pool.take(), 7);
    assert_identities(&pool.stats());
}

#[test]
fn an_object_whose_reset_or_validation_panics_is_dropped() {
    let live = Arc::new(AtomicUsize::new(0));
    let made = Arc::clone(&live);
    let pool = Pool::builder(move || Counted::new(&made))
        .reset(|object| assert_ne!(object.value, 1, "reset"))
        .validate(|object| {
            assert_ne!(object.value, 2, "validate");
            object.value != 3
        })
        .build();
    for (value, panics) in [(1, true), (2, true), (3, false)] {
        let ended = panicking(|| pool.take().value = value);
        assert_eq!(ended.is_err(), panics);
        assert_eq!(live.load(Relaxed), 0);
    }
    let stats = pool.stats();
    assert_eq!((stats.discards.panicked, stats.discards.invalid), (2, 1));
    assert_identities(&stats);
}

#[test]
fn while_unwinding_only_an_object_with_a_reset_is_used_again() {
    let kept = Pool::builder(|| 0).reset(|n| *n = 0).build();
    let dropped = Pool::new(|| 0);
    let ended = panicking(|| {
        let (mut one, mut two) = (kept.take(), dropped.take());
        (*one, *two) = (1, 1);
        panic!("on purpose");
    });
    assert!(ended.is_err());
    assert_eq!((kept.stats().idle, *kept.take()), (1, 0));
    assert_eq!((dropped.stats().idle, dropped.stats().discards.unwinding), (0, 1));
}

#[test]
fn objects_go_with_their_pool_from_all_threads() {
    let (pool, live) = counted();
    let pool = Arc::new(pool);
    let (here, there) = (Arc::new(Barrier::new(5)), Arc::new(Barrier::new(5)));
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let (pool, here, there) = (Arc::clone(&pool), Arc::clone(&here), Arc::clone(&there));
            thread::spawn(move || {
                drop([pool.take(), pool.take(), pool.take()]);
                drop(pool);
                here.wait();
                there.wait(); // the pool is dropped while this thread has objects of it
                thread::spawn(|| ()).join().unwrap();
            })
        })
        .collect();
    here.wait();
    assert!(live.load(Relaxed) >= 4);
    drop(pool);
    assert_eq!(live.load(Relaxed), 0);
    there.wait();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(live.load(Relaxed), 0);
}

#[test]
fn what_an_ended_thread_leaves_is_used_by_others() {
    // Under Miri, which is slow, the interval of the pools would end meanwhile.
    for held in if cfg!(miri) { [1, 3, 20] } else { [3, 100, 1000] } {
        let (pool, live) = counted();
        thread::scope(|threads| {
            threads.spawn(|| drop((0..held).map(|_| pool.take()).collect::<Vec<_>>())).join().unwrap();
        });
        assert_eq!(pool.stats().idle, held);
        let all: Vec<_> = (0..held).map(|_| pool.take()).collect();
        assert_eq!(pool.stats().misses, held, "{:?}", pool.stats());
        drop(all);
        assert_identities(&pool.stats());
        drop(pool);
        assert_eq!(live.load(Relaxed), 0);
    }
}

#[test]
fn a_thread_that_ends_hands_no_more_over_than_the_depot_takes() {
    let live = Arc::new(AtomicUsize::new(0));
    let made = Arc::clone(&live);
    let pool = Pool::builder(move || Counted::new(&made)).depot(2).build();
    thread::scope(|threads| {
        threads.spawn(|| drop((0..20).map(|_| pool.take()).collect::<Vec<_>>())).join().unwrap();
    });
    let stats = pool.stats();
    assert_eq!((stats.idle, live.load(Relaxed)), (2, 2));
    assert_identities(&stats);
}

/// Such a thread keeps what its stack has no room for in a depot of its own.
#[test]
fn a_thread_that_ends_leaves_nothing_to_a_pool_without_a_depot() {
    const OBJECTS: usize = if cfg!(miri) { 600 } else { 3_000 };
    let live = Arc::new(AtomicUsize::new(0));
    let made = Arc::clone(&live);
    let pool = Pool::builder(move || Counted::new(&made)).depot(0).build();
    let objects: Vec<_> = (0..OBJECTS).map(|_| pool.take()).collect();
    thread::scope(|threads| threads.spawn(|| drop(objects)).join().unwrap());
    let stats = pool.stats();
    assert_eq!((stats.idle, live.load(Relaxed)), (0, 0), "{stats:?}");
    assert_identities(&stats);
}

#[test]
fn a_handle_may_be_dropped_after_its_thread() {
    let pool = Pool::new(|| 1);
    thread::scope(|threads| {
        let guard = threads.spawn(|| pool.take()).join().unwrap();
        assert_eq!(*guard, 1);
    });
    assert_eq!(pool.stats().returns, 1);
}

#[test]
fn the_last_owning_handle_drops_the_pool() {
    let (pool, live) = counted();
    let pool = Arc::new(pool);
    let (one, two) = (Pool::take_owned(&pool), Pool::take_owned(&pool));
    drop(pool);
    drop(one);
    assert_eq!(live.load(Relaxed), 2);
    thread::spawn(move || drop(two)).join().unwrap();
    assert_eq!(live.load(Relaxed), 0);
}

#[test]
fn a_pool_may_be_dropped_in_a_panic_and_at_the_end_of_a_thread() {
    thread_local! {
        static LATE: RefCell<Option<Pool<Counted>>> = const { RefCell::new(None) };
    }
    let (pool, live) = counted();
    let ended = panicking(move || {
        let pool = pool;
        drop([pool.take(), pool.take()]);
        panic!("on purpose");
    });
    assert!(ended.is_err());
    assert_eq!(live.load(Relaxed), 0);

    let (pool, live) = counted();
    thread::spawn(move || {
        LATE.set(None); // its destructor runs late, or early
        drop(pool.take());
        LATE.set(Some(pool));
    })
    .join()
    .unwrap();
    assert_eq!(live.load(Relaxed), 0);
}

/// The caches of a thread go to the next ones when it ends. A destructor that runs later must not use them.
#[test]
fn past_the_end_of_a_thread_no_cache_of_it_serves() {
    static POOL: Pool<Vec<u8>> = Pool::from_fn(Vec::new);
    static HITS: AtomicU64 = AtomicU64::new(u64::MAX);

    struct Late;

    impl Drop for Late {
        fn drop(&mut self) {
            let before = POOL.stats();
            let taken = (POOL.take(), POOL.take());
            HITS.store(POOL.stats().hits - before.hits, Relaxed);
            drop(taken);
        }
    }

    thread_local! {
        static LATE: Late = const { Late };
    }

    thread::spawn(|| {
        LATE.with(|_| ()); // used first, so its destructor runs last
        drop((POOL.take(), POOL.take()));
    })
    .join()
    .unwrap();
    assert_eq!(HITS.load(Relaxed), 0);
    assert_identities(&POOL.stats());
}

#[test]
fn warm_makes_what_is_missing_and_try_take_makes_nothing() {
    let pool = Pool::new(Vec::<u8>::new);
    assert!(pool.try_take().is_none());
    assert_eq!((pool.warm(3), pool.warm(3)), (3, 0));
    let taken = (pool.try_take(), pool.try_take());
    assert!(taken.0.is_some() && taken.1.is_some());
    assert_eq!((pool.stats().hits, pool.stats().misses, pool.stats().warmed), (2, 0, 3));
}

#[test]
fn what_is_shown_of_a_pool() {
    let pool = Pool::builder(|| 0_u8).name("numbers").build();
    let (_taken, idle) = (pool.take(), [pool.take(), pool.take()]);
    drop(idle);
    let shown = format!("{pool:?}");
    assert!(shown.contains("numbers") && shown.contains("live: 1") && shown.contains("idle: 2"), "{shown}");
    assert!(format!("{:?}", pool.drain()).contains("remaining: 2"));
    let shown = format!("{:?}", Pool::builder(|| 0_u8).capacity(7).reset(|_| ()));
    assert!(
        shown.contains("has_reset: true") && shown.contains("has_validate: false") && shown.contains('7'),
        "{shown}"
    );
}

#[test]
fn a_drain_knows_what_is_left_and_drops_it() {
    let (pool, live) = counted();
    drop((0..5).map(|_| pool.take()).collect::<Vec<_>>());
    let mut drain = pool.drain();
    assert_eq!(drain.size_hint(), (5, Some(5)));
    drop((drain.next(), drain.next_back()));
    assert_eq!((drain.len(), live.load(Relaxed)), (3, 3));
    drop(drain);
    let stats = pool.stats();
    assert_eq!((live.load(Relaxed), stats.detached, stats.discards.cleared), (0, 2, 3));
    assert_identities(&stats);
}

#[test]
fn an_object_may_own_a_pool() {
    let live = Arc::new(AtomicUsize::new(0));
    let made = Arc::clone(&live);
    let outer = Pool::new(move || {
        let made = Arc::clone(&made);
        Pool::new(move || Counted::new(&made))
    });
    drop(outer.take().take());
    assert_eq!(live.load(Relaxed), 1);
    outer.trim();
    assert_eq!((live.load(Relaxed), outer.stats().idle), (0, 0));
}

#[test]
fn places_are_used_again_and_numbers_are_not() {
    let (tx, rx) = mpsc::channel::<Arc<Pool<u64>>>();
    // A thread that keeps its table while pools come and go.
    let user = thread::spawn(move || {
        let mut ids = Vec::new();
        for pool in rx {
            assert_eq!(*pool.take(), pool.stats().id, "an object of another pool");
            ids.push(pool.stats().id);
        }
        ids
    });
    for _ in 0..if cfg!(miri) { 20 } else { 2_000 } {
        let id = Arc::new(AtomicU64::new(0));
        let number = Arc::clone(&id);
        let pool = Arc::new(Pool::new(move || number.load(Relaxed)));
        id.store(pool.stats().id, Relaxed);
        drop((pool.take(), pool.take()));
        tx.send(pool).unwrap();
    }
    drop(tx);
    let mut ids = user.join().unwrap();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn any_number_of_pools_is_used_in_turn() {
    const ROUNDS: u64 = 3;
    let pools: Vec<_> = (0..MANY).map(|number| Pool::new(move || number)).collect();
    for round in 1..=ROUNDS {
        let objects: Vec<_> = pools.iter().map(Pool::take).collect();
        for (pool, object) in pools.iter().zip(&objects) {
            assert!(std::ptr::eq(PoolGuard::pool(object), pool));
        }
        assert!((0..MANY).eq(objects.iter().map(|object| **object)), "an object of another pool");
        drop(objects);
        for stats in pools.iter().map(Pool::stats) {
            assert_eq!((stats.misses, stats.hits, stats.returns), (1, round - 1, round));
        }
    }
}

#[test]
fn a_value_that_is_not_send_has_a_pool_on_its_thread() {
    let count = Rc::new(Cell::new(0));
    thread_local! {
        static COUNT: RefCell<Option<Rc<Cell<u32>>>> = const { RefCell::new(None) };
    }
    COUNT.set(Some(Rc::clone(&count)));
    struct Local(Rc<Cell<u32>>);
    impl Drop for Local {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }
    let pool = Pool::new(|| Local(COUNT.with_borrow(|count| Rc::clone(count.as_ref().unwrap()))));
    drop([pool.take(), pool.take()]);
    assert_eq!(pool.stats().idle, 2);
    thread::spawn(pooled_types::trim).join().unwrap(); // it asks; it drops nothing of another thread
    assert_eq!(count.get(), 0);
    drop(pool);
    assert_eq!(count.get(), 2);
}

#[test]
fn zero_sized_and_aligned_values() {
    const OBJECTS: u64 = if cfg!(miri) { 10 } else { 100 };
    #[repr(align(256))]
    struct Wide(u8);

    let (nothing, wide) = (Pool::new(|| ()), Pool::new(|| Wide(1)));
    let many: Vec<_> = (0..OBJECTS).map(|_| (nothing.take(), wide.take())).collect();
    for (_, wide) in &many {
        assert!(std::ptr::from_ref(&**wide).addr().is_multiple_of(256));
        assert_eq!(wide.0, 1);
    }
    drop(many);
    assert_eq!((nothing.stats().idle, wide.stats().idle), (OBJECTS, OBJECTS));
}

#[test]
fn ways_out_of_a_guard() {
    let pool = Arc::new(Pool::new(|| 5));
    assert_eq!(PoolGuard::detach(pool.take()), 5);
    assert_eq!(OwnedPoolGuard::detach(Pool::take_owned(&pool)), 5);
    let raw = PoolGuard::into_raw(pool.take());
    assert_eq!(pool.stats().live, 1);
    // SAFETY: it comes from a guard of this pool, and is used once.
    let owned = unsafe { OwnedPoolGuard::from_raw(Arc::clone(&pool), raw) };
    assert!(Arc::ptr_eq(OwnedPoolGuard::pool(&owned), &pool));
    let raw = OwnedPoolGuard::into_raw(owned);
    // SAFETY: as above.
    drop(unsafe { PoolGuard::from_raw(&pool, raw) });
    let stats = pool.stats();
    assert_eq!((stats.detached, stats.live, stats.idle), (2, 0, 1));
    assert_identities(&stats);
    drop(pool.adopt(9));
    assert_eq!(pool.drain().collect::<Vec<_>>(), [9, 5]);
    assert_identities(&pool.stats());
}

#[test]
fn settings_hold_for_one_pool() {
    let (one, two) = (Pool::new(|| 0), Pool::new(|| 0));
    one.settings().mode(Mode::Off).unwrap();
    for pool in [&one, &two] {
        drop([pool.take(), pool.take()]);
    }
    assert_eq!((one.stats().idle, two.stats().idle), (0, 2));
    assert_eq!(one.stats().discards.off, 2);
    one.settings().mode(Mode::Normal).unwrap().capacity(1).unwrap().depot(0).unwrap();
    drop([one.take(), one.take()]);
    assert_eq!(one.stats().idle, 1);
}

/// Threads that use their fast paths follow with their next take or return, whatever they have on their stacks.
#[test]
fn a_mode_reaches_all_threads_at_once() {
    let pool = &Pool::builder(|| 0).reset(|n| *n = 0).build();
    let plain = &Pool::new(|| 0);
    let (pools, turns, mut seen) = ([pool, plain], &Barrier::new(2), Vec::new());
    thread::scope(|threads| {
        threads.spawn(|| {
            for _ in 0..20 {
                drop([pool.take(), pool.take()]);
                drop([plain.take(), plain.take()]);
            }
            for _ in 0..3 {
                turns.wait();
                turns.wait();
                drop((pool.take(), plain.take()));
                turns.wait();
            }
        });
        for mode in [Mode::Off, Mode::Normal, Mode::Off] {
            turns.wait();
            for pool in pools {
                pool.settings().mode(mode).unwrap();
            }
            let before = pools.map(Pool::stats);
            turns.wait();
            turns.wait();
            seen.push((mode, before, pools.map(Pool::stats)));
        }
    });
    // Not above, where a panic would let the other thread wait for ever.
    for (mode, before, after) in seen {
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(after.discards.off - before.discards.off, u64::from(mode == Mode::Off), "{after:?}");
            assert_identities(after);
        }
    }
}

#[test]
fn a_share_holds_on_all_threads() {
    const TAKES: u64 = 100;
    let pool = &Pool::new(|| 0);
    let turns = &Barrier::new(2);
    thread::scope(|threads| {
        threads.spawn(|| {
            (0..TAKES).for_each(|_| drop(pool.take()));
            turns.wait();
            turns.wait();
            (0..TAKES).for_each(|_| drop(pool.take()));
        });
        turns.wait();
        pool.settings().fraction(0.0).unwrap();
        turns.wait();
    });
    let stats = pool.stats();
    assert_eq!((stats.misses, stats.discards.fraction), (1 + TAKES, TAKES), "{stats:?}");
    pool.settings().fraction(1.0).unwrap();
    drop([pool.take(), pool.take()]);
    assert_eq!((pool.stats().discards.fraction, pool.stats().live), (TAKES, 0));
}

#[test]
fn all_statistics_have_the_pools_that_live() {
    let pool = Pool::builder(|| 0_i8).name("listed once").build();
    drop(pool.take());
    let listed = || pooled_types::stats().iter().filter(|pool| pool.name == "listed once").count();
    assert_eq!(listed(), 1);
    drop(pool);
    assert_eq!(listed(), 0);
}

#[test]
fn measured_bytes_count() {
    let pool = Pool::builder(|| vec![0_u8; 10_000]).retained_bytes(Vec::capacity).build();
    thread::scope(|threads| {
        threads.spawn(|| drop((0..100).map(|_| pool.take()).collect::<Vec<_>>())).join().unwrap();
    });
    assert!(pool.stats().idle_bytes >= 500_000, "{:?}", pool.stats());
}

#[test]
fn a_pool_is_moved_while_objects_are_idle() {
    let pool = Pool::builder(|| vec![0_u8; 100]).retained_bytes(Vec::capacity).build();
    drop((0..40).map(|_| pool.take()).collect::<Vec<_>>());
    let boxed = Box::new(pool);
    drop((0..80).map(|_| boxed.take()).collect::<Vec<_>>());
    assert_eq!(boxed.stats().misses, 80);
    let moved = *boxed;
    assert_eq!(moved.drain().count(), 80);
}

#[test]
fn many_pools_on_many_threads_dropped_in_any_order() {
    const THREADS: usize = if cfg!(miri) { 2 } else { 8 };
    let pools = amount(10_000, 6);
    let live = Arc::new(AtomicUsize::new(0));
    let shelf: Vec<Mutex<Option<Arc<Pool<Counted>>>>> = (0..pools).map(|_| Mutex::new(None)).collect();
    thread::scope(|threads| {
        for seed in 1..=THREADS {
            let (shelf, live) = (&shelf, &live);
            threads.spawn(move || {
                let mut random = seed as u64 * 7919;
                for round in 0..pools * 4 {
                    random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    let place = &shelf[usize::try_from(random >> 33).unwrap() % pools];
                    match (random >> 20) % 8 {
                        0 => {
                            let made = Arc::clone(live);
                            let new = Arc::new(Pool::new(move || Counted::new(&made)));
                            let old = place.lock().unwrap().replace(new);
                            drop(old);
                        }
                        1 => drop(place.lock().unwrap().take()),
                        2 => {
                            let pool = place.lock().unwrap().clone();
                            let ended = panicking(|| {
                                let _guard = pool.as_ref().map(|pool| pool.take());
                                // Without the message that `panic!` would print.
                                resume_unwind(Box::new(()));
                            });
                            assert!(ended.is_err());
                        }
                        _ => {
                            let pool = place.lock().unwrap().clone();
                            if let Some(pool) = pool {
                                drop((Pool::take_owned(&pool), pool.take()));
                            }
                        }
                    }
                    if round % 64 == 0 {
                        // Threads end all the time.
                        let pool = place.lock().unwrap().clone();
                        thread::spawn(move || pool.map(|pool| drop([pool.take(), pool.take()]))).join().unwrap();
                    }
                }
            });
        }
    });
    drop(shelf);
    assert_eq!(live.load(Relaxed), 0);
}
