//! One thread's cache of one type: its stack of idle objects, which is an array of slot pointers. The head of the cache
//! has a gauge, which other threads may read.
//!
//! The code is not generic: one copy serves all types. [`crate::thread::tls`] and [`crate::thread::generic_tls`] add
//! the types.
//!
//! # Invariants
//! - `base <= top <= end`, all in one array; the pointers in `base..top` are [`Slot::into_raw`] pointers of the type
//!   that the cache's [`TypePool`] was made for, and the cache owns them.
//! - Only the thread that built a cache calls its methods. Other threads see nothing but the [gauge](Gauge), through
//!   the [participants](crate::pool::participants).
//! - [`EMPTY`] has `top == base == end`: neither popping nor pushing ever touches its memory. It stands for every pool
//!   that can't serve (not yet used, tracked, or of a thread past its end), so that the fast paths need no other test.
//!
//! [`Slot::into_raw`]: crate::pool::slot::Slot::into_raw

use core::alloc::Layout;
use core::mem::MaybeUninit;
use core::ptr::{self, NonNull};
use core::slice;
use std::alloc::{alloc, dealloc};

use crate::pool::participants::Gauge;
use crate::pool::slot::{Object, prefetch};
use crate::pool::stats::{Event, Reason};
use crate::pool::trim_epoch::TrimEpoch;
use crate::pool::type_pool::{MAX_CAPACITY, TypePool};
use crate::sync::Relaxed;

/// When objects come from the depot, the processor is asked to fetch those that are taken next. This is how many at
/// most.
const PREFETCHED: usize = 128;

#[repr(C)]
pub(crate) struct ThreadCache {
    gauge: Gauge,
    end: *mut Object,
    pool: Option<&'static TypePool>,
    /// The last request to trim that this cache has followed.
    trims: TrimEpoch,
}

// SAFETY: all that other threads reach are atomics and fields that never change (see the module's invariants).
unsafe impl Sync for ThreadCache {}

/// The cache of every pool that cannot serve.
#[cfg(not(pooled_loom))]
pub(crate) static EMPTY: ThreadCache =
    ThreadCache { gauge: Gauge::new(ptr::null_mut()), end: ptr::null_mut(), pool: None, trims: TrimEpoch::none() };

#[cfg(not(pooled_loom))]
/// The cache of a pool that cannot serve.
pub(crate) const fn empty() -> NonNull<ThreadCache> {
    // SAFETY: a reference is never null. Only ever read through: `EMPTY` is a shared static.
    unsafe { NonNull::new_unchecked((&raw const EMPTY).cast_mut()) }
}

impl ThreadCache {
    /// Takes the most recently returned object, and counts the hit.
    #[inline]
    pub(crate) fn pop(&self) -> Option<Object> {
        let object = self.remove()?;
        self.gauge.hit();
        Some(object)
    }

    /// Takes the most recently returned object without counting it.
    #[inline]
    fn remove(&self) -> Option<Object> {
        let top = self.gauge.top.load(Relaxed);
        if ptr::eq(top, self.gauge.base) {
            return None;
        }
        // SAFETY: `base < top`, so the place below `top` is in the array and holds an object; moving `top` below it
        // passes its ownership to the caller.
        unsafe {
            self.move_top(-1);
            Some(*top.sub(1))
        }
    }

    /// Puts an object on top; gives it back if there is no room.
    ///
    /// # Safety
    /// `object` is a slot pointer of this cache's type, and the caller owns it.
    #[inline]
    pub(crate) unsafe fn push(&self, object: Object) -> Result<(), Object> {
        let top = self.gauge.top.load(Relaxed);
        if ptr::eq(top, self.end) {
            return Err(object);
        }
        // SAFETY: `top < end`, so `top` is a place in the array; moving `top` above it passes ownership to the cache.
        unsafe {
            *top = object;
            self.move_top(1);
        }
        Ok(())
    }

    /// Moves `top` by a number of places.
    ///
    /// It loads `top` again on purpose: load, add and store become one instruction on memory.
    ///
    /// # Safety
    /// The new `top` is within `base..=end`.
    #[inline]
    unsafe fn move_top(&self, places: isize) {
        // SAFETY: the caller's promise.
        self.gauge.top.store(unsafe { self.gauge.top.load(Relaxed).offset(places) }, Relaxed);
    }

    /// Sets how many objects are idle here.
    ///
    /// # Safety
    /// The first `len` places of the array hold objects that the cache owns.
    unsafe fn set_len(&self, len: usize) {
        // SAFETY: the caller's promise: so many places are in the array.
        self.gauge.top.store(unsafe { self.gauge.base.add(len) }, Relaxed);
    }

    /// How many objects are idle here.
    pub(crate) fn len(&self) -> usize {
        self.gauge.len()
    }

    /// How many more objects fit.
    pub(crate) fn room(&self) -> usize {
        (self.end.addr() - self.gauge.top.load(Relaxed).addr()) / size_of::<Object>()
    }

    pub(crate) fn pool(&self) -> Option<&'static TypePool> {
        self.pool
    }

    /// Takes an object out for something other than a take on the fast path: counts no hit.
    pub(crate) fn take_out(&self) -> Option<Object> {
        let object = self.remove()?;
        self.count(Event::OutOf, 1);
        Some(object)
    }

    /// Puts an object on top that does not come from a handle; gives it back if there is no room.
    ///
    /// # Safety
    /// As for [`push`](Self::push).
    pub(crate) unsafe fn put_into(&self, object: Object) -> Result<(), Object> {
        // SAFETY: the caller's promise.
        unsafe { self.push(object) }?;
        self.count(Event::Into, 1);
        Ok(())
    }

    /// Takes an idle object from this cache or else from the depot. From the depot a whole batch moves to this cache.
    pub(crate) fn obtain(&self, pool: &TypePool) -> Option<Object> {
        if let Some(object) = self.pop() {
            return Some(object);
        }
        let object = match self.fill(pool.depot.batch()) {
            0 => pool.depot.take_one(),
            _ => self.take_out(),
        }?;
        pool.count(Event::Refill, 1);
        Some(object)
    }

    /// Puts an object on top. If there is no room, moves a batch of others to the depot first. Gives the object back if
    /// there is still no room.
    ///
    /// # Safety
    /// As for [`push`](Self::push).
    pub(crate) unsafe fn accept(&self, object: Object) -> Result<(), Object> {
        // SAFETY: the caller's promise; an object that is given back is the caller's as before.
        unsafe {
            self.push(object).or_else(|object| {
                self.flush();
                self.push(object)
            })
        }
    }

    /// Moves up to `n` objects from the depot to the top, as far as there is room. Says how many came.
    pub(crate) fn fill(&self, n: usize) -> usize {
        let Some(pool) = self.pool else { return 0 };
        let places: *mut MaybeUninit<Object> = self.gauge.top.load(Relaxed).cast();
        // SAFETY: the array has as many places from `top` on as there is room for, and only this thread knows of them.
        let places = unsafe { slice::from_raw_parts_mut(places, n.min(self.room())) };
        let came = pool.depot.take(places);
        for place in places[..came].iter().rev().take(PREFETCHED) {
            // SAFETY: the depot wrote that many places.
            prefetch(unsafe { place.assume_init() });
        }
        // SAFETY: the depot wrote that many places, at most as many as there was room for, and gave the objects up.
        unsafe { self.set_len(self.len() + came) };
        self.count(Event::Into, came);
        came
    }

    /// Moves a batch of the oldest objects to the depot, as far as they fit there.
    pub(crate) fn flush(&self) {
        let Some(pool) = self.pool else { return };
        let moved = self.give_oldest(pool.depot.batch());
        if moved > 0 {
            self.count(Event::Flush, 1);
        }
    }

    /// Moves up to `n` of the oldest objects to the depot, as far as they fit there. Says how many went.
    fn give_oldest(&self, n: usize) -> usize {
        let (Some(pool), base) = (self.pool, self.gauge.base) else { return 0 };
        loop {
            let len = self.len();
            // SAFETY: the places from `base` on hold `len` objects of this cache's type, which it owns.
            let Some(moved) = (unsafe { pool.depot.give(slice::from_raw_parts(base, n.min(len))) }) else {
                // `make_room` allocates, and the allocator may use this cache: look at it again.
                pool.depot.make_room(n);
                continue;
            };
            // SAFETY: both ranges are within the places in use; what was moved to the depot is overwritten or left
            // above `top`.
            unsafe {
                ptr::copy(base.add(moved), base, len - moved);
                self.set_len(len - moved);
            }
            self.count(Event::OutOf, moved);
            return moved;
        }
    }

    fn count(&self, event: Event, n: usize) {
        if let Some(pool) = self.pool {
            pool.count(event, n);
        }
    }

    /// Whether a trim was asked for since the last call.
    pub(crate) fn is_to_trim(&self) -> bool {
        self.pool.is_some_and(|pool| self.trims.catch_up(&pool.trims))
    }

    /// Builds a cache for `capacity` objects of `pool`; `None` if there is no memory for it.
    pub(crate) fn build(pool: &'static TypePool, capacity: usize) -> Option<NonNull<Self>> {
        let capacity = capacity.min(MAX_CAPACITY);
        let (layout, array) = Self::layout(capacity)?;
        // SAFETY: the layout holds at least a `ThreadCache`, so its size is not zero.
        let cache: NonNull<Self> = NonNull::new(unsafe { alloc(layout) })?.cast();
        // SAFETY: `array` is where `layout` puts the array of `capacity` places, so both ends are in the allocation,
        // and `cache` is fit for a `ThreadCache`. The gauge stays valid until `close`, which takes it out of the
        // participants.
        unsafe {
            let base: *mut Object = cache.byte_add(array).cast().as_ptr();
            cache.write(Self {
                gauge: Gauge::new(base),
                end: base.add(capacity),
                pool: Some(pool),
                trims: TrimEpoch::caught_up(&pool.trims),
            });
            pool.participants.enter(NonNull::from(&cache.as_ref().gauge));
        }
        Some(cache)
    }

    /// Gives the idle objects in `cache` to the depot, drops those that do not fit there, and frees the cache. A panic
    /// of a drop ends here.
    ///
    /// # Safety
    /// `cache` comes from [`ThreadCache::build`] on this thread, and nothing else leads to it any more.
    pub(crate) unsafe fn close(cache: NonNull<Self>) {
        // SAFETY: the caller's promise: the cache is valid, and user code in a drop cannot reach it.
        let this = unsafe { cache.as_ref() };
        let Some(pool) = this.pool else { return };
        this.give_oldest(this.len());
        while let Some(object) = this.take_out() {
            // SAFETY: the cache owned this object of its own type, and now this loop does, on the thread of the cache.
            unsafe { pool.dispose(object, Reason::Exit) };
        }
        pool.participants.leave(NonNull::from(&this.gauge));
        let capacity = this.room();
        if let Some((layout, _)) = Self::layout(capacity) {
            // SAFETY: an emptied cache has room for its whole capacity, so this is the layout `build` used.
            unsafe { dealloc(cache.cast().as_ptr(), layout) };
        }
    }

    /// The layout of a cache, and where its array starts.
    fn layout(capacity: usize) -> Option<(Layout, usize)> {
        let array = Layout::array::<Object>(capacity).ok()?;
        Layout::new::<Self>().extend(array).ok()
    }
}
