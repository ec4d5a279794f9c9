//! Where the fast paths of a pool of a value look for their caches, on all threads, and whether they look at all.
//!
//! No thread writes to the tables of others, so new settings could not reach them there. But the fast path of each
//! thread asks the pool for its number. While the pool is cold (it serves only a share, or records its takes), it says
//! that it has none: so every take and return enters its slow path, whichever thread sets that.
//!
//! The number is written under the lock of the list of pools that live. So whoever makes the pool cold and writes comes
//! after those who saw it hot.

use crate::pool::living::Living;
use crate::pool::type_pool::{Key, TypePool};
#[cfg(not(pooled_loom))]
use crate::sync::AtomicUsize;
use crate::sync::{AtomicU64, Relaxed, Release, const_fn};
#[cfg(not(pooled_loom))]
use crate::thread::cache::ThreadCache;
#[cfg(not(pooled_loom))]
use crate::thread::value_tls::{self, Near};

/// The number is in front, also in the pool: so its address is that of the pool.
#[repr(C)]
pub(crate) struct FastPath {
    /// The number of the pool; none until its first use, and while it is cold.
    number: AtomicU64,
    /// The same for returns; never one if what comes back is not only put on the stack. So the fast path of a return
    /// asks one question.
    number_for_returns: AtomicU64,
    /// Where the fast path looks for its caches, in bytes.
    #[cfg(not(pooled_loom))]
    near: AtomicUsize,
    has_returns: bool,
}

impl FastPath {
    const_fn! {
        /// Of a pool that was not used yet. `has_returns` says whether what comes back is only put on the stack.
        pub(crate) const fn new(has_returns: bool) -> Self {
            Self {
                number: AtomicU64::new(Key::NO_NUMBER),
                number_for_returns: AtomicU64::new(Key::NO_NUMBER),
                #[cfg(not(pooled_loom))]
                near: AtomicUsize::new(0),
                has_returns,
            }
        }
    }

    /// Runs `work` on this thread's cache, if the fast path may use it and finds it.
    ///
    /// # Safety
    /// This is that of a pool that lives, and goes on to do so while `work` runs.
    #[cfg(not(pooled_loom))]
    #[inline]
    pub(crate) unsafe fn with<R>(&self, work: impl FnOnce(&ThreadCache) -> R) -> Option<R> {
        // SAFETY: the caller's promise.
        unsafe { self.with_number(&self.number, work) }
    }

    /// The same for a return that needs no reset.
    ///
    /// # Safety
    /// As for [`with`](Self::with).
    #[cfg(not(pooled_loom))]
    #[inline]
    pub(crate) unsafe fn with_at_once<R>(&self, work: impl FnOnce(&ThreadCache) -> R) -> Option<R> {
        // SAFETY: the caller's promise.
        unsafe { self.with_number(&self.number_for_returns, work) }
    }

    /// # Safety
    /// As for [`with`](Self::with). `number` is of this.
    #[cfg(not(pooled_loom))]
    #[inline]
    unsafe fn with_number<R>(&self, number: &AtomicU64, work: impl FnOnce(&ThreadCache) -> R) -> Option<R> {
        let number = number.load(Relaxed);
        // SAFETY: only `follow` stores it, and zero is where the first place is.
        let near = unsafe { Near::from_bytes(self.near.load(Relaxed)) };
        // SAFETY: the pool lives, and has this number if there is one. If this sees the number but not the place, it
        // looks at that of another pool, which has another number.
        unsafe { value_tls::with(number, near, work) }
    }

    /// Has all threads find their caches of `pool`, whose fast path this is, or none if it is cold. The pool is in the
    /// list `living`.
    pub(crate) fn follow(&self, living: &Living, pool: &TypePool) {
        living.alone(|| self.set(pool));
    }

    /// The same for slow paths of a pool that is not cold any more, because the settings of all pools have changed.
    /// They do not wait: the next one does it if this one can't. Where these settings make pools cold, each thread
    /// stops by itself.
    #[inline]
    pub(crate) fn follow_soon(&self, living: &Living, pool: &TypePool) {
        if self.is_closed() {
            self.open_if_hot(living, pool);
        }
    }

    #[cold]
    #[inline(never)]
    fn open_if_hot(&self, living: &Living, pool: &TypePool) {
        if !pool.is_cold() {
            living.try_alone(|| self.set(pool));
        }
    }

    /// Whether no fast path looks for a cache.
    #[inline]
    pub(crate) fn is_closed(&self) -> bool {
        self.number.load(Relaxed) == Key::NO_NUMBER
    }

    fn set(&self, pool: &TypePool) {
        let Some(key) = pool.key() else { return };
        #[cfg(not(pooled_loom))]
        self.near.store(Near::of(key.place).bytes(), Relaxed);
        let number = if pool.is_cold() { Key::NO_NUMBER } else { key.number };
        let number_for_returns = if self.has_returns { number } else { Key::NO_NUMBER };
        // The place was stored before.
        self.number_for_returns.store(number_for_returns, Release);
        self.number.store(number, Release);
    }
}
