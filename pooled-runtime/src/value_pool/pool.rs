//! The pool of a value: what it is, and its fast paths.

use core::any::type_name;
use core::fmt;
use core::marker::PhantomData;
use core::ptr::{self, NonNull};
use std::panic::{RefUnwindSafe, UnwindSafe};

use super::plain::PlainSlot;
use super::recipe::Recipe;
use crate::pool::living::LIVING;
use crate::pool::registry;
use crate::pool::slot::{Object, Slot};
use crate::pool::type_pool::{Key, TypeInfo, TypePool};
use crate::pool::walk::Site;
use crate::sync::{Acquire, AtomicPtr, Release};
use crate::thread::access::Access;
use crate::thread::cache::ThreadCache;
use crate::thread::fast_path::FastPath;
use crate::thread::slow_path;

/// A pool that is a value: any number of them for one type, each with its own objects and its own way to make them.
///
/// The pool of a *type* mixes all objects of that type. Where they are not alike, such as the caches of different
/// regular expressions, or connections to different servers, each kind needs a pool of its own. `T` needs no trait.
///
/// All threads may use it: each keeps idle objects of its own, and they share a depot, as for types. If `T` is not
/// `Send`, the pool stays on one thread. Its objects are dropped with it, those of all threads; a handle keeps the pool
/// from being dropped. Sizes, the budget of idle bytes, forgetting by time, statistics and settings are those of all
/// pools. Its objects are measured and dropped by its own operations only: also by [`trim`](crate::trim) of all pools,
/// which frees what the calling thread has, and leaves the rest to the next operations of this pool.
///
/// ```
/// use pooled_types::Pool;
///
/// struct Matcher {
///     caches: Pool<Vec<usize>>,
/// }
///
/// impl Matcher {
///     fn new(states: usize) -> Self {
///         // The constructor captures what makes the objects of this pool different.
///         Self { caches: Pool::new(move || vec![0; states]) }
///     }
///
///     fn states(&self) -> usize {
///         self.caches.take().len()
///     }
/// }
///
/// let (small, large) = (Matcher::new(10), Matcher::new(1000));
/// assert_eq!((small.states(), large.states()), (10, 1000));
/// assert_eq!((small.states(), large.states()), (10, 1000));
/// assert_eq!((small.caches.stats().misses, large.caches.stats().misses), (1, 1));
/// ```
#[repr(C)]
pub struct Pool<T: 'static> {
    /// In front, because every take looks there.
    fast_path: FastPath,
    /// What the threads share; null until the first use.
    shared: AtomicPtr<TypePool>,
    recipe: Recipe<T>,
    objects: PhantomData<*mut T>,
}

// SAFETY: the pool owns its objects, and lends each to one user at a time; all else that it has is `Send` and `Sync`.
unsafe impl<T: Send> Send for Pool<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Pool<T> {}

// An object that a panic left half changed is reset or dropped.
impl<T: UnwindSafe> UnwindSafe for Pool<T> {}
impl<T: UnwindSafe> RefUnwindSafe for Pool<T> {}

impl<T: 'static> Pool<T> {
    pub(super) const fn of(recipe: Recipe<T>) -> Self {
        Self {
            fast_path: FastPath::new(recipe.clean.is_none()),
            shared: AtomicPtr::new(ptr::null_mut()),
            recipe,
            objects: PhantomData,
        }
    }

    /// How this pool resets and judges what comes back.
    #[inline]
    pub(super) fn recipe(&self) -> &Recipe<T> {
        &self.recipe
    }

    #[inline]
    pub(super) fn take_slot(&self, site: Site) -> PlainSlot<T> {
        match self.pop() {
            Some(slot) => slot,
            None => self.take_slow(site),
        }
    }

    /// Takes the object that was returned last on this thread.
    #[inline]
    pub(super) fn pop(&self) -> Option<PlainSlot<T>> {
        // SAFETY: this pool lives.
        let object = unsafe { self.fast_path.with(ThreadCache::pop) }??;
        // SAFETY: the cache owned this object of the pool, and has just given it up.
        Some(unsafe { Slot::from_raw(object.cast()) })
    }

    /// Puts an object back that was reset.
    ///
    /// # Safety
    /// It comes from `Slot::into_raw` of a slot of this pool, and the caller owns it.
    #[inline]
    pub(super) unsafe fn push(&self, object: Object) {
        // SAFETY: this pool lives. The caller's promise; ownership goes along, or comes back.
        let put = unsafe { self.fast_path.with(|cache| cache.push(object)) };
        if !matches!(put, Some(Ok(()))) {
            // SAFETY: as above.
            self.overflow(unsafe { Slot::from_raw(object.cast()) });
        }
    }

    /// Puts an object back that needs no reset; `false` if it needs one, or if this is not so simple. Then it is the
    /// caller's.
    ///
    /// # Safety
    /// As for [`push`](Self::push). If it is not put back, it is the caller's as before.
    #[inline]
    pub(super) unsafe fn put_back_at_once(&self, object: Object) -> bool {
        // SAFETY: as in `push`.
        let put = unsafe { self.fast_path.with_at_once(|cache| cache.push(object)) };
        matches!(put, Some(Ok(())))
    }

    /// Where the fast paths look.
    pub(super) fn fast_path(&self) -> &FastPath {
        &self.fast_path
    }

    #[cold]
    #[inline(never)]
    fn overflow(&self, slot: PlainSlot<T>) {
        (self.recipe.ends.overflow)(&self.access(), slot);
    }

    #[cold]
    #[inline(never)]
    fn take_slow(&self, site: Site) -> PlainSlot<T> {
        // SAFETY: this pool has such slots only.
        unsafe { slow_path::take_by(&self.access(), site, || self.make()) }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn obtain(&self, site: Site) -> Option<PlainSlot<T>> {
        // SAFETY: as above.
        unsafe { slow_path::try_take_by(&self.access(), site) }
    }

    pub(super) fn make(&self) -> PlainSlot<T> {
        Slot::new_with(|| self.recipe.make())
    }

    /// The way of this thread to its cache.
    pub(super) fn access(&self) -> Access {
        let shared = self.shared();
        self.fast_path.follow_soon(&LIVING, shared);
        Access::Values(shared, key_of(shared))
    }

    /// What the threads share. It is used while this pool is borrowed, and not kept.
    pub(super) fn shared(&self) -> &'static TypePool {
        let shared = NonNull::new(self.shared.load(Acquire)).unwrap_or_else(|| self.open());
        // SAFETY: it lives until this pool is dropped; the rest is said above.
        unsafe { shared.as_ref() }
    }

    #[cold]
    fn open(&self) -> NonNull<TypePool> {
        let name = self.recipe.name.unwrap_or_else(type_name::<T>);
        // SAFETY: the function lives as long as this pool, and no longer does the one that is made here. If the objects
        // are not `Send`, this pool stays on its thread, and others use or drop none of them.
        let kind = unsafe {
            TypeInfo::of_value(name, self.recipe.limits(), self.recipe.measure.as_deref(), self.recipe.ends.dispose)
        };
        let new = LIVING.enter(|key| registry::make(kind, Some(key)));
        match self.shared.compare_exchange(ptr::null_mut(), new.as_ptr(), Release, Acquire) {
            Ok(_) => {
                // SAFETY: it was just made.
                self.fast_path.follow(&LIVING, unsafe { new.as_ref() });
                new
            }
            Err(first) => {
                // SAFETY: no thread has used it.
                unsafe { close(new) };
                // SAFETY: another thread has opened the pool, so it is not null.
                unsafe { NonNull::new_unchecked(first) }
            }
        }
    }
}

fn key_of(shared: &TypePool) -> Key {
    shared.key().expect("the pool of a value has a key")
}

/// Drops the objects of a pool, and frees it.
///
/// # Safety
/// The list of pools that live made it. Nobody is inside an operation of it, or ever will be.
unsafe fn close(shared: NonNull<TypePool>) {
    // SAFETY: the caller's promise.
    let pool = unsafe { shared.as_ref() };
    LIVING.leave(key_of(pool));
    // SAFETY: the caller's promise, and no thread that ends finds it any more. If the objects are not `Send`, they were
    // made on this thread.
    unsafe {
        ThreadCache::free_all(pool);
        pool.drop_shared();
        drop(Box::from_raw(shared.as_ptr()));
    }
}

impl<T: 'static> Drop for Pool<T> {
    /// Drops the idle objects of all threads. Panics of their drops end here.
    fn drop(&mut self) {
        if let Some(shared) = NonNull::new(*self.shared.get_mut()) {
            // SAFETY: nobody else has a reference to this pool.
            unsafe { close(shared) };
        }
    }
}

impl<T: 'static> fmt::Debug for Pool<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stats = NonNull::new(self.shared.load(Acquire)).map(|_| self.stats());
        let (live, idle) = stats.map_or((0, 0), |stats| (stats.live, stats.idle));
        let name = self.recipe.name.unwrap_or_else(type_name::<T>);
        f.debug_struct("Pool").field("name", &name).field("live", &live).field("idle", &idle).finish_non_exhaustive()
    }
}

#[cfg(all(test, not(pooled_loom)))]
mod tests {
    use core::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
    use std::sync::{Arc, Mutex, mpsc};
    use std::thread;

    use super::Pool;
    use crate::pool::living::LIVING;

    /// An object that knows its pool, by a number of the test.
    struct Marked {
        pool: u64,
        live: Arc<AtomicUsize>,
    }

    impl Drop for Marked {
        fn drop(&mut self) {
            self.live.fetch_sub(1, Relaxed);
        }
    }

    /// It is the only test in this program that uses pools of values.
    #[test]
    fn numbers_of_pools_begin_anew() {
        const POOLS: u64 = if cfg!(miri) { 12 } else { 10_000 };
        const THREADS: u64 = if cfg!(miri) { 2 } else { 8 };
        LIVING.wrap_after(POOLS / 2);
        let (made, live) = (&AtomicU64::new(0), &Arc::new(AtomicUsize::new(0)));
        let shelf = &Mutex::new(Vec::new());
        let use_it = |(mark, pool): &(u64, Arc<Pool<Marked>>)| {
            assert_eq!((Pool::take_owned(pool).pool, pool.take().pool), (*mark, *mark), "an object of another pool");
        };
        thread::scope(|threads| {
            let (tx, rx) = mpsc::channel::<(u64, Arc<Pool<Marked>>)>();
            // Has used each pool, so its table has many that are gone.
            threads.spawn(move || rx.iter().for_each(|pool| use_it(&pool)));
            for thread in 0..THREADS {
                let tx = tx.clone();
                threads.spawn(move || {
                    for round in 0..POOLS / THREADS {
                        let mark = made.fetch_add(1, Relaxed);
                        let live = Arc::clone(live);
                        let pool = Arc::new(Pool::new(move || {
                            live.fetch_add(1, Relaxed);
                            Marked { pool: mark, live: Arc::clone(&live) }
                        }));
                        let pool = (mark, pool);
                        use_it(&pool);
                        tx.send(pool.clone()).unwrap();
                        let mut shelf = shelf.lock().unwrap();
                        shelf.push(pool);
                        // The oldest or the newest, so that places are used again in another order.
                        let gone = (round % 3 == thread % 3).then(|| shelf.swap_remove(0));
                        let other = shelf.last().cloned();
                        drop(shelf);
                        drop(gone);
                        if round % 16 == 0 {
                            thread::scope(|scope| drop(scope.spawn(|| other.iter().for_each(use_it))));
                        }
                        other.iter().for_each(use_it);
                    }
                });
            }
        });
        assert!(LIVING.last_number() <= POOLS, "the numbers did not begin anew");
        shelf.lock().unwrap().clear();
        assert_eq!(live.load(Relaxed), 0);
    }
}
