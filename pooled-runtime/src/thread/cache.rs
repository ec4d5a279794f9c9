//! One thread's cache of one type: its stack of idle objects, which is an array of slot pointers. The head of the cache
//! has a gauge, which other threads may read.
//!
//! The code is not generic: one copy serves all types. [`crate::thread::tls`] and [`crate::thread::generic_tls`] add
//! the types. How large a stack may be, and when objects move to the depot and back, is in [`crate::thread::flow`].
//!
//! The array has [`INLINE`] places in the cache itself; a stack that grows gets an array of its own. The stack slides
//! in its array: when objects leave at the bottom, those above them stay where they are.
//!
//! # Invariants
//! - `base <= top <= end`, all in one array; the pointers in `base..top` are [`Slot::into_raw`] pointers of the type
//!   that the cache's [`TypePool`] was made for, and the cache owns them.
//! - A cache belongs to one thread at a time, which built or adopted it: only that thread calls its methods. Other
//!   threads see nothing but the [gauge](Gauge), through the [roster](crate::pool::roster).
//! - A cache is never freed; the next thread has it when its thread has ended. So it may be borrowed while user code
//!   runs. That code may use the cache: whatever was read before must be read again after it.
//! - [`EMPTY`] has `top == base == end`: neither popping nor pushing ever touches its memory. It stands for every pool
//!   that can't serve (not yet used, tracked, of a thread past its end, or sent to the slow path), so that the fast
//!   paths need no other test. It is shared by all threads and never written.
//!
//! [`Slot::into_raw`]: crate::pool::slot::Slot::into_raw

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr::{self, NonNull};
use std::alloc::{alloc, dealloc};

#[cfg(not(pooled_loom))]
use crate::config::settings;
use crate::pool::batch::Batch;
#[cfg(not(pooled_loom))]
use crate::pool::clock;
#[cfg(not(pooled_loom))]
use crate::pool::depot::Depot;
use crate::pool::gauge::{Gauge, INLINE, Owner, Seats};
#[cfg(not(pooled_loom))]
use crate::pool::sample;
use crate::pool::slot::Object;
use crate::pool::stats::Event;
use crate::pool::stats::Reason;
use crate::pool::type_pool::TypePool;
use crate::sync::{AtomicU32, Relaxed};

/// After how many hits a thread first looks at the clock in an interval.
pub(crate) const FIRST_PACE: u16 = 8;

#[repr(C)]
pub(crate) struct ThreadCache {
    gauge: Gauge,
    pool: Option<&'static TypePool>,
    /// The next cache of the thread.
    pub(crate) next: Cell<Option<NonNull<ThreadCache>>>,
    grown: Cell<*mut Grown>,
    /// How many objects the stack may hold. It holds more for a while when that has just become less.
    allowed: Cell<u32>,
    /// How many objects the thread lacked in this interval, less those that it had too many.
    pub(crate) lacked: Cell<u32>,
    /// The requests to trim that it has followed.
    pub(crate) trims: AtomicU32,
    /// How many of the objects that were idle when the last interval ended are still to move to the depot.
    pub(crate) surplus: Cell<u32>,
}

/// What stands before the places of a stack that has grown.
struct Grown {
    places: usize,
    /// The bytes of the budget that it has.
    reserved: usize,
}

// SAFETY: all that other threads reach are atomics, and what does not change any more (see the module's invariants).
unsafe impl Sync for ThreadCache {}

const LAYOUT: Layout = Layout::new::<ThreadCache>();

/// The cache of every pool that cannot serve.
#[cfg(not(pooled_loom))]
pub(crate) static EMPTY: ThreadCache = ThreadCache::new(None);

#[cfg(not(pooled_loom))]
/// The cache of a pool that cannot serve.
pub(crate) const fn empty() -> NonNull<ThreadCache> {
    // SAFETY: a reference is never null. Only ever read through: `EMPTY` is a shared static.
    unsafe { NonNull::new_unchecked((&raw const EMPTY).cast_mut()) }
}

impl ThreadCache {
    crate::sync::const_fn! {
        /// A cache without places.
        const fn new(pool: Option<&'static TypePool>) -> Self {
            Self {
                gauge: Gauge::new(ptr::null_mut()),
                pool,
                next: Cell::new(None),
                grown: Cell::new(ptr::null_mut()),
                allowed: Cell::new(0),
                lacked: Cell::new(0),
                trims: AtomicU32::new(0),
                surplus: Cell::new(0),
            }
        }
    }

    /// Takes the most recently returned object, and counts the hit.
    #[inline]
    pub(crate) fn pop(&self) -> Option<Object> {
        let object = self.remove()?;
        self.gauge.hit(|| self.beat());
        Some(object)
    }

    /// Takes the most recently returned object without counting it.
    #[inline]
    fn remove(&self) -> Option<Object> {
        let top = self.gauge.top.load(Relaxed);
        if ptr::eq(top, self.gauge.owners.base.get()) {
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
        if ptr::eq(top, self.gauge.owners.end.get()) {
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

    /// Comes after so many hits. Has the next return enter its slow path if an interval may have ended.
    #[cold]
    #[inline(never)]
    fn beat(&self) {
        #[cfg(not(pooled_loom))]
        {
            if self.pool.is_some_and(|pool| pool.tuning.is_tracked()) && settings().sample() > 1 {
                return self.beat_of_sampled(settings().sample());
            }
            let (pace, is_over) = clock::look(self.gauge.pace.get());
            self.set_pace(pace);
            // A forked child has seats that nobody writes to, so the thread asks itself.
            let is_behind = self.pool.is_some_and(|pool| self.is_behind(pool, clock::interval(), 1));
            if !is_over && !is_behind && !self.gauge.seats().is_none() {
                return;
            }
        }
        self.stop();
    }

    /// Comes before the next take that is recorded, if one of `n` is: has that take enter its slow path. Or comes after
    /// so many hits: has the next return enter its slow path if an interval may have ended.
    #[cfg(not(pooled_loom))]
    fn beat_of_sampled(&self, n: u32) {
        if n > clock::MOST_HITS.into() && !sample::is_part(clock::MOST_HITS.into(), n) {
            let (pace, is_over) = clock::look(self.gauge.pace.get());
            self.gauge.pace.set(pace);
            self.gauge.beat_after(clock::MOST_HITS.into());
            if is_over {
                self.stop();
            }
        } else {
            self.vacate_seats();
        }
    }

    /// Takes the object that came last, and says whether this take is recorded, if one of `n` is. Counts the hit.
    #[cfg(not(pooled_loom))]
    pub(crate) fn pop_and_draw(&self, n: u32) -> Option<(Object, bool)> {
        let is_drawn = n <= 1 || self.gauge.is_on_beat();
        let object = self.pop()?;
        if is_drawn && n > 1 {
            let most = clock::MOST_HITS.into();
            self.gauge.beat_after(if n > most { most } else { sample::takes_between(n) });
            // Looking at the clock takes longer than all else here.
            if sample::is_part(n.min(most), most) {
                let (pace, is_over) = clock::look(self.gauge.pace.get());
                self.gauge.pace.set(pace);
                if is_over {
                    self.stop();
                }
            }
        }
        Some((object, is_drawn))
    }

    /// Whether the thread uses the cache so often that it may use its fast path between two takes that are recorded.
    #[cfg(not(pooled_loom))]
    pub(crate) fn is_busy(&self) -> bool {
        self.gauge.pace.get() >= clock::MOST_HITS / 4
    }

    /// Whether it has not followed the last request to trim, or at least so many of the intervals until `interval`.
    pub(crate) fn is_behind(&self, pool: &TypePool, interval: u32, intervals: u32) -> bool {
        interval.wrapping_sub(self.gauge.interval.load(Relaxed)) >= intervals
            || self.trims.load(Relaxed) != pool.trims()
    }

    /// Has the next return enter its slow path, unless a take comes before it.
    fn stop(&self) {
        self.gauge.owners.end.set(self.gauge.top.load(Relaxed));
    }

    /// Has the next take or return enter its slow path; the next return but one, where thread-locals can't be written
    /// from here.
    #[cfg(not(pooled_loom))]
    pub(crate) fn interrupt(&self) {
        if self.gauge.seats().is_none() {
            self.stop();
            self.gauge.beat_after(1);
        } else {
            self.vacate_seats();
        }
    }

    /// There are no thread-locals in models.
    #[cfg(pooled_loom)]
    pub(crate) fn interrupt(&self) {
        self.stop();
    }

    /// Has the thread look for work again after `pace` hits.
    pub(crate) fn set_pace(&self, pace: u16) {
        self.gauge.pace.set(pace);
        self.gauge.beat_after(u32::from(pace));
    }

    /// Whether the next return was to enter its slow path. From now on it enters it when there is no room.
    pub(crate) fn resume(&self) -> bool {
        let stopped = self.gauge.owners.end.get();
        self.put_end();
        !ptr::eq(stopped, self.gauge.owners.end.get())
    }

    /// Sets the end of the stack where the allowed size and the array have it.
    fn put_end(&self) {
        let (base, top) = (self.gauge.owners.base.get(), self.gauge.top.load(Relaxed));
        let before_base = places_between(self.array(), base);
        let places = (self.places() - before_base).min(self.allowed());
        // SAFETY: at most the end of the array.
        self.gauge.owners.end.set(unsafe { base.add(places.max(places_between(base, top))) });
    }

    /// Lets the stack use its whole array.
    pub(crate) fn open_array(&self) {
        // SAFETY: the end of the array.
        self.gauge.owners.end.set(unsafe { self.array().add(self.places()) });
    }

    /// Sets which places of the array are in use, when so many objects went past the fast paths.
    fn set_ends(&self, base: *mut Object, top: *mut Object, went: usize) {
        self.gauge.set_ends(base, top, -went.cast_signed());
        self.gauge.owners.base.set(base);
        self.put_end();
        self.count(Event::OutOf, went);
    }

    /// Sets the place above the newest object, when so many came past the fast paths; fewer than none, if objects went.
    fn set_top(&self, top: *mut Object, came: isize) {
        self.gauge.set_ends(self.gauge.owners.base.get(), top, came);
        let event = if came < 0 { Event::OutOf } else { Event::Into };
        self.count(event, came.unsigned_abs());
    }

    /// The first place of the array.
    fn array(&self) -> *mut Object {
        match self.grown() {
            // SAFETY: the places follow the head in the same allocation.
            Some(grown) => unsafe { grown.add(1).cast().as_ptr() },
            None if self.pool.is_none() => ptr::null_mut(),
            None => self.gauge.owners.inline.as_ptr().cast(),
        }
    }

    fn grown(&self) -> Option<NonNull<Grown>> {
        NonNull::new(self.grown.get())
    }

    /// How many places the array has.
    pub(crate) fn places(&self) -> usize {
        // SAFETY: the head lives as long as the stack has grown.
        self.grown().map_or(INLINE, |grown| unsafe { grown.as_ref() }.places)
    }

    /// The bytes of the budget that the stack has.
    pub(crate) fn reserved(&self) -> usize {
        // SAFETY: as above.
        self.grown().map_or(0, |grown| unsafe { grown.as_ref() }.reserved)
    }

    /// Says how many bytes of the budget the stack has. Only for a stack that has grown.
    pub(crate) fn set_reserved(&self, bytes: usize) {
        if let Some(mut grown) = self.grown() {
            // SAFETY: as above, and nobody else has a reference to it.
            unsafe { grown.as_mut() }.reserved = bytes;
        }
    }

    /// How many objects the stack may hold.
    pub(crate) fn allowed(&self) -> usize {
        self.allowed.get() as usize
    }

    /// Allows the stack so many objects, within its array.
    pub(crate) fn allow(&self, objects: usize) {
        self.allowed.set(objects.min(self.places()).try_into().unwrap_or(u32::MAX));
        self.put_end();
    }

    /// How many objects are idle here.
    pub(crate) fn len(&self) -> usize {
        places_between(self.gauge.owners.base.get(), self.gauge.top.load(Relaxed))
    }

    /// How many more objects fit.
    pub(crate) fn room(&self) -> usize {
        places_between(self.gauge.top.load(Relaxed), self.gauge.owners.end.get())
    }

    pub(crate) fn pool(&self) -> Option<&'static TypePool> {
        self.pool
    }

    pub(crate) fn gauge(&self) -> &Gauge {
        &self.gauge
    }

    /// Makes the thread-local that leads here lead to no cache, if it can be reached from here. Others whose seats are
    /// in the same line are led back by their slow paths.
    #[cfg(not(pooled_loom))]
    pub(crate) fn vacate_seats(&self) {
        // SAFETY: they are in a thread-local of this thread whose storage lasts as long as the thread.
        for seat in unsafe { self.gauge.seats().all() } {
            seat.store(empty().cast().as_ptr(), Relaxed);
        }
    }

    /// Takes an object out for something other than a take on the fast path: counts no hit.
    pub(crate) fn take_out(&self) -> Option<Object> {
        let top = self.gauge.top.load(Relaxed);
        if ptr::eq(top, self.gauge.owners.base.get()) {
            return None;
        }
        // SAFETY: `base < top`, so the place below `top` is in the array and holds an object, whose ownership goes to
        // the caller.
        unsafe {
            self.set_top(top.sub(1), -1);
            Some(*top.sub(1))
        }
    }

    /// Takes out the object that has been idle longest.
    pub(crate) fn take_oldest(&self) -> Option<Object> {
        let (base, top) = (self.gauge.owners.base.get(), self.gauge.top.load(Relaxed));
        if ptr::eq(base, top) {
            return None;
        }
        // SAFETY: `base < top`: the place holds an object, whose ownership goes to the caller.
        let object = unsafe { *base };
        // SAFETY: as above, so the place above is `top` at most.
        self.set_ends(unsafe { base.add(1) }, top, 1);
        Some(object)
    }

    /// Moves up to `n` of the objects that have been idle longest to a batch, as far as it has room. Says how many.
    pub(crate) fn move_oldest_to(&self, batch: &mut Batch, n: usize) -> usize {
        let (base, top) = (self.gauge.owners.base.get(), self.gauge.top.load(Relaxed));
        // SAFETY: the places from `base` to `top` hold objects; those that move are below the new `base` afterwards.
        unsafe {
            let moved = batch.fill(base, n.min(self.len()));
            self.set_ends(base.add(moved), top, moved);
            moved
        }
    }

    /// The same for those that came last; in the batch they are in the order in which they came.
    pub(crate) fn move_newest_to(&self, batch: &mut Batch, n: usize) {
        let n = n.min(self.len());
        // SAFETY: so many places below `top` hold objects; those that move are above the new `top` afterwards.
        unsafe {
            let top = self.gauge.top.load(Relaxed);
            let moved = batch.fill(top.sub(n), n);
            debug_assert_eq!(moved, n, "an empty batch has room for so many");
            self.set_top(top.sub(n), -n.cast_signed());
        }
    }

    /// Puts an object on top that does not come from a handle; gives it back if there is no room.
    ///
    /// # Safety
    /// As for [`push`](Self::push).
    pub(crate) unsafe fn put_into(&self, object: Object) -> Result<(), Object> {
        if self.room() == 0 {
            return Err(object);
        }
        let top = self.gauge.top.load(Relaxed);
        // SAFETY: there is room, so `top` is a place in the array. Ownership of the object goes to the cache.
        unsafe {
            *top = object;
            self.set_top(top.add(1), 1);
        }
        Ok(())
    }

    /// Puts the objects of a batch on top.
    ///
    /// # Safety
    /// They are of this cache's type, and there is [room](Self::room) for them.
    pub(crate) unsafe fn put_batch(&self, batch: Batch) {
        let (top, came) = (self.gauge.top.load(Relaxed), batch.len());
        // SAFETY: the caller's promise: so many places from `top` on are in the array.
        unsafe {
            batch.move_to(top);
            self.set_top(top.add(came), came.cast_signed());
        }
    }

    /// The objects on top, the newest last.
    ///
    /// # Safety
    /// The slice is not used when the stack may have changed.
    pub(crate) unsafe fn newest(&self, n: usize) -> &[Object] {
        let n = n.min(self.len());
        // SAFETY: so many places below `top` hold objects; the rest is the caller's promise.
        unsafe { core::slice::from_raw_parts(self.gauge.top.load(Relaxed).sub(n), n) }
    }

    fn count(&self, event: Event, n: usize) {
        if let Some(pool) = self.pool {
            pool.count(event, n);
        }
    }

    /// Makes room on top if objects have left at the bottom: moves those that are there to the start of the array.
    pub(crate) fn slide_down(&self) {
        let (base, array, len) = (self.gauge.owners.base.get(), self.array(), self.len());
        if !ptr::eq(base, array) {
            // SAFETY: both ranges are in the array.
            unsafe {
                ptr::copy(base, array, len);
                self.set_ends(array, array.add(len), 0);
            }
        }
    }

    /// Moves the stack to an array of `places`, if the objects fit there; `false` if there is no memory for it, or if
    /// the allocator, which is user code, changed the stack meanwhile so that they do not fit.
    pub(crate) fn move_to_array_of(&self, places: usize) -> bool {
        let new = if places > INLINE { Grown::allocate(places) } else { Some(ptr::null_mut()) };
        let Some(new) = new else { return false };
        if self.len() > places.max(INLINE) {
            // SAFETY: it was allocated above, and nobody uses it.
            unsafe { Grown::free(new) };
            return false;
        }
        let (old, base, len) = (self.grown.replace(new), self.gauge.owners.base.get(), self.len());
        let array = self.array();
        // SAFETY: `base` is in the old array, which is still there, or in the cache; the new one has room for `len`.
        unsafe {
            if let (Some(old), Some(mut new)) = (NonNull::new(old), NonNull::new(new)) {
                new.as_mut().reserved = old.as_ref().reserved;
            }
            ptr::copy(base, array, len);
            self.allowed.set(self.allowed.get().min(self.places().try_into().unwrap_or(u32::MAX)));
            self.set_ends(array, array.add(len), 0);
            Grown::free(old);
        }
        true
    }

    /// A cache that may hold an object of `pool`, or none if `allowed` is 0, until it grows: one without an owner, or a
    /// new one; `None` if there is no memory for it. `seats` are those of which one will lead to it, if other threads
    /// may write there.
    pub(crate) fn build(pool: &'static TypePool, allowed: usize, interval: u32, seats: Seats) -> Option<NonNull<Self>> {
        let claimed = pool.roster.claim().map(NonNull::cast);
        let cache: NonNull<Self> = claimed.or_else(|| Self::allocate(pool))?;
        // SAFETY: caches are never freed, and this one is this thread's.
        let this = unsafe { cache.as_ref() };
        this.gauge.interval.store(interval, Relaxed);
        this.trims.store(pool.trims(), Relaxed);
        this.gauge.set_largest(0);
        this.start(seats);
        // The second object that is returned shows what the thread needs.
        this.allow(allowed.min(1));
        if claimed.is_none() {
            // SAFETY: as above.
            unsafe { pool.roster.enter(cache.cast()) };
        }
        Some(cache)
    }

    /// Makes a cache; `None` if there is no memory for it.
    fn allocate(pool: &'static TypePool) -> Option<NonNull<Self>> {
        // SAFETY: the layout is that of a `ThreadCache`, so its size is not zero.
        let cache: NonNull<Self> = NonNull::new(unsafe { alloc(LAYOUT) })?.cast();
        // SAFETY: `cache` is fit for a `ThreadCache`, and nobody else has it.
        unsafe {
            cache.write(Self::new(Some(pool)));
            let array = cache.as_ref().array();
            cache.as_ref().set_ends(array, array, 0);
        }
        Some(cache)
    }

    /// Begins to serve a thread.
    fn start(&self, seats: Seats) {
        self.next.set(None);
        self.lacked.set(0);
        self.surplus.set(0);
        self.set_pace(FIRST_PACE);
        self.gauge.set_owner(Owner::Thread);
        self.gauge.set_seats(seats);
        self.put_end();
    }

    /// Has the cache of a thread that ends wait for the next thread, with its objects, which take their bytes of the
    /// budget; `false` if it may not.
    ///
    /// # Safety
    /// As for [`give_up`](Self::give_up), except that it may have objects; they may be used on other threads.
    pub(crate) unsafe fn park(cache: NonNull<Self>) -> bool {
        // SAFETY: the caller's promise.
        let this = unsafe { cache.as_ref() };
        let is_plain = this.grown().is_none() && this.gauge.own_depot().is_null() && this.surplus.get() == 0;
        let Some(pool) = this.pool.filter(|_| is_plain) else { return false };
        this.gauge.leave_seats();
        let bytes = this.bytes_when_parked(pool);
        if !pool.reserve(bytes) {
            return false;
        }
        let is_parked = pool.roster.park(cache.cast());
        if !is_parked {
            pool.release(bytes);
        }
        is_parked
    }

    /// The bytes of the budget that its objects take while it waits. They do not change in that time.
    fn bytes_when_parked(&self, pool: &TypePool) -> usize {
        self.len().saturating_mul(self.gauge.largest().max(pool.slot_bytes()))
    }

    /// Takes a cache of `pool` that waits. It is the caller's then, on this thread: to adopt, or to empty and free.
    pub(crate) fn unpark(pool: &TypePool) -> Option<NonNull<Self>> {
        Self::unpark_behind(pool, 0, 0)
    }

    /// The same for one that has not followed at least `behind` of the intervals until `interval`, or the last request
    /// to trim.
    pub(crate) fn unpark_behind(pool: &TypePool, interval: u32, behind: u32) -> Option<NonNull<Self>> {
        // SAFETY: a gauge in the roster is the first field of a cache, and the pointer leads to the whole one.
        let is_behind =
            |gauge: NonNull<Gauge>| unsafe { gauge.cast::<Self>().as_ref() }.is_behind(pool, interval, behind);
        let cache: NonNull<Self> = pool.roster.unpark(is_behind)?.cast();
        // SAFETY: it is the caller's now.
        let bytes = unsafe { cache.as_ref() }.bytes_when_parked(pool);
        pool.release(bytes);
        Some(cache)
    }

    /// Makes a cache that waited one of this thread. `seats` are as for [`build`](Self::build).
    ///
    /// # Safety
    /// It comes from [`unpark`](Self::unpark), and nobody else has it.
    pub(crate) unsafe fn adopt(cache: NonNull<Self>, seats: Seats) {
        // SAFETY: the caller's promise; caches are never freed.
        unsafe { cache.as_ref() }.start(seats);
    }

    /// Gives up an empty cache: the next thread may have it. What is left of it is the caller's to drop.
    ///
    /// # Safety
    /// `cache` is one of this thread, and nothing else leads to it any more. It has no objects, no bytes of the budget,
    /// and no objects in a depot.
    pub(crate) unsafe fn give_up(cache: NonNull<Self>) -> Option<Leftover> {
        // SAFETY: caches are never freed.
        let this = unsafe { cache.as_ref() };
        let leftover = NonNull::new(this.grown.replace(ptr::null_mut())).map(Leftover);
        this.set_ends(this.array(), this.array(), 0);
        this.gauge.leave_seats();
        if let Some(pool) = this.pool {
            pool.roster.give_up(cache.cast());
        }
        leftover
    }

    /// Begins anew in a forked child, where this thread, which has the cache `own`, is the only one: the objects in the
    /// caches of others are lost. Gives the bytes of the budget that are in use.
    #[cfg(not(pooled_loom))]
    pub(crate) fn lose_others(pool: &TypePool, own: Option<NonNull<Self>>) -> usize {
        let mut in_use = 0;
        for cache in pool.roster.pointers().map(NonNull::cast::<Self>) {
            // SAFETY: a gauge in the roster is the first field of a cache. No other thread is there.
            let this = unsafe { cache.as_ref() };
            this.gauge.begin_anew();
            // SAFETY: as above.
            let beside = unsafe { this.gauge.own_depot().as_ref() };
            if own == Some(cache) {
                in_use += this.reserved() + beside.map_or(0, Depot::bytes);
            } else if pool.roster.is_parked(cache.cast()) {
                in_use += this.bytes_when_parked(pool);
            } else if !this.gauge.has_owner(Owner::Nobody) && !this.gauge.has_owner(Owner::Lost) {
                this.gauge.lose();
                // Read as other threads do, because its owner may have been at work on it.
                let lost = usize::try_from(this.gauge.read().idle).unwrap_or(0);
                pool.count(Event::Discard(Reason::Exit), lost + beside.map_or(0, Depot::len));
            }
        }
        in_use
    }

    /// Drops all objects that the threads keep of a pool, and frees their caches. User code runs.
    ///
    /// # Safety
    /// Nobody uses the pool or its caches any more. The objects may be dropped on this thread.
    pub(crate) unsafe fn free_all(pool: &TypePool) {
        for cache in pool.roster.take_all() {
            let cache = cache.cast::<Self>();
            // SAFETY: nobody else uses it. A box made the depot, and `allocate` the cache.
            unsafe {
                cache.as_ref().drop_all(pool);
                Grown::free(cache.as_ref().grown.get());
                dealloc(cache.cast().as_ptr(), LAYOUT);
            }
        }
    }

    /// Drops all objects, and gives all bytes of the budget back. Objects of a thread that a forked child does not have
    /// are lost: it may have been at work on them.
    ///
    /// # Safety
    /// As for [`free_all`](Self::free_all).
    unsafe fn drop_all(&self, pool: &TypePool) {
        if self.gauge.has_owner(Owner::Lost) {
            return;
        }
        if self.gauge.has_owner(Owner::Next) {
            pool.release(self.bytes_when_parked(pool));
        }
        pool.release(self.reserved());
        while let Some(object) = self.take_out() {
            // SAFETY: the cache owned this object of its pool; the rest is the caller's promise.
            unsafe { pool.dispose(object, Reason::Cleared) };
        }
        let own = self.gauge.own_depot();
        if !own.is_null() {
            // SAFETY: a box made the depot, and it is this cache's.
            unsafe { pool.drop_depot(&Box::from_raw(own)) };
        }
    }
}

/// The array of a stack that had grown and was given up. Dropping it frees the array. The allocator may be code of
/// users, so this is not done under a lock.
pub(crate) struct Leftover(NonNull<Grown>);

impl Drop for Leftover {
    fn drop(&mut self) {
        // SAFETY: the array was that of a cache, which has none any more.
        unsafe { Grown::free(self.0.as_ptr()) };
    }
}

/// How many places there are from one to another above it.
fn places_between(from: *mut Object, to: *mut Object) -> usize {
    (to.addr() - from.addr()) / size_of::<Object>()
}

impl Grown {
    fn layout(places: usize) -> Option<Layout> {
        let array = Layout::array::<Object>(places).ok()?;
        Some(Layout::new::<Self>().extend(array).ok()?.0)
    }

    /// Allocates an array; `None` if there is no memory.
    fn allocate(places: usize) -> Option<*mut Self> {
        // SAFETY: the layout has the head, so its size is not zero.
        let new: NonNull<Self> = NonNull::new(unsafe { alloc(Self::layout(places)?) })?.cast();
        // SAFETY: it is fit for the head.
        unsafe { new.write(Self { places, reserved: 0 }) };
        Some(new.as_ptr())
    }

    /// Frees an array.
    ///
    /// # Safety
    /// It is null, or comes from [`allocate`](Self::allocate), and nobody uses it any more.
    unsafe fn free(this: *mut Self) {
        // SAFETY: the caller's promise.
        if let Some(layout) = unsafe { this.as_ref() }.and_then(|grown| Self::layout(grown.places)) {
            // SAFETY: `allocate` got it with this layout.
            unsafe { dealloc(this.cast(), layout) };
        }
    }
}

const _: () = {
    // `Grown::array` puts the places right behind the head.
    assert!(size_of::<Grown>().is_multiple_of(align_of::<Object>()));
    // What a thread pays for a type that it uses once: see the promises in `docs/ARCHITECTURE.md`.
    #[cfg(all(target_pointer_width = "64", not(pooled_loom)))]
    assert!(size_of::<ThreadCache>() <= 160);
};
