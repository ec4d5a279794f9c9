//! Code of users that comes back to pools of values, from each place where such a pool calls it: constructors, resets,
//! validations, measurements, drops, and destructors of thread-locals.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Barrier};
use std::thread;

use pooled_types::{Mode, OwnedPoolGuard, Pool, PoolBuilder, PoolDrain, PoolGuard, PoolSettings};

use crate::support::amount::amount;
use crate::support::counts::{assert_identities, assert_nothing_left};
use crate::support::values::MANY;
use crate::value_pool::Counted;

thread_local! {
    /// How deep the hooks of this thread are nested.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    /// How many hooks this thread has run.
    static HOOKS: Cell<usize> = const { Cell::new(0) };
}

static LIVE: AtomicI64 = AtomicI64::new(0);
static BUSY: Pool<Busy> = Pool::from_fn(Busy::new);

/// Its drop uses pools.
struct Busy(Vec<u8>);

impl Busy {
    fn new() -> Self {
        let busy = Self(vec![0; 9]).counted();
        come_back(1);
        busy
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Relaxed);
        come_back(2);
    }
}

/// Uses pools in one of many ways, another one each time, unless it is nested too deep. May panic.
fn come_back(seed: usize) {
    struct Out;
    impl Drop for Out {
        fn drop(&mut self) {
            DEPTH.set(DEPTH.get() - 1);
        }
    }
    // A thread past its end has them no more on some targets.
    let turn = HOOKS.replace(HOOKS.get() + 1) + seed;
    if DEPTH.get() == 3 {
        return;
    }
    DEPTH.set(DEPTH.get() + 1);
    let _out = Out;
    match turn % 13 {
        0 => drop([BUSY.try_take(), BUSY.try_take()]),
        1 => drop(BUSY.take()),
        2 => drop(BUSY.drain().next_back()),
        3 => BUSY.trim(),
        4 => pooled_types::trim_thread(),
        5 => drop(BUSY.warm(3)),
        6 => drop(Pool::new(Busy::new).take()),
        7 => {
            let hooked = Arc::new(hooked().build());
            let (one, two) = (Pool::take_owned(&hooked), Pool::take_owned(&hooked));
            drop((hooked, one));
            drop(two); // with the pool
        }
        8 => drop(PoolGuard::detach(BUSY.take())),
        9 => drop(pooled_types::stats()),
        10 => drop(BUSY.adopt(Busy(Vec::new()).counted())),
        11 if !thread::panicking() => resume_unwind(Box::new(())),
        _ => {}
    }
}

impl Busy {
    fn counted(self) -> Self {
        LIVE.fetch_add(1, Relaxed);
        self
    }
}

/// A pool all of whose functions come back.
fn hooked() -> PoolBuilder<Busy> {
    Pool::builder(Busy::new)
        .reset(|busy| {
            come_back(3);
            busy.0.clear();
        })
        .validate(|_| {
            come_back(4);
            !HOOKS.get().is_multiple_of(7)
        })
        .retained_bytes(|busy| {
            come_back(5);
            busy.0.capacity()
        })
}

/// Runs `work`, which may panic.
fn attempt(work: impl FnOnce()) {
    let _ = catch_unwind(AssertUnwindSafe(work));
}

fn use_pool(pool: &Pool<Busy>) {
    for round in 0..amount(60, 3) {
        attempt(|| {
            let mut guards = Vec::new();
            for _ in 0..round % 12 {
                attempt(|| guards.push(pool.take()));
            }
            while let Some(guard) = guards.pop() {
                attempt(|| drop(guard));
            }
        });
        match round % 9 {
            0 => attempt(|| pool.trim()),
            1 => attempt(|| drop(pool.drain())),
            2 => attempt(|| _ = pool.warm(5)),
            3 => attempt(|| {
                // Returned while the thread unwinds.
                let _guards = (pool.take(), pool.take());
                resume_unwind(Box::new(()));
            }),
            4 => attempt(|| _ = pool.settings().mode(Mode::Off)),
            5 => attempt(|| _ = pool.settings().mode(Mode::Normal)),
            _ => {}
        }
    }
}

/// Every object is dropped once, and the statistics add up, whatever the hooks do, on threads that end meanwhile.
#[test]
fn hooks_that_use_pools_and_panic() {
    let pools = [hooked().build(), hooked().depot(0).build(), hooked().capacity(2).depot(3).build()];
    thread::scope(|threads| {
        let all: Vec<_> = (0..3)
            .map(|first| {
                let pools = &pools;
                threads.spawn(move || {
                    HOOKS.set(first);
                    (0..3).for_each(|pool| use_pool(&pools[(first + pool) % 3]));
                })
            })
            .collect();
        for thread in all {
            thread.join().unwrap();
        }
    });
    for pool in &pools {
        pool.settings().reset();
        let stats = pool.stats();
        assert_identities(&stats);
        assert_eq!(stats.live, 0, "{stats:?}");
    }
    // On another thread, whose hooks may leave objects in the caches that it takes with it.
    thread::spawn(move || drop(pools)).join().unwrap();
    while BUSY.stats().idle > 0 {
        attempt(|| BUSY.trim());
    }
    assert_nothing_left(&BUSY.stats());
    assert_eq!(LIVE.load(Relaxed), 0);
}

/// Destructors of thread-locals run after the caches of the thread were closed, or before.
#[test]
fn guards_and_pools_in_thread_locals() {
    type Kept = (Arc<Pool<Counted>>, Vec<OwnedPoolGuard<Counted>>);

    struct Keeper(Option<Kept>);
    impl Drop for Keeper {
        fn drop(&mut self) {
            let Some((pool, guards)) = self.0.take() else { return };
            drop((pool.take(), guards, pool.take()));
            assert_identities(&pool.stats());
            drop(pool.drain());
            pool.warm(2);
            pool.trim();
            let new = Pool::new(|| 1);
            drop((new.take(), pool.take()));
        }
    }

    thread_local! {
        static EARLY: RefCell<Keeper> = const { RefCell::new(Keeper(None)) };
        static LATE: RefCell<Keeper> = const { RefCell::new(Keeper(None)) };
    }

    for limits in [None, Some((2, 0)), Some((3, 2))] {
        let live = Arc::new(AtomicUsize::new(0));
        let made = Arc::clone(&live);
        let builder = Pool::builder(move || Counted::new(&made));
        let builder = match limits {
            Some((capacity, depot)) => builder.capacity(capacity).depot(depot),
            None => builder,
        };
        let pool = Arc::new(builder.build());
        let shared = Arc::clone(&pool);
        let ends = thread::spawn(move || {
            // Registered first: on this system the last one to run.
            LATE.with_borrow_mut(|_| ());
            let take = |n: usize| (0..n).map(|_| Pool::take_owned(&shared)).collect::<Vec<_>>();
            drop(take(6));
            EARLY.with_borrow_mut(|keeper| keeper.0 = Some((Arc::clone(&shared), take(5))));
            LATE.with_borrow_mut(|keeper| keeper.0 = Some((Arc::clone(&shared), take(5))));
        });
        ends.join().unwrap();
        let stats = pool.stats();
        assert_identities(&stats);
        assert_eq!((stats.live, stats.idle), (0, live.load(Relaxed) as u64), "{stats:?}");
        drop(pool);
        assert_eq!(live.load(Relaxed), 0);
    }
}

/// Each pool is idle in the one before. The drop of the first needs no more stack for that.
#[test]
fn a_chain_of_pools_is_dropped() {
    const LINKS: usize = if cfg!(miri) { 50 } else { 5_000 };
    struct Link(#[expect(dead_code, reason = "it is dropped")] Option<Pool<Link>>, Rc<Cell<usize>>);
    impl Drop for Link {
        fn drop(&mut self) {
            self.1.set(self.1.get() + 1);
        }
    }

    let dropped = Rc::new(Cell::new(0));
    let mut chain = None;
    for _ in 0..LINKS {
        let pool = Pool::from_fn(|| unreachable!("they are adopted"));
        drop(pool.adopt(Link(chain.take(), Rc::clone(&dropped))));
        chain = Some(pool);
    }
    drop(chain);
    assert_eq!(dropped.get(), LINKS);
}

/// What a guard had that was given up is nobody's.
#[test]
#[cfg_attr(miri, ignore = "it leaks, on purpose")]
fn an_object_given_up_outlives_its_pool() {
    let count = Arc::new(());
    let pool = Pool::new({
        let count = Arc::clone(&count);
        move || Arc::clone(&count)
    });
    let raw = PoolGuard::into_raw(pool.take());
    std::mem::forget(pool.take());
    drop(pool.take());
    assert_eq!(pool.stats().live, 2);
    drop(pool);
    assert_eq!(Arc::strong_count(&count), 3);
    // SAFETY: nobody else has it, and it is never freed.
    assert!(Arc::ptr_eq(unsafe { raw.as_ref() }, &count));
}

/// A pool loses its place near the fast path to others while its mode changes.
#[test]
fn modes_change_while_more_pools_than_the_fast_path_finds_are_used() {
    const TURNS: usize = if cfg!(miri) { 6 } else { 60 };
    let pools: Vec<_> = (0..MANY).map(|n| Pool::new(move || n)).collect();
    let (pools, start) = (&pools, &Barrier::new(3));
    thread::scope(|threads| {
        for _ in 0..2 {
            threads.spawn(move || {
                start.wait();
                for turn in 0..TURNS {
                    let objects: Vec<_> = pools.iter().map(Pool::take).collect();
                    assert!(objects.iter().map(|object| **object).eq(0..MANY), "an object of another pool");
                    if turn % 2 == 0 {
                        for pool in pools {
                            drop((pool.take(), pool.take()));
                        }
                    }
                }
            });
        }
        start.wait();
        for turn in 0..TURNS {
            let modes = [Mode::Track, Mode::Off, Mode::Normal];
            for (n, pool) in pools.iter().enumerate().step_by(3) {
                let settings = pool.settings().mode(modes[(n + turn) % 3]).unwrap();
                settings.fraction(if turn % 4 == 0 { 0.5 } else { 1.0 }).unwrap();
            }
            thread::yield_now();
        }
    });
    for pool in pools {
        pool.settings().reset();
        let stats = pool.stats();
        assert_identities(&stats);
        assert_eq!(stats.live, 0, "{stats:?}");
    }
}

#[test]
fn wide_and_empty_values_in_all_modes() {
    #[repr(align(4096))]
    struct Page(u8);
    #[repr(align(4096))]
    struct Nothing;

    for mode in [Mode::Normal, Mode::Track, Mode::Off] {
        let (pages, nothing) = (Pool::new(|| Page(7)), Pool::new(|| Nothing));
        pages.settings().mode(mode).unwrap();
        nothing.settings().mode(mode).unwrap();
        let all: Vec<_> = (0..20).map(|_| (pages.take(), nothing.take())).collect();
        for (page, nothing) in &all {
            assert_eq!(page.0, 7);
            assert!(std::ptr::from_ref(&**page).addr().is_multiple_of(4096));
            assert!(std::ptr::from_ref(&**nothing).addr().is_multiple_of(4096));
        }
        assert_eq!((pages.stats().live, nothing.stats().live), (20, 20));
        drop(all);
        for stats in [pages.stats(), nothing.stats()] {
            assert_identities(&stats);
            assert_eq!((stats.live, stats.idle), (0, if mode == Mode::Off { 0 } else { 20 }), "{stats:?}");
        }
    }
}

/// What may go to other threads: what borrows or owns a pool may if the objects may.
#[test]
fn auto_traits() {
    fn is_send<T: Send>() {}
    fn is_sync<T: Sync>() {}
    fn is_unpin<T: Unpin>() {}
    fn is_unwind_safe<T: UnwindSafe + RefUnwindSafe>() {}

    /// Whether a type has a trait: the function of the type itself is found first.
    macro_rules! has {
        ($type:ty: $trait:ident) => {{
            trait Fallback {
                fn has() -> bool {
                    false
                }
            }
            impl<T: ?Sized> Fallback for T {}
            struct Asked<T>(std::marker::PhantomData<T>);
            impl<T: $trait> Asked<T> {
                fn has() -> bool {
                    true
                }
            }
            // The fallback is for types without the trait.
            let _ = <Asked<u8>>::has;
            <Asked<$type>>::has()
        }};
    }

    // `Cell` may go to another thread, but not be used by two; `Rc` may do neither.
    is_send::<Pool<Cell<u8>>>();
    is_sync::<Pool<Cell<u8>>>();
    is_send::<PoolGuard<'static, Cell<u8>>>();
    is_send::<OwnedPoolGuard<Cell<u8>>>();
    is_send::<PoolDrain<'static, Cell<u8>>>();
    is_send::<PoolSettings<'static>>();
    is_sync::<PoolSettings<'static>>();
    is_sync::<PoolGuard<'static, u8>>();
    is_sync::<OwnedPoolGuard<u8>>();
    is_unpin::<PoolGuard<'static, std::marker::PhantomPinned>>();
    is_unpin::<OwnedPoolGuard<std::marker::PhantomPinned>>();
    is_unwind_safe::<Pool<Vec<u8>>>();
    is_unwind_safe::<PoolSettings<'static>>();
    assert!(!has!(Pool<Rc<u8>>: Send) && !has!(Pool<Rc<u8>>: Sync));
    assert!(!has!(PoolGuard<'static, Cell<u8>>: Sync) && !has!(PoolGuard<'static, Rc<u8>>: Send));
    assert!(!has!(OwnedPoolGuard<Cell<u8>>: Sync) && !has!(OwnedPoolGuard<Rc<u8>>: Send));
    assert!(!has!(PoolDrain<'static, Rc<u8>>: Send) && !has!(PoolGuard<'static, Rc<u8>>: Sync));
}
