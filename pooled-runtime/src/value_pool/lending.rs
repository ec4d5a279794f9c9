//! What users do with a pool: make it, take objects, fill and empty it.

use core::panic::Location;
use std::sync::Arc;

use super::builder::PoolBuilder;
use super::drain::PoolDrain;
use super::guard::{OwnedPoolGuard, PoolGuard};
use super::plain::Plain;
use super::pool::Pool;
use super::recipe::Recipe;
use crate::handle::settings::PoolSettings;
use crate::pool::slot::Slot;
use crate::pool::stats::PoolStats;
use crate::thread::{slow_path, upkeep};

impl<T: 'static> Pool<T> {
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

    /// A pool whose objects a function makes, for a `static`. In a `const`, each use would be a new pool. For a reset,
    /// put a [`builder`](Self::builder) into a `LazyLock`.
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
        PoolSettings::of_value(self.shared(), self.fast_path())
    }
}

/// A pool of objects that `Default` makes.
impl<T: Default + 'static> Default for Pool<T> {
    fn default() -> Self {
        Self::from_fn(T::default)
    }
}
