//! The pool of a value is dropped while a thread that used it ends.

use core::ptr::NonNull;

use super::threads::{Thread, pool_of_value};
use super::{Checked, few_preemptions, with_shared};
use crate::pool::batch::Batch;
use crate::pool::living::Living;
use crate::pool::type_pool::{Key, TypePool};
use crate::sync::{Acquire, AtomicBool, Release};
use crate::thread::cache::ThreadCache;
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

/// A thread returns an object and ends; the owner drops the pool as soon as nobody uses it. `depot` is how many objects
/// the pool shares.
fn a_thread_ends_beside_the_end_of_the_pool(depot: usize) {
    few_preemptions(move || {
        with_shared(1 << 16, |shared| {
            let living: &'static Living = Box::leak(Box::new(Living::new()));
            let is_unused: &'static AtomicBool = Box::leak(Box::new(AtomicBool::new(false)));
            let mut key = None;
            let pool = living.enter(|new| {
                key = Some(new);
                pool_of_value(new, (4, depot), shared)
            });
            let key = key.expect("it was entered");
            let address = pool.as_ptr().expose_provenance();
            let ends = loom::thread::spawn(move || {
                let pool = NonNull::new(core::ptr::with_exposed_provenance_mut::<TypePool>(address)).unwrap();
                // SAFETY: it lives until the owner hears that it is unused.
                let pool: &'static TypePool = unsafe { pool.as_ref() };
                let thread = Thread::start(pool);
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
            assert_eq!(Checked::live(), 0);
            // SAFETY: both were leaked above, and nobody uses them any more.
            unsafe {
                drop(Box::from_raw(core::ptr::from_ref(living).cast_mut()));
                drop(Box::from_raw(core::ptr::from_ref(is_unused).cast_mut()));
            }
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
