//! The pool of a value.

use core::any::type_name;
use core::fmt;
use core::marker::PhantomData;
use core::panic::Location;
use core::ptr::{self, NonNull};
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use super::drain::PoolDrain;
use super::guard::{OwnedPoolGuard, PoolGuard};
use super::plain::{Plain, PlainSlot, dispose};
use super::recipe::{PoolBuilder, Recipe};
use crate::handle::settings::PoolSettings;
use crate::pool::living;
use crate::pool::registry;
use crate::pool::slot::{Object, Slot};
use crate::pool::stats::PoolStats;
use crate::pool::type_pool::{Key, TypeInfo, TypePool};
use crate::pool::walk::Site;
use crate::sync::{Acquire, AtomicPtr, AtomicU64, AtomicUsize, Relaxed, Release};
use crate::thread::access::Access;
use crate::thread::cache::ThreadCache;
use crate::thread::returns::overflow_to;
use crate::thread::{drop_recursion, slow_path, upkeep, value_tls};

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
pub struct Pool<T: 'static> {
    /// The number of the pool; 0 until its first use. It is stored last.
    number: AtomicU64,
    /// Where the tables of threads have its caches.
    offset: AtomicUsize,
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
            number: AtomicU64::new(0),
            offset: AtomicUsize::new(0),
            shared: AtomicPtr::new(ptr::null_mut()),
            recipe,
            objects: PhantomData,
        }
    }

    /// A pool whose objects `make` makes. They come back as they are left: [`builder`](Self::builder) has a reset.
    ///
    /// It allocates the box of the closure, and the rest with the first use.
    ///
    /// ```
    /// use pooled_types::Pool;
    ///
    /// let size = 512;
    /// let pages = Pool::new(move || vec![0_u8; size]);
    /// assert_eq!(pages.take().len(), 512);
    /// ```
    pub fn new(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::of(Recipe::of_closure(make))
    }

    /// A pool whose objects a function makes, for a `static`.
    ///
    /// ```
    /// use pooled_types::Pool;
    ///
    /// static LINES: Pool<String> = Pool::from_fn(String::new);
    ///
    /// LINES.take().push_str("hello");
    /// assert_eq!(*LINES.take(), "hello"); // there is no reset
    /// ```
    pub const fn from_fn(make: fn() -> T) -> Self {
        Self::of(Recipe::of_function(make))
    }

    /// A pool with a reset, a validation, limits or a name.
    ///
    /// ```
    /// use pooled_types::Pool;
    ///
    /// let lists = Pool::builder(Vec::<u32>::new).reset(Vec::clear).build();
    /// lists.take().push(1);
    /// assert!(lists.take().is_empty());
    /// ```
    pub fn builder(make: impl Fn() -> T + Send + Sync + 'static) -> PoolBuilder<T> {
        PoolBuilder::new(make)
    }

    /// Takes an object: the one returned last on this thread, or else one that threads share, or else a new one. O(1).
    ///
    /// ```
    /// let pool = pooled_types::Pool::new(Vec::<u8>::new);
    /// let mut buffer = pool.take();
    /// buffer.push(1);
    /// drop(buffer); // back into the pool
    /// assert_eq!(*pool.take(), [1]);
    /// ```
    ///
    /// # Panics
    /// If no object is idle and making one panics.
    #[inline]
    #[track_caller]
    pub fn take(&self) -> PoolGuard<'_, T> {
        PoolGuard::of(self, self.take_slot(Location::caller()))
    }

    /// Takes an object only if one is idle. O(1).
    ///
    /// ```
    /// let pool = pooled_types::Pool::new(Vec::<u8>::new);
    /// assert!(pool.try_take().is_none());
    /// pool.warm(1);
    /// assert!(pool.try_take().is_some());
    /// ```
    #[inline]
    #[track_caller]
    pub fn try_take(&self) -> Option<PoolGuard<'_, T>> {
        let slot = self.pop().or_else(|| self.obtain(Location::caller()))?;
        Some(PoolGuard::of(self, slot))
    }

    /// Takes an object with a handle that owns a share of the pool, so that it may go anywhere. O(1).
    ///
    /// For a pool in a `static`, [`take`](Self::take) gives such a handle already.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use pooled_types::Pool;
    ///
    /// let pool = Arc::new(Pool::new(Vec::<u8>::new));
    /// let buffer = Pool::take_owned(&pool);
    /// drop(pool); // the handle keeps it
    /// std::thread::spawn(move || drop(buffer)).join().unwrap();
    /// ```
    ///
    /// # Panics
    /// As [`take`](Self::take).
    #[inline]
    #[track_caller]
    pub fn take_owned(this: &Arc<Self>) -> OwnedPoolGuard<T> {
        OwnedPoolGuard::of(Arc::clone(this), this.take_slot(Location::caller()))
    }

    /// Takes an object, lends it to `work` and returns it.
    ///
    /// ```
    /// let pool = pooled_types::Pool::new(String::new);
    /// assert_eq!(pool.take_with(|text| text.len()), 0);
    /// ```
    ///
    /// # Panics
    /// If [`take`](Self::take) panics, or if `work` does.
    #[inline]
    #[track_caller]
    pub fn take_with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        work(&mut self.take())
    }

    /// Puts a value of yours into a slot. When its handle is dropped, the pool has it. Allocates.
    ///
    /// ```
    /// let pool = pooled_types::Pool::new(String::new);
    /// drop(pool.adopt("mine".to_owned()));
    /// assert_eq!(*pool.take(), "mine");
    /// ```
    #[track_caller]
    pub fn adopt(&self, value: T) -> PoolGuard<'_, T> {
        let slot = Slot::new_with(|| Plain(value));
        slow_path::note_adopted(&self.access(), slot.as_ptr().cast(), Location::caller());
        PoolGuard::of(self, slot)
    }

    /// Makes sure that `n` objects are idle on this thread, as far as the capacity and the budget allow. Says how many
    /// it made. O(n).
    ///
    /// ```
    /// let pool = pooled_types::Pool::new(String::new);
    /// assert_eq!(pool.warm(4), 4);
    /// ```
    ///
    /// # Panics
    /// If making an object panics. Objects made before stay in the pool.
    pub fn warm(&self, n: usize) -> usize {
        slow_path::warm_by(&self.access(), n, || self.make())
    }

    /// Frees the idle objects of this thread and those that threads share. Another thread frees its own from its next
    /// slow path in this pool on. O(idle). Panics of drops end here.
    ///
    /// ```
    /// let pool = pooled_types::Pool::new(String::new);
    /// pool.warm(4);
    /// pool.trim();
    /// assert_eq!(pool.stats().idle, 0);
    /// ```
    pub fn trim(&self) {
        upkeep::trim(self.shared());
    }

    /// Takes the idle objects of this thread and those that threads share out of the pool, by value. Those that are not
    /// taken from the iterator are dropped with it.
    ///
    /// ```
    /// let pool = pooled_types::Pool::new(|| 7);
    /// pool.warm(2);
    /// assert_eq!(pool.drain().sum::<i32>(), 14);
    /// ```
    pub fn drain(&self) -> PoolDrain<'_, T> {
        // SAFETY: this pool has such slots only.
        PoolDrain::of(self, unsafe { slow_path::remove_from(&self.access()) })
    }

    /// What this pool has done so far, over all threads. O(threads).
    ///
    /// ```
    /// let pool = pooled_types::Pool::new(String::new);
    /// drop(pool.take());
    /// drop(pool.take());
    /// assert_eq!((pool.stats().takes, pool.stats().hits), (2, 1));
    /// ```
    #[must_use]
    pub fn stats(&self) -> PoolStats {
        self.shared().stats()
    }

    /// The settings of this pool, which may change at any time.
    ///
    /// ```
    /// let pool = pooled_types::Pool::new(String::new);
    /// pool.settings().capacity(2)?;
    /// assert_eq!(pool.warm(10), 2);
    /// # Ok::<(), pooled_types::PoolSettingsError>(())
    /// ```
    #[must_use]
    pub fn settings(&self) -> PoolSettings<'_> {
        PoolSettings::of(self.shared())
    }

    /// How this pool resets and judges what comes back.
    #[inline]
    pub(super) fn recipe(&self) -> &Recipe<T> {
        &self.recipe
    }

    #[inline]
    fn take_slot(&self, site: Site) -> PlainSlot<T> {
        match self.pop() {
            Some(slot) => slot,
            None => self.take_slow(site),
        }
    }

    /// Takes the object that was returned last on this thread.
    #[inline]
    fn pop(&self) -> Option<PlainSlot<T>> {
        let object = self.with_cache(ThreadCache::pop)??;
        // SAFETY: the cache owned this object of the pool, and has just given it up.
        Some(unsafe { Slot::from_raw(object.cast()) })
    }

    /// Puts an object back that was reset.
    ///
    /// # Safety
    /// It comes from `Slot::into_raw` of a slot of this pool, and the caller owns it.
    #[inline]
    pub(super) unsafe fn push(&self, object: Object) {
        // SAFETY: the caller's promise; ownership goes along, or comes back.
        let put = self.with_cache(|cache| unsafe { cache.push(object) });
        if !matches!(put, Some(Ok(()))) {
            // SAFETY: as above.
            self.overflow(unsafe { Slot::from_raw(object.cast()) });
        }
    }

    /// Runs `work` on this thread's cache, if there is one.
    #[inline]
    fn with_cache<R>(&self, work: impl FnOnce(&ThreadCache) -> R) -> Option<R> {
        // If this sees the number but not the place, it finds no entry, or none of this number.
        let (number, offset) = (self.number.load(Relaxed), self.offset.load(Relaxed));
        // SAFETY: this pool lives, and has this number if it has one.
        unsafe { value_tls::with(number, offset, work) }
    }

    #[cold]
    #[inline(never)]
    fn overflow(&self, slot: PlainSlot<T>) {
        overflow_to(&self.access(), slot);
    }

    #[cold]
    #[inline(never)]
    fn take_slow(&self, site: Site) -> PlainSlot<T> {
        let access = self.access();
        match slow_path::obtain(&access, site) {
            // SAFETY: it is an object of this pool, which has just given it up.
            Ok(object) => unsafe { Slot::from_raw(object.cast()) },
            Err(here) => {
                let slot = self.make();
                drop_recursion::made();
                slow_path::made(&here, slot.as_ptr().cast(), site);
                slot
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn obtain(&self, site: Site) -> Option<PlainSlot<T>> {
        let object = slow_path::obtain(&self.access(), site).ok()?;
        // SAFETY: it is an object of this pool, which has just given it up.
        Some(unsafe { Slot::from_raw(object.cast()) })
    }

    fn make(&self) -> PlainSlot<T> {
        Slot::new_with(|| self.recipe.make())
    }

    /// The way of this thread to its cache.
    fn access(&self) -> Access {
        let shared = self.shared();
        Access::of_value(shared, key_of(shared))
    }

    /// What the threads share. It is used while this pool is borrowed, and not kept.
    pub(super) fn shared(&self) -> &'static TypePool {
        let shared = NonNull::new(self.shared.load(Acquire)).unwrap_or_else(|| self.open());
        // SAFETY: it lives until this pool is dropped; the rest is said above.
        unsafe { shared.as_ref() }
    }

    #[cold]
    fn open(&self) -> NonNull<TypePool> {
        let limits = [self.recipe.capacity, self.recipe.depot];
        let name = self.recipe.name.unwrap_or_else(type_name::<T>);
        // SAFETY: the function lives as long as this pool, and no longer does the one that is made here. If the objects
        // are not `Send`, this pool stays on its thread, and others use or drop none of them.
        let kind = unsafe { TypeInfo::of_value(name, limits, self.recipe.measure.as_deref(), dispose::<T>) };
        let new = living::enter(|key| registry::make(kind, Some(key)));
        match self.shared.compare_exchange(ptr::null_mut(), new.as_ptr(), Release, Acquire) {
            Ok(_) => {
                // SAFETY: it was just made.
                let key = key_of(unsafe { new.as_ref() });
                self.offset.store(value_tls::offset(key.place), Relaxed);
                self.number.store(key.number, Release);
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
/// [`living::enter`] made it. Nobody is inside an operation of it, or ever will be.
unsafe fn close(shared: NonNull<TypePool>) {
    // SAFETY: the caller's promise.
    let pool = unsafe { shared.as_ref() };
    living::leave(key_of(pool));
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

/// A pool of objects that `Default` makes.
impl<T: Default + 'static> Default for Pool<T> {
    fn default() -> Self {
        Self::from_fn(T::default)
    }
}
