//! The pool of a value: it is dropped while a thread that used it ends, or while another one reads the statistics of
//! all pools; what a thread leaves to it, others use; and no fast path finds a cache of it while takes are recorded.

use core::ptr::NonNull;

use super::threads::{Thread, pool_of_value};
use super::{Checked, few_preemptions, in_static, with_shared};
use crate::pool::batch::Batch;
use crate::pool::depot::Shared;
use crate::pool::living::Living;
use crate::pool::type_pool::{Key, MAX_CAPACITY, TypePool};
use crate::sync::{Acquire, AtomicBool, Release};
use crate::thread::cache::ThreadCache;
use crate::thread::fast_path::FastPath;
use crate::thread::flow::Closing;

/// Drops the objects of a pool and frees it, as its owner does.
fn close(living: &Living, shared: NonNull<TypePool>, key: Key) {
    living.leave(key);
    // SAFETY: nobody uses the pool any more, and the list does not have it.
    unsafe {
        ThreadCache::free_all(shared.as_ref());
        shared.as_ref().drop_shared();
        drop(Box::from_raw(shared.as_ptr()));
    }
}

/// Closes the cache of a thread that ends.
fn end(living: &Living, cache: NonNull<ThreadCache>, key: Key, spare: impl Fn() -> Option<Batch>) {
    loop {
        let spare = spare();
        // SAFETY: the pool lives, so its cache is there. It is this thread's.
        match living.if_alive(key, |pool| unsafe { ThreadCache::close_quietly(cache, pool, spare) }) {
            Some(Closing::Drop(object)) => object.dispose(),
            Some(Closing::More) => {}
            Some(Closing::Done(leftover)) => return drop(leftover),
            None => return,
        }
    }
}

/// Gives `model` a list of pools, and one pool in it that shares up to `depot` objects.
fn with_living_pool(depot: usize, model: impl FnOnce(&'static Living, NonNull<TypePool>, Key, Shared)) {
    with_shared(1 << 16, |shared| {
        in_static(Living::new(), |living| {
            let mut key = None;
            let pool = living.enter(|new| {
                key = Some(new);
                pool_of_value(new, (4, depot), shared)
            });
            model(living, pool, key.expect("it was entered"), shared);
            assert_eq!(Checked::live(), 0);
            assert_eq!(shared.budget.held(), [0, 0], "all bytes of the budget came back");
        });
    });
}

/// The pool for another thread of a model.
fn at_address(address: usize) -> &'static TypePool {
    let pool = NonNull::new(core::ptr::with_exposed_provenance_mut::<TypePool>(address)).expect("it has an address");
    // SAFETY: the models keep it until no other thread uses it.
    unsafe { pool.as_ref() }
}

/// A thread returns an object and ends; the owner drops the pool as soon as nobody uses it. `depot` is how many objects
/// the pool shares.
fn a_thread_ends_beside_the_end_of_the_pool(depot: usize) {
    few_preemptions(move || {
        with_living_pool(depot, |living, pool, key, shared| {
            in_static(AtomicBool::new(false), |is_unused| {
                let address = pool.as_ptr().expose_provenance();
                let ends = loom::thread::spawn(move || {
                    let thread = Thread::start(at_address(address));
                    thread.bring();
                    let cache = thread.into_cache();
                    is_unused.store(true, Release);
                    end(living, cache, key, || shared.arena.batch());
                });
                while !is_unused.load(Acquire) {
                    loom::thread::yield_now();
                }
                close(living, pool, key);
                ends.join().unwrap();
            });
        });
    });
}

#[test]
fn the_depot_takes_what_the_thread_leaves() {
    a_thread_ends_beside_the_end_of_the_pool(4);
}

#[test]
fn the_thread_drops_what_has_no_place() {
    a_thread_ends_beside_the_end_of_the_pool(0);
}

/// What another thread reads of a pool that it does not own is whole, or nothing.
#[test]
fn statistics_are_read_beside_the_end_of_the_pool() {
    few_preemptions(|| {
        with_living_pool(4, |living, pool, key, _| {
            // SAFETY: it lives until `close`.
            let thread = Thread::start(unsafe { pool.as_ref() });
            thread.bring();
            let _ = thread.into_cache();
            let reads = loom::thread::spawn(move || {
                for stats in living.collect(TypePool::stats) {
                    assert_eq!((stats.live, stats.idle, stats.threads), (0, 1, 1), "{stats:?}");
                }
            });
            close(living, pool, key);
            reads.join().unwrap();
        });
    });
}

/// Two threads take and return; one of them ends, and the other has what it left, or makes an object.
fn a_thread_ends_beside_takes(depot: usize) {
    few_preemptions(move || {
        with_living_pool(depot, |living, pool, key, shared| {
            let address = pool.as_ptr().expose_provenance();
            let ends = loom::thread::spawn(move || {
                let thread = Thread::start(at_address(address));
                thread.bring();
                end(living, thread.into_cache(), key, || shared.arena.batch());
            });
            // SAFETY: it lives until `close`.
            let thread = Thread::start(unsafe { pool.as_ref() });
            if !thread.visit() {
                thread.bring();
            }
            end(living, thread.into_cache(), key, || shared.arena.batch());
            ends.join().unwrap();
            // SAFETY: as above.
            let stats = unsafe { pool.as_ref() }.stats();
            assert_eq!((stats.live, stats.threads), (0, 0), "{stats:?}");
            assert_eq!(Checked::live() as u64, stats.idle, "{stats:?}");
            close(living, pool, key);
        });
    });
}

#[test]
fn what_a_thread_leaves_in_the_depot_is_used_by_another() {
    a_thread_ends_beside_takes(4);
}

#[test]
fn what_a_thread_leaves_in_its_cache_is_used_by_another() {
    a_thread_ends_beside_takes(MAX_CAPACITY);
}

/// Who sees that takes are recorded sees that no fast path looks for a cache, although a slow path of another thread
/// has just seen that they may.
#[test]
fn no_fast_path_leads_to_the_cache_of_a_tracked_pool() {
    few_preemptions(|| {
        with_living_pool(4, |living, pool, key, _| {
            in_static(FastPath::new(true), |fast_path| {
                let address = pool.as_ptr().expose_provenance();
                let tracks = loom::thread::spawn(move || {
                    let pool = at_address(address);
                    assert!(pool.tuning.prepare_tracking());
                    fast_path.follow(living, pool);
                    pool.tuning.begin_tracking();
                });
                let takes = loom::thread::spawn(move || fast_path.follow_soon(living, at_address(address)));
                // SAFETY: it lives until `close`.
                let is_tracked = unsafe { pool.as_ref() }.tuning.is_tracked();
                assert!(!is_tracked || fast_path.is_closed(), "a return would pass its record");
                tracks.join().unwrap();
                takes.join().unwrap();
                assert!(fast_path.is_closed());
                close(living, pool, key);
            });
        });
    });
}
