//! How objects flow between a thread's stack and the depot, and how large the stack may be.
//!
//! A stack starts with a few places. It grows when it overflows:
//!
//! - Up to [`MODEST`] places it grows as long as its places are worth little memory. So much a thread may hoard that
//!   only returns, but no more places than there are objects: others have to make what it keeps.
//! - Beyond that it doubles only if this thread itself lacked half a stack of objects before: then it will take again
//!   what it returns. Its places take their bytes from the budget. It does not if other threads lack objects too: they
//!   would have to make what this one keeps.
//!
//! If it may not grow, its oldest objects move to the depot. They are measured then: whoever returned them has them in
//! its processor's cache. When an interval ends, all its objects move there, and it starts small again. So what is idle
//! is measured and ages in one place, the depot; and what the thread needs comes back, a batch at a time, twice as many
//! with each refill.
//!
//! A type whose objects stay on their thread has a depot in each thread.

use core::alloc::Layout;
use core::ptr::NonNull;
use std::alloc::alloc;

use crate::pool::batch::{BATCH, Batch};
use crate::pool::budget::FREE_PLACES;
use crate::pool::depot::{CONDEMNED, Depot, OLD, YOUNG};
use crate::pool::gauge::INLINE;
use crate::pool::slot::{Object, prefetch};
use crate::pool::stats::{Event, Reason};
use crate::pool::trace::Happened;
use crate::pool::type_pool::{Orphan, TypePool};
use crate::sync::Relaxed;
use crate::thread::cache::{Leftover, ThreadCache};

/// So many places a stack may have although its thread takes nothing.
const MODEST: usize = 512;

/// As long as the new ones are worth no more than one of so many parts of what is left of the budget: the places of
/// many threads, of which most are empty, must not take it from the depots.
const MODEST_PART: usize = 64;

/// The same for a stack whose thread needs the places.
pub(crate) const NEEDED_PART: usize = 1;

/// How many objects move at once, at most.
const AT_ONCE: usize = 8 * BATCH;

/// How many objects move at once, at most, that were idle when an interval ended: the operation that moves them did not
/// ask for that.
const PIECE: usize = 2 * BATCH;

/// A batch has no more objects when they keep so many bytes: who takes a batch should not get much more than it needs.
const BATCH_BYTES: usize = 64 * 1024;

/// How many objects the first refill of an interval brings.
const FIRST_REFILL: usize = 2;

/// When objects come from the depot, the processor is asked to fetch those that are taken next. This is how many at
/// most.
const PREFETCHED: usize = 128;

/// Why an object was not accepted. The caller drops it.
pub(crate) type Refused = (Object, Reason);

/// A step of [`ThreadCache::close_quietly`].
pub(crate) enum Closing {
    /// The cache is closed. What is left of it is the caller's to drop.
    Done(Option<Leftover>),
    /// There is more to do.
    More,
    /// There is no place for this object. The caller drops it, and then there may be more to do.
    Drop(Orphan),
}

impl ThreadCache {
    /// The depot that the objects of this cache move to: that of all threads, or else one of this thread.
    pub(crate) fn depot<'a>(&'a self, pool: &'a TypePool) -> Option<&'a Depot> {
        // SAFETY: the thread's own depot lives as long as its cache, whose owner calls this.
        pool.depot().or_else(|| unsafe { self.gauge().own_depot().as_ref() })
    }

    /// The depot of a pool on a thread that has this cache of it, or none.
    pub(crate) fn depot_at<'a>(cache: Option<&'a Self>, pool: &'a TypePool) -> Option<&'a Depot> {
        cache.map_or_else(|| pool.depot(), |cache| cache.depot(pool))
    }

    /// As [`depot`](Self::depot); makes the thread's own depot if it has none, and if there is memory for it.
    fn depot_or_new<'a>(&'a self, pool: &'a TypePool) -> Option<&'a Depot> {
        self.depot(pool).or_else(|| {
            // SAFETY: a depot has a size. What was allocated is fit for one, and as a box would have allocated it.
            let new = unsafe {
                let new: NonNull<Depot> = NonNull::new(alloc(Layout::new::<Depot>()))?.cast();
                new.write(pool.own_depot());
                Box::from_raw(new.as_ptr())
            };
            // The allocator, which is user code, may have used this cache.
            if self.gauge().own_depot().is_null() {
                self.gauge().set_own_depot(Box::into_raw(new));
            }
            self.depot(pool)
        })
    }

    /// How many objects the thread has in a depot of its own. They count towards its capacity.
    fn beside(&self, pool: &TypePool) -> usize {
        if pool.depot().is_some() { 0 } else { self.depot(pool).map_or(0, Depot::len) }
    }

    /// Takes an idle object from this cache or else from the depot. From the depot a batch or more move to this cache.
    pub(crate) fn obtain(&self, pool: &TypePool) -> Option<Object> {
        if let Some(object) = self.pop() {
            return Some(object);
        }
        let is_nowhere = self.depot(pool).is_none_or(|depot| depot.len() == 0) && !pool.roster.has_parked();
        if is_nowhere {
            self.note_lack(1);
            return None;
        }
        self.refill(pool);
        if self.len() == 0 {
            self.take_parked(pool);
        }
        let object = self.take_out()?;
        pool.count(Event::Refill, 1);
        Some(object)
    }

    /// Moves objects from the depot to this cache, as many as the thread lacked so far, but no more than
    /// [`AT_ONCE`].
    fn refill(&self, pool: &TypePool) {
        let wanted = (self.lacked.get() as usize).clamp(FIRST_REFILL, AT_ONCE);
        let came = self.fill(pool, wanted);
        pool.note(Happened::Refill, came);
        self.note_lack(came.max(1));
    }

    /// Notes that the thread lacked so many objects.
    fn note_lack(&self, objects: usize) {
        self.lacked.set(self.lacked.get().saturating_add(objects.try_into().unwrap_or(u32::MAX)));
    }

    /// Moves objects from the depot to this cache, `wanted` or as many as there are and fit. Says how many came.
    pub(crate) fn fill(&self, pool: &TypePool, wanted: usize) -> usize {
        let mut came = 0;
        self.slide_down();
        while came < wanted {
            let Some(depot) = self.depot(pool) else { break };
            let Some(batch) = depot.take() else { break };
            self.note_size(batch.bytes() / batch.len().max(1));
            let is_last = depot.was_condemned(&batch);
            let n = batch.len().min(if is_last { 1 } else { wanted - came });
            if self.room() < n {
                self.grow_to(pool, (self.len() + wanted - came).min(MODEST), MODEST_PART);
            }
            let n = n.min(self.room());
            self.put(batch, n, depot);
            came += n;
            if n == 0 || is_last {
                break;
            }
        }
        // SAFETY: nothing changes the stack while the slice is used.
        for &object in unsafe { self.newest(came.min(PREFETCHED)) } {
            prefetch(object);
        }
        came
    }

    /// Puts the newest `n` objects of a batch on top, for which there is room; the others go back.
    fn put(&self, mut batch: Batch, n: usize, depot: &Depot) {
        if n == batch.len() {
            // SAFETY: the batch is of this pool, and there is room.
            unsafe { self.put_batch(batch) };
            return;
        }
        for _ in 0..n {
            let Some(object) = batch.pop() else { break };
            // SAFETY: the batch owned the object, which is of this pool. There is room, so it does not come back.
            let _ = unsafe { self.put_into(object) };
        }
        depot.put_back(batch);
    }

    /// Takes over the objects of a cache that waits for a thread, if one has some.
    pub(crate) fn take_parked(&self, pool: &TypePool) {
        self.slide_down();
        while self.len() == 0 {
            let Some(objects) = Self::take_all_parked(pool, 0, 0) else { break };
            self.grow_to(pool, INLINE, MODEST_PART);
            for object in objects.into_iter().flatten() {
                // SAFETY: the other cache owned the object, which is of this pool.
                if let Err(object) = unsafe { self.put_into(object) } {
                    // SAFETY: as above; it was in a cache that any thread may have.
                    unsafe { pool.dispose(object, Reason::Evicted) };
                }
            }
        }
    }

    /// Takes an idle object for a thread without a cache: from the depot, or from a cache that waits for a thread.
    pub(crate) fn take_one(pool: &TypePool) -> Option<Object> {
        pool.take_one().or_else(|| {
            loop {
                let parked = Self::unpark(pool)?;
                // SAFETY: it is this thread's now; parked again or given up below.
                let object = unsafe { parked.as_ref() }.take_out();
                // SAFETY: it is this thread's, and has not grown.
                if object.is_none() || !unsafe { Self::park(parked) } {
                    // SAFETY: as above.
                    let others = unsafe { Self::take_all(parked) };
                    for object in others.into_iter().flatten() {
                        // SAFETY: it was in a cache that any thread may have.
                        unsafe { pool.dispose(object, Reason::Trimmed) };
                    }
                }
                if object.is_some() {
                    return object;
                }
            }
        })
    }

    /// The objects of a cache that waits for a thread and has not followed so many intervals, or a trim, if there is
    /// one. Gives the cache up.
    fn take_all_parked(pool: &TypePool, interval: u32, behind: u32) -> Option<[Option<Object>; INLINE]> {
        // SAFETY: it is this thread's now, and has not grown.
        Self::unpark_behind(pool, interval, behind).map(|parked| unsafe { Self::take_all(parked) })
    }

    /// Takes all objects out of a cache and gives it up. No code of users runs meanwhile, which could fork the process.
    ///
    /// # Safety
    /// It comes from [`unpark`](Self::unpark), and nobody else has it.
    unsafe fn take_all(parked: NonNull<Self>) -> [Option<Object>; INLINE] {
        // SAFETY: the caller's promise. It is empty when it is given up.
        unsafe {
            let objects = [(); INLINE].map(|()| parked.as_ref().take_out());
            Self::give_up(parked);
            objects
        }
    }

    /// Gives up a cache that waits for a thread and has not followed so many intervals, or a trim, if there is one. Its
    /// objects move to the depot, where they are of that age, or are dropped if `age` is `None`.
    pub(crate) fn end_parked(pool: &TypePool, interval: u32, behind: u32, age: Option<u32>) -> bool {
        let Some(objects) = Self::take_all_parked(pool, interval, behind) else { return false };
        // The one that came first in front.
        let mut objects = objects.into_iter().rev().flatten();
        if let Some((age, mut batch)) = age.and_then(|age| Some((age, pool.batch()?))) {
            for object in objects.by_ref() {
                // SAFETY: the cache owned the object, which is of this pool, and which any thread may have.
                unsafe {
                    match pool.measure(object) {
                        Some(bytes) => batch.push(object, bytes),
                        None => pool.dispose(object, Reason::Evicted),
                    }
                }
            }
            // SAFETY: as above.
            unsafe { pool.give(pool.depot(), batch, age) };
        }
        // SAFETY: as above.
        objects.for_each(|object| unsafe { pool.dispose(object, Reason::Trimmed) });
        true
    }

    /// Notes how large an object of this cache is.
    fn note_size(&self, bytes: usize) {
        if bytes > self.gauge().largest() {
            self.gauge().set_largest(bytes);
        }
    }

    /// Puts an object on top; makes room if there is none.
    ///
    /// # Safety
    /// `object` is a slot pointer of this cache's type, and the caller owns it.
    pub(crate) unsafe fn accept(&self, pool: &TypePool, object: Object) -> Result<(), Refused> {
        // SAFETY: the caller's promise; an object that is given back is the caller's as before.
        let Err(object) = (unsafe { self.push(object) }) else { return Ok(()) };
        // SAFETY: as above.
        let Some(bytes) = (unsafe { pool.measure(object) }) else { return Err((object, Reason::Panicked)) };
        self.note_size(bytes);
        if self.surplus.get() > 0 {
            // The others are on their way to the depot. The next return has to come here again.
            self.slide_down();
            self.open_array();
            if self.room() == 0 {
                self.flush(pool);
                self.open_array();
            }
            // SAFETY: as above.
            let pushed = unsafe { self.push(object) };
            self.interrupt();
            return pushed.map_err(|object| (object, Reason::Full));
        }
        self.slide_down();
        if self.room() == 0 && !self.grow(pool) {
            self.flush(pool);
        }
        // SAFETY: as above.
        unsafe { self.push(object) }.map_err(|object| (object, Reason::Full))
    }

    /// Lets the stack grow after an overflow, if it may.
    ///
    /// A thread that only returns gets no more places than there are objects, because other threads make anew what it
    /// keeps. So few objects that go there and back are reused at once.
    fn grow(&self, pool: &TypePool) -> bool {
        let allowed = self.allowed();
        let (wanted, lacked) = ((allowed * 2).max(INLINE), self.lacked.get() as usize);
        let is_needed = lacked >= (allowed / 2).max(1);
        let others_may_have_it = pool.depot().is_some_and(|depot| depot.room() > 0);
        if !is_needed && others_may_have_it && wanted > pool.objects() {
            return false;
        }
        let may_be_large = allowed < MODEST || !pool.contest.is_on();
        if allowed >= FREE_PLACES && lacked >= allowed / 2 && may_be_large {
            self.grow_to(pool, wanted, NEEDED_PART)
        } else {
            self.grow_to(pool, wanted.min(MODEST), MODEST_PART)
        }
    }

    /// Lets the stack grow to `wanted` places, or to as many as the limits allow; `false` if it did not grow. The new
    /// ones may be worth one of `part` parts of what is left of the budget.
    pub(crate) fn grow_to(&self, pool: &TypePool, wanted: usize, part: usize) -> bool {
        let largest = self.gauge().largest().max(pool.slot_bytes());
        let affordable = ((self.reserved() + pool.budget_left() / part) / largest).max(FREE_PLACES);
        let places = wanted.min(affordable).min(pool.capacity().saturating_sub(self.beside(pool)));
        if places <= self.allowed() {
            return false;
        }
        let bytes = if places > FREE_PLACES { places.saturating_mul(largest) } else { 0 };
        let more = bytes.saturating_sub(self.reserved());
        if !pool.reserve(more) {
            return false;
        }
        if places > self.places() && !self.move_to_array_of(places) {
            pool.release(more);
            return false;
        }
        self.set_reserved(self.reserved() + more);
        self.slide_down();
        self.allow(places);
        pool.note(Happened::Growth, places);
        true
    }

    /// Whether the thread has more than the capacity allows, because that became less.
    pub(crate) fn exceeds(&self, pool: &TypePool) -> bool {
        let capacity = pool.capacity();
        self.allowed() > capacity || self.len() > capacity || self.beside(pool) > capacity
    }

    /// Follows a capacity that became less: gives up places, and a piece of the objects. They move to the depot as far
    /// as it has room; the others are dropped. User code runs.
    pub(crate) fn follow_capacity(&self, pool: &TypePool) {
        let capacity = pool.capacity();
        if self.allowed() > capacity {
            self.reduce_to(pool, capacity);
        }
        let surplus = self.len().saturating_sub(capacity);
        let room = if pool.tuning.is_off() { 0 } else { pool.depot().map_or(0, Depot::room) };
        if self.move_oldest(pool, surplus.min(PIECE).min(room), YOUNG) == 0 {
            self.drop_oldest(pool, surplus.min(BATCH));
        }
        if self.beside(pool) > capacity {
            self.drop_beside(pool);
        }
    }

    /// Drops a batch of what the thread keeps in a depot of its own. Says how many objects. User code runs.
    fn drop_beside(&self, pool: &TypePool) -> usize {
        // SAFETY: as in `depot`. Asked for again each time: user code ran.
        let own = unsafe { self.gauge().own_depot().as_ref() };
        let Some(batch) = own.and_then(Depot::take) else { return 0 };
        let dropped = batch.len();
        // SAFETY: the depot owned objects of this pool, which never left this thread.
        unsafe { pool.dispose_batch(batch, Reason::Trimmed) };
        dropped
    }

    /// Gives up all but so many places, and their part of the bytes.
    fn reduce_to(&self, pool: &TypePool, places: usize) {
        let kept = self.reserved() / self.allowed().max(1) * places;
        pool.release(self.reserved() - kept);
        self.set_reserved(kept);
        self.allow(places);
    }

    /// Starts small again: gives the bytes of its places back.
    pub(crate) fn shrink(&self, pool: &TypePool) {
        self.release(pool);
        self.allow(FREE_PLACES.min(pool.capacity()));
    }

    /// Gives the bytes of its places back.
    fn release(&self, pool: &TypePool) {
        pool.release(self.reserved());
        self.set_reserved(0);
    }

    /// Moves a part of the oldest objects to the depot after an overflow, if it has room.
    fn flush(&self, pool: &TypePool) {
        let room = match pool.depot() {
            Some(depot) => depot.room(),
            None if self.beside(pool) + self.len() < pool.capacity() => usize::MAX,
            None => 0,
        };
        let n = whole_batches(self.allowed().div_ceil(2).min(AT_ONCE));
        if pool.budget_left() < pool.typical_bytes() {
            return self.drop_newest(pool, n);
        }
        let left = self.move_oldest(pool, n.min(room), YOUNG);
        if self.allowed() > MODEST && pool.contest.is_on() {
            // Room for some returns is left.
            self.reduce_to(pool, MODEST.max(self.allowed() - left / 2));
        }
        if left > 0 {
            pool.count(Event::Flush, 1);
            pool.note(Happened::Flush, left);
        }
        self.lacked.set(self.lacked.get().saturating_sub(left.try_into().unwrap_or(u32::MAX)));
        self.slide_down();
    }

    /// Moves up to `n` of the oldest objects to the depot, until the budget is full. Says how many left the stack. User
    /// code runs, which measures them.
    pub(crate) fn move_oldest(&self, pool: &TypePool, n: usize, age: u32) -> usize {
        let mut left = 0;
        while left < n {
            let Some((batch, taken)) = self.collect(pool, n - left) else { break };
            left += taken;
            let depot = self.depot_or_new(pool).filter(|_| batch.len() > 0);
            // SAFETY: the objects are of this pool, the depot is that of the pool or of this thread, which is that of
            // the cache.
            if !unsafe { pool.give(depot, batch, age) } {
                break;
            }
        }
        left
    }

    /// Takes up to `n` of the oldest objects out, as a batch, and measures them. Says how many it took out: those whose
    /// size can't be asked for are dropped. `None` if there are none, or no memory.
    fn collect(&self, pool: &TypePool, n: usize) -> Option<(Batch, usize)> {
        if self.len() == 0 {
            return None;
        }
        let mut batch = pool.batch()?;
        let taken = self.move_oldest_to(&mut batch, n.min(in_a_batch(pool)));
        // SAFETY: the cache owned these objects of its type, and now the batch does, on the thread of the cache.
        let largest = batch.measure(
            |object| unsafe { pool.measure(object) },
            |object| unsafe {
                pool.dispose(object, Reason::Evicted);
            },
        );
        self.note_size(largest);
        pool.set_typical_bytes(batch.bytes() / batch.len().max(1));
        Some((batch, taken))
    }

    /// Begins a new interval: all objects are to move to the depot, and the stack starts small.
    pub(crate) fn begin_interval(&self, pool: &TypePool, interval: u32) {
        self.gauge().interval.store(interval, Relaxed);
        self.all_is_surplus();
        let was_needed = self.allowed();
        self.lacked.set(0);
        self.gauge().set_largest(0);
        self.shrink(pool);
        // The array stays if most of it was needed: it will be needed again, and should not be allocated again.
        if was_needed.max(self.len()) < self.places() / 4 {
            self.move_to_array_of(was_needed.max(self.len()));
        }
        if let Some(own) = self.depot(pool).filter(|_| pool.depot().is_none()) {
            own.end_interval();
        }
    }

    /// Says that all objects are to move to the depot.
    pub(crate) fn all_is_surplus(&self) {
        self.surplus.set(self.len().try_into().unwrap_or(u32::MAX));
    }

    /// Moves a piece of what is to move to the depot: there it is as old as what was idle there when the interval
    /// ended, or condemned if it is `trimmed`.
    pub(crate) fn move_surplus(&self, pool: &TypePool, trimmed: bool) {
        let surplus = (self.surplus.get() as usize).min(self.len());
        let room = pool.depot().map_or(usize::MAX, Depot::room);
        // A trim leaves nothing in the depot. What came there would stay if it has a minimum.
        let room = if trimmed && pool.depot().is_some_and(|depot| depot.min_idle() > 0) { 0 } else { room };
        let moved = self.move_oldest(pool, PIECE.min(surplus).min(room), if trimmed { CONDEMNED } else { OLD });
        let moved = if moved == 0 && trimmed { self.drop_oldest(pool, surplus.min(BATCH)) } else { moved };
        // If nothing moved, the depot has no room: the rest stays.
        let left = if moved == 0 { 0 } else { (surplus - moved.min(surplus)).min(self.len()) };
        self.surplus.set(left.try_into().unwrap_or(u32::MAX));
    }

    /// Drops a batch of the newest objects, up to `n`, because the budget is used up. The oldest stay: so what the load
    /// frees and allocates again in each cycle is next to each other, which is what an allocator is best at.
    fn drop_newest(&self, pool: &TypePool, n: usize) {
        // Large ones one by one: the load will need again what is dropped beyond the one that has no room.
        let n = n.min(in_a_batch(pool));
        if let Some(mut batch) = pool.batch() {
            self.move_newest_to(&mut batch, n);
            // SAFETY: the cache owned these objects of its type, on its thread.
            return unsafe { pool.dispose_batch(batch, Reason::Evicted) };
        }
        for _ in 0..n {
            let Some(object) = self.take_out() else { break };
            // SAFETY: as above.
            unsafe { pool.dispose(object, Reason::Evicted) };
        }
    }

    /// Drops up to `n` of the oldest objects. Says how many. User code runs.
    fn drop_oldest(&self, pool: &TypePool, n: usize) -> usize {
        let oldest = core::iter::from_fn(|| self.take_oldest()).take(n);
        // SAFETY: the cache owned these objects of its type, on its thread.
        oldest.map(|object| unsafe { pool.dispose(object, Reason::Trimmed) }).count()
    }

    /// Drops what the thread keeps in a depot of its own. User code runs.
    pub(crate) fn trim_beside(&self, pool: &TypePool) {
        let mut left = self.beside(pool);
        while left > 0 {
            let dropped = self.drop_beside(pool);
            if dropped == 0 {
                break;
            }
            left = left.saturating_sub(dropped);
        }
    }

    /// Gives the idle objects in `cache` to the depot, drops those that do not fit there, and gives the cache up. A
    /// panic of a drop ends here.
    ///
    /// # Safety
    /// `cache` comes from [`ThreadCache::build`] on this thread, and nothing else leads to it any more.
    pub(crate) unsafe fn close(cache: NonNull<Self>) {
        // SAFETY: the caller's promise: the cache is valid, and user code in a drop cannot reach it.
        let this = unsafe { cache.as_ref() };
        let Some(pool) = this.pool() else { return };
        let is_wanted = !pool.tuning.is_off() || this.len() == 0;
        // SAFETY: the caller's promise; the objects are of a type that threads share.
        if is_wanted && pool.has_unlimited_depot() && unsafe { Self::park(cache) } {
            return;
        }
        this.release(pool);
        if let Some(depot) = pool.depot().filter(|_| is_wanted) {
            this.move_oldest(pool, this.len().min(depot.room()), YOUNG);
        }
        while let Some(object) = this.take_out() {
            // SAFETY: the cache owned this object of its own type, and now this loop does, on the thread of the cache.
            unsafe { pool.dispose(object, Reason::Exit) };
        }
        let own = this.gauge().own_depot();
        // SAFETY: the depot is this cache's.
        let take = || unsafe { own.as_ref() }?.take();
        while let Some(batch) = take() {
            // SAFETY: the depot owned objects of this pool, which never left this thread.
            unsafe { pool.dispose_batch(batch, Reason::Exit) };
        }
        // SAFETY: the caller's promise. The depot, which stays with the cache, is empty.
        unsafe { Self::give_up(cache) };
    }

    /// Does a step of what [`close`](Self::close) does, for the cache of a value's pool. No code of users runs, nor the
    /// allocator, so nothing is measured. `spare` is an empty batch, if there is memory for one.
    ///
    /// # Safety
    /// As for [`close`](Self::close); and `pool`, which is that of the cache, is not freed meanwhile.
    pub(crate) unsafe fn close_quietly(cache: NonNull<Self>, pool: &TypePool, spare: Option<Batch>) -> Closing {
        // SAFETY: the caller's promise.
        let this = unsafe { cache.as_ref() };
        let is_wanted = !pool.tuning.is_off() || this.len() == 0;
        // SAFETY: the caller's promise.
        if is_wanted && pool.has_unlimited_depot() && unsafe { Self::park(cache) } {
            return Closing::Done(None);
        }
        this.release(pool);
        if let (true, Some(depot), Some(batch)) = (is_wanted, pool.depot(), spare) {
            // SAFETY: the caller's promise.
            if unsafe { this.give_unmeasured(pool, depot, batch) } {
                return Closing::More;
            }
        }
        // SAFETY: the depot is this cache's.
        let take_from_own = || unsafe { this.gauge().own_depot().as_ref() }?.take_one();
        if let Some(object) = this.take_out().or_else(take_from_own) {
            // SAFETY: the cache owned this object of its own pool.
            return Closing::Drop(unsafe { pool.let_go(object, Reason::Exit) });
        }
        // SAFETY: the caller's promise.
        Closing::Done(unsafe { Self::give_up(cache) })
    }

    /// Moves some of the oldest objects to the depot; `false` if it has no room for them, or if there are none. They
    /// count as large as the largest that was measured here.
    ///
    /// # Safety
    /// `depot` is that of `pool`, and `pool` that of this cache.
    unsafe fn give_unmeasured(&self, pool: &TypePool, depot: &Depot, mut batch: Batch) -> bool {
        let most = in_a_batch(pool).min(depot.room());
        if self.move_oldest_to(&mut batch, most) == 0 {
            return false;
        }
        let each = self.gauge().largest().max(pool.typical_bytes());
        batch.measure(|_| Some(each), |_| ());
        // SAFETY: the caller's promise.
        match unsafe { depot.give(batch, YOUNG) } {
            Ok(()) => true,
            Err(batch) => {
                self.slide_down();
                // SAFETY: they are of this cache's pool, and were in it before, so there is room.
                unsafe { self.put_batch(batch) };
                false
            }
        }
    }
}

/// How many objects of this pool move in one batch, at least 1.
pub(crate) fn in_a_batch(pool: &TypePool) -> usize {
    (BATCH_BYTES / pool.typical_bytes()).clamp(1, BATCH)
}

/// As many objects as there are in whole batches, if that is at least one.
fn whole_batches(n: usize) -> usize {
    if n < BATCH { n } else { n - n % BATCH }
}
