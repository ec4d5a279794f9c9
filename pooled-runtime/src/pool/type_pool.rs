//! What all threads share of the pool of one type.

use core::any::TypeId;
use core::cell::Cell;
use core::ptr::NonNull;

use crate::autoref::Sharing;
use crate::factory::Factory;
use crate::panic::{attempt, drop_payload, swallow};
use crate::pool::batch::Batch;
use crate::pool::contest::Contest;
use crate::pool::depot::{Depot, Shared, YOUNG};
use crate::pool::live_budget::LiveBudget;
use crate::pool::need::Needs;
use crate::pool::recorded::Recorded;
use crate::pool::roster::Roster;
use crate::pool::slot::{self, Object};
use crate::pool::stats::{Event, PoolStats, Reason, Tallies};
use crate::pool::trace::{self, Happened};
use crate::pool::tree::{Below, Node};
use crate::pool::tuning::Tuning;
use crate::reset::{NOTICED_BYTES, is_quiet};
use crate::sync::{Acquire, AtomicU32, AtomicU64, AtomicUsize, Relaxed, Release};

/// The most idle objects that a thread, or a depot, can be told to keep.
pub(crate) const MAX_CAPACITY: usize = 1 << 28;

/// An idle object counts at least so many bytes: the allocator and the pool need some for it, however small it is.
const LEAST_BYTES: usize = 32;

/// What all threads share of the pool of one type. There is one for each type, made on the first slow path and never
/// freed.
///
/// What the first take of a thread needs is in front, in as few cache lines as it fits into, and what it writes apart
/// from what it reads.
#[repr(C, align(64))]
pub(crate) struct TypePool {
    below: Below<Self>,
    kind: TypeInfo,
    /// How many requests to trim there were.
    trims: AtomicU32,
    /// How many objects of the depot are still to be dropped, because somebody asked for a trim who could not do it.
    to_empty: AtomicUsize,
    pub(crate) tuning: Tuning,
    depot: Depot,
    peak_bytes: AtomicU64,
    typical_bytes: AtomicUsize,
    pub(crate) roster: Roster,
    pub(crate) contest: Contest,
    tallies: Tallies,
    pub(crate) needs: Needs,
    pub(crate) recorded: Recorded,
    pub(crate) live_budget: LiveBudget,
    /// No other pool has this number.
    id: u64,
    /// That of the pool of a value.
    key: Option<Key>,
    /// The last interval that ended for this pool. Only for the pool of a value: those of types hear of each one.
    interval: AtomicU32,
}

/// What tells the pool of a value from all others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key {
    /// No two pools ever have the same. From 1 to [`LAST`](Self::LAST).
    pub(crate) number: u64,
    /// The place of the pool among those that live, and of its caches in the tables of threads. The next pool may have
    /// the place of one that was dropped.
    pub(crate) place: usize,
}

impl Key {
    /// The last number. A program that makes a pool each nanosecond gets there after 290 years, and begins anew.
    pub(crate) const LAST: u64 = (1 << 63) - 2;

    /// A bit that no number has.
    pub(crate) const UNUSED_BIT: u64 = 1 << 63;

    /// The number where there is no pool; not even with the unused bit is that of a pool the same.
    pub(crate) const NO_NUMBER: u64 = u64::MAX;
}

/// What a pool knows about its type.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct TypeInfo {
    pub(crate) type_id: TypeId,
    /// How many idle objects a thread may keep, unless the settings say something else. `depot` is how many the depot
    /// may keep.
    capacity: usize,
    /// Whether the drop of an object is known to run no code of users, so that operations of other pools may drop it.
    /// Never for the pool of a value: others don't know whether that one still lives.
    is_quiet: bool,
    /// Whether objects may move between threads.
    is_shared: bool,
    /// Whether takes can be recorded.
    is_trackable: bool,
    depot: usize,
    name: &'static str,
    dispose: unsafe fn(Object),
    retained: Option<Retained>,
    shrink: unsafe fn(Object, usize),
    slot_bytes: usize,
    context: Context,
}

/// Says how many bytes an object keeps beside its slot.
type Retained = unsafe fn(Object, Context) -> usize;

/// What [`TypeInfo::of_value`] was given for its function that measures objects.
#[derive(Clone, Copy)]
pub(crate) struct Context(*const ());

// SAFETY: it leads to something that threads may share: `of_value` has that as a bound.
unsafe impl Send for Context {}
// SAFETY: as above.
unsafe impl Sync for Context {}

impl Context {
    const NONE: Self = Self(core::ptr::null());

    /// What it leads to.
    ///
    /// # Safety
    /// It was made of a `C`, which still lives.
    unsafe fn get<'a, C>(self) -> &'a C {
        // SAFETY: the caller's promise.
        unsafe { &*self.0.cast() }
    }
}

/// Measures a value.
pub(crate) struct Measure<T>(pub(crate) Box<dyn Fn(&T) -> usize + Send + Sync>);

impl TypeInfo {
    /// The facts about `T`, whose takes can be recorded. Without the proof that objects may move between threads, the
    /// depot keeps none. `dispose` drops the object in a type-erased slot and frees the slot.
    pub(crate) fn of<T: Factory>(
        name: &'static str,
        capacity: usize,
        depot: usize,
        sharing: &Sharing<T>,
        dispose: unsafe fn(Object),
    ) -> Self {
        let depot = if sharing.is_shared() { depot.min(MAX_CAPACITY) } else { 0 };
        Self {
            type_id: TypeId::of::<T>(),
            name,
            dispose,
            retained: core::mem::needs_drop::<T>().then_some(retained::<T>),
            shrink: shrink::<T>,
            slot_bytes: slot::layout::<T>().pad_to_align().size().max(LEAST_BYTES),
            is_quiet: is_quiet::<T>(),
            is_shared: depot > 0,
            is_trackable: true,
            capacity: capacity.min(MAX_CAPACITY),
            depot,
            context: Context::NONE,
        }
    }

    /// The facts about a pool of values in slots of `S`.
    ///
    /// # Safety
    /// `measure` lives as long as the pool that is made with them. The objects may be used by all threads that use the
    /// pool or drop it.
    pub(crate) unsafe fn of_value<S: Factory>(
        name: &'static str,
        [capacity, depot]: [usize; 2],
        measure: Option<&Measure<S>>,
        dispose: unsafe fn(Object),
    ) -> Self {
        Self {
            type_id: TypeId::of::<S>(),
            name,
            dispose,
            retained: measure.is_some().then_some(retained_by_measure::<S>),
            shrink: shrink::<S>,
            slot_bytes: slot::layout::<S>().pad_to_align().size().max(LEAST_BYTES),
            is_quiet: false,
            is_shared: depot > 0,
            capacity: capacity.min(MAX_CAPACITY),
            depot: depot.min(MAX_CAPACITY),
            is_trackable: true,
            context: measure.map_or(Context::NONE, |measure| Context(core::ptr::from_ref(measure).cast())),
        }
    }

    /// The same for a type whose takes are never recorded.
    pub(crate) fn untracked(self) -> Self {
        Self { is_trackable: false, ..self }
    }
}

impl Node for TypePool {
    fn key(&self) -> TypeId {
        self.kind.type_id
    }

    fn below(&self) -> &Below<Self> {
        &self.below
    }
}

impl TypePool {
    pub(crate) fn new(id: u64, kind: TypeInfo, key: Option<Key>, shared: Shared, interval: u32) -> Self {
        Self {
            id,
            key,
            interval: AtomicU32::new(interval),
            kind,
            tuning: Tuning::new(kind.capacity, shared.is_off),
            depot: Depot::new(kind.depot, kind.is_quiet, shared),
            roster: Roster::default(),
            needs: Needs::default(),
            tallies: Tallies::default(),
            contest: Contest::default(),
            recorded: Recorded::default(),
            live_budget: LiveBudget::default(),
            peak_bytes: AtomicU64::new(0),
            typical_bytes: AtomicUsize::new(kind.slot_bytes),
            trims: AtomicU32::new(0),
            to_empty: AtomicUsize::new(0),
            below: Below::default(),
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.kind.name
    }

    /// No other pool has this number.
    pub(crate) fn id(&self) -> u64 {
        self.id
    }

    /// Whether takes can be recorded.
    pub(crate) fn is_trackable(&self) -> bool {
        self.kind.is_trackable
    }

    pub(crate) fn type_id(&self) -> TypeId {
        self.kind.type_id
    }

    /// The key of the pool of a value.
    pub(crate) fn key(&self) -> Option<Key> {
        self.key
    }

    /// Has the processor fetch what the first take of a thread writes.
    pub(crate) fn prefetch(&self) {
        slot::prefetch(NonNull::from(&self.roster).cast());
        slot::prefetch(NonNull::from(&self.contest).cast());
    }

    /// How many idle objects a thread may keep now.
    pub(crate) fn capacity(&self) -> usize {
        if self.tuning.is_off() { 0 } else { self.tuning.capacity() }
    }

    /// How many idle objects a thread, and the depot, may keep as the type has it.
    pub(crate) fn own_limits(&self) -> (usize, usize) {
        (self.kind.capacity, self.kind.depot)
    }

    /// Whether every take and return has to enter its slow path, because the pool does not serve all of them, or
    /// because takes are recorded. In the latter case threads may use their fast paths for a while all the same: see
    /// [`Recorded`].
    pub(crate) fn is_cold(&self) -> bool {
        self.is_restricted() || self.tuning.is_watched()
    }

    /// Whether the pool does not serve all takes and returns.
    pub(crate) fn is_restricted(&self) -> bool {
        !self.tuning.serves_all() || self.tuning.is_off()
    }

    /// The bytes of an idle object that keeps nothing on the heap.
    pub(crate) fn slot_bytes(&self) -> usize {
        self.kind.slot_bytes
    }

    /// How many bytes an object had in the batch that was measured last, at least 1.
    pub(crate) fn typical_bytes(&self) -> usize {
        self.typical_bytes.load(Relaxed).max(1)
    }

    pub(crate) fn set_typical_bytes(&self, bytes: usize) {
        if self.typical_bytes.load(Relaxed) != bytes {
            self.typical_bytes.store(bytes, Relaxed);
        }
    }

    /// Whether the drop of an object is known to run no code of users.
    pub(crate) fn is_quiet(&self) -> bool {
        self.kind.is_quiet
    }

    /// How many bytes of the budget are left to this pool.
    pub(crate) fn budget_left(&self) -> usize {
        self.depot.budget_left()
    }

    /// Takes bytes of the budget; `false` if so many are not left to this pool.
    pub(crate) fn reserve(&self, bytes: usize) -> bool {
        self.depot.reserve(bytes)
    }

    /// Gives bytes of the budget back.
    pub(crate) fn release(&self, bytes: usize) {
        self.depot.release(bytes);
    }

    /// An empty batch; `None` if there is no memory for it.
    pub(crate) fn batch(&self) -> Option<Batch> {
        self.depot.shared().arena.batch()
    }

    /// A depot for a thread whose objects stay there.
    pub(crate) fn own_depot(&self) -> Depot {
        Depot::new(usize::MAX, self.kind.is_quiet, self.depot.shared())
    }

    /// Whether threads share as many objects as the budget allows.
    pub(crate) fn has_unlimited_depot(&self) -> bool {
        self.kind.is_shared && self.depot.limit() == MAX_CAPACITY
    }

    /// The depot, if the threads share one.
    pub(crate) fn depot(&self) -> Option<&Depot> {
        self.kind.is_shared.then_some(&self.depot)
    }

    pub(crate) fn count(&self, event: Event, n: usize) {
        self.tallies.count(event, n);
        match event {
            Event::Miss => self.note(Happened::Miss, n),
            Event::Discard(reason) => self.note(Happened::Discard(reason.name()), n),
            _ => {}
        }
    }

    /// Notes what happened, to be told later.
    pub(crate) fn note(&self, what: Happened, objects: usize) {
        trace::note(self.kind.name, self.id, what, objects);
    }

    /// How many objects there are, live and idle.
    pub(crate) fn objects(&self) -> usize {
        self.tallies.objects()
    }

    /// How many objects are live, but for those on their way; `None` if a thread changes its stack now. O(threads).
    pub(crate) fn live(&self) -> Option<u64> {
        let sum = self.roster.try_sum(self.kind.slot_bytes)?;
        Some((self.objects() as u64).saturating_sub(sum.idle + sum.beside + self.depot.len() as u64))
    }

    /// How many requests to trim there were.
    pub(crate) fn trims(&self) -> u32 {
        self.trims.load(Acquire)
    }

    /// Adds a request to trim.
    pub(crate) fn ask_for_trim(&self) {
        self.trims.fetch_add(1, Release);
    }

    /// Whether the depot has objects that wait to be dropped.
    pub(crate) fn has_condemned(&self) -> bool {
        self.depot.has_condemned()
    }

    /// Asks a later operation of this pool to empty the depot.
    pub(crate) fn empty_depot_later(&self) {
        self.to_empty.store(self.depot.len(), Relaxed);
    }

    /// Whether somebody asked for that.
    pub(crate) fn is_to_be_emptied(&self) -> bool {
        self.to_empty.load(Relaxed) > 0
    }

    /// Drops the objects that are in the depot now.
    pub(crate) fn empty_depot(&self) {
        let mut left = self.depot.len();
        while left > 0 {
            let Some(batch) = self.take_to_be_dropped() else { break };
            left = left.saturating_sub(batch.len());
            // SAFETY: the depot owned objects of this pool, which any thread may drop.
            unsafe { self.dispose_batch(batch, Reason::Trimmed) };
        }
    }

    /// A batch of the depot that somebody asked to empty. `None` if nothing is left of it.
    pub(crate) fn take_to_be_dropped(&self) -> Option<Batch> {
        let batch = self.depot.take();
        let left = batch.as_ref().map_or(0, |batch| self.to_empty.load(Relaxed).saturating_sub(batch.len()));
        self.to_empty.store(left, Relaxed);
        batch
    }

    /// Says that so many objects of such a batch went back to the depot and are still to be dropped.
    pub(crate) fn empty_more_later(&self, n: usize) {
        self.to_empty.fetch_add(n, Relaxed);
    }

    /// Drops what the depot has above its limit.
    pub(crate) fn cut_depot(&self) {
        while let Some(surplus) = self.depot.len().checked_sub(self.depot.limit()).filter(|surplus| *surplus > 0) {
            let Some(mut batch) = self.depot.take() else { break };
            for object in core::iter::from_fn(|| batch.pop()).take(surplus) {
                // SAFETY: the depot owned objects of this pool, which any thread may drop.
                unsafe { self.dispose(object, Reason::Trimmed) };
            }
            self.depot.put_back(batch);
        }
    }

    /// Takes an object from the depot, for a thread without a cache.
    pub(crate) fn take_one(&self) -> Option<Object> {
        self.depot.take_one()
    }

    /// Puts an object that no cache has room for into the depot; gives it back if the depot has no room either. User
    /// code runs, which measures it.
    ///
    /// # Safety
    /// `object` comes from `Slot::into_raw` of this pool's type, and the caller owns it.
    pub(crate) unsafe fn store(&self, object: Object) -> Result<(), (Object, Reason)> {
        let full = Err((object, Reason::Full));
        if self.depot().is_none_or(|depot| depot.room() == 0) {
            return full;
        }
        // SAFETY: the caller's promise.
        let Some(bytes) = (unsafe { self.measure(object) }) else { return Err((object, Reason::Panicked)) };
        let Some(mut batch) = self.batch() else { return full };
        batch.push(object, bytes);
        // SAFETY: the caller's promise.
        match unsafe { self.depot.give(batch, YOUNG) } {
            Ok(()) => {
                self.count(Event::PastStack, 1);
                Ok(())
            }
            Err(mut batch) => {
                batch.pop();
                full
            }
        }
    }

    /// Gives a batch to a depot; drops its objects if they do not fit there, and says `false`. An empty batch fits.
    ///
    /// # Safety
    /// The objects are of this pool's type, and the depot is that of this pool or of this thread. They may be dropped
    /// on this thread.
    pub(crate) unsafe fn give(&self, depot: Option<&Depot>, batch: Batch, age: u32) -> bool {
        if batch.len() == 0 {
            return true;
        }
        let given = match depot {
            // SAFETY: the caller's promise.
            Some(depot) => unsafe { depot.give(batch, age) },
            None => Err(batch),
        };
        // SAFETY: as above.
        given.map_err(|batch| unsafe { self.dispose_batch(batch, Reason::Evicted) }).is_ok()
    }

    /// Drops an idle object and frees its slot. A panic of the drop ends here.
    ///
    /// # Safety
    /// `object` comes from `Slot::into_raw` of this pool's type, the caller owns it, and it may be dropped on this
    /// thread.
    pub(crate) unsafe fn dispose(&self, object: Object, reason: Reason) {
        self.count(Event::Discard(reason), 1);
        // SAFETY: the caller's promise.
        unsafe { self.dispose_counted(object) };
    }

    /// The same for an object that is counted already.
    ///
    /// # Safety
    /// As for [`dispose`](Self::dispose).
    unsafe fn dispose_counted(&self, object: Object) {
        let _ = DISPOSED.try_with(|it| it.set(it.get().wrapping_add(1)));
        // SAFETY: `dispose` was made for this pool's type; the rest is the caller's promise.
        swallow(|| unsafe { (self.kind.dispose)(object) });
    }

    /// Drops the objects of a batch.
    ///
    /// # Safety
    /// They are of this pool's type and may be dropped on this thread.
    pub(crate) unsafe fn dispose_batch(&self, batch: Batch, reason: Reason) {
        self.count(Event::Discard(reason), batch.len());
        // The oldest first: an allocator does best with memory that comes back in the order in which it was given out.
        for object in batch {
            // SAFETY: the batch owned the object; the rest is the caller's promise.
            unsafe { self.dispose_counted(object) };
        }
    }

    /// How many bytes an idle object keeps, its slot included; `None` if asking it panicked. An object that keeps far
    /// more than the uses of the last interval needed is shrunk. User code runs. An object that this code returns to a
    /// pool is not measured: measuring it might return another one, and so on.
    ///
    /// # Safety
    /// `object` is of this pool's type, and the caller owns it.
    pub(crate) unsafe fn measure(&self, object: Object) -> Option<usize> {
        let Some(retained) = self.kind.retained else { return Some(self.kind.slot_bytes) };
        let Some(_measuring) = Measuring::begin() else { return Some(self.kind.slot_bytes) };
        let measured = attempt(|| {
            // SAFETY: both were made for this pool's type; the rest is the caller's promise.
            let mut bytes = unsafe { retained(object, self.kind.context) };
            if let Some(most) = self.needs.allowed_in(bytes).filter(|_| bytes > NOTICED_BYTES) {
                // SAFETY: as above.
                bytes = unsafe {
                    (self.kind.shrink)(object, most);
                    retained(object, self.kind.context)
                };
            }
            bytes.saturating_add(self.kind.slot_bytes)
        });
        measured.map_err(drop_payload).ok()
    }

    /// Drops all that is in a depot of objects of this pool. User code runs.
    ///
    /// # Safety
    /// They may be dropped on this thread.
    pub(crate) unsafe fn drop_depot(&self, depot: &Depot) {
        while let Some(batch) = depot.take() {
            // SAFETY: the depot owned objects of this pool; the rest is the caller's promise.
            unsafe { self.dispose_batch(batch, Reason::Cleared) };
        }
    }

    /// Drops all that is in the depot. User code runs.
    ///
    /// # Safety
    /// As for [`drop_depot`](Self::drop_depot).
    pub(crate) unsafe fn drop_shared(&self) {
        // SAFETY: the caller's promise.
        unsafe { self.drop_depot(&self.depot) };
    }

    /// Takes an object out of the pool's account: it was idle, and is to be dropped. That may be done when the pool is
    /// not there any more.
    ///
    /// # Safety
    /// As for [`dispose`](Self::dispose).
    pub(crate) unsafe fn let_go(&self, object: Object, reason: Reason) -> Orphan {
        self.count(Event::Discard(reason), 1);
        Orphan { object, dispose: self.kind.dispose }
    }

    /// Ends the intervals that have ended since this was called last. For the pool of a value.
    pub(crate) fn catch_up(&self, interval: u32) {
        let last = self.interval.load(Relaxed);
        if last != interval && self.interval.compare_exchange(last, interval, Relaxed, Relaxed).is_ok() {
            // After two of them nothing is left that was there before.
            (0..interval.wrapping_sub(last).min(2)).for_each(|_| self.end_interval());
        }
    }

    /// Ends an interval: what the depot did not need in it is condemned, and the uses of the next are noted.
    /// O(threads).
    pub(crate) fn end_interval(&self) {
        // A thread that changes its stack now may have been stopped by the system: nobody waits for it here.
        if let Some(sum) = self.roster.try_sum(self.kind.slot_bytes) {
            self.note_bytes(sum.bytes);
        }
        self.needs.end_interval();
        self.contest.end_interval();
        self.depot.end_interval();
    }

    /// Begins anew in a forked child whose only thread keeps `in_caches` bytes of the budget: counts what is in the
    /// depot. Gives the bytes that the pool keeps.
    pub(crate) fn begin_anew(&self, in_caches: usize) -> usize {
        self.depot.begin_anew() + in_caches
    }

    /// What the pool keeps idle, in bytes, and the most that it ever kept. Its threads keep `in_threads`.
    fn note_bytes(&self, in_threads: u64) -> (u64, u64) {
        let bytes = in_threads.saturating_add(self.depot.bytes() as u64);
        (bytes, self.peak_bytes.fetch_max(bytes, Relaxed).max(bytes))
    }

    /// The statistics of this type over all threads. O(threads that have a cache of this type).
    ///
    /// Not all is read at one moment. So all is read twice, and again if the threads have done more between the two
    /// readings than each one thing, which happens if the system stops this thread there. Of [`READINGS`] that one
    /// counts in which the least was done.
    pub(crate) fn stats(&self) -> PoolStats {
        let mut last = self.read();
        let mut best = (u64::MAX, last);
        for _ in 0..READINGS {
            let now = self.read();
            let done = now.operations() - last.operations();
            if done <= best.0 {
                best = (done, now);
            }
            if done <= now.threads {
                break;
            }
            last = now;
        }
        best.1
    }

    fn read(&self) -> PoolStats {
        let sum = self.roster.sum(self.kind.slot_bytes);
        let (idle_bytes, peak_idle_bytes) = self.note_bytes(sum.bytes);
        PoolStats {
            id: self.id,
            threads: sum.threads,
            idle_bytes,
            peak_idle_bytes,
            ..self.tallies.stats(self.kind.name, &sum, sum.beside + self.depot.len() as u64)
        }
    }
}

/// An idle object that its pool has let go. It is the owner's to drop.
pub(crate) struct Orphan {
    object: Object,
    dispose: unsafe fn(Object),
}

impl Orphan {
    /// Drops the object and frees its slot. A panic of the drop ends here.
    pub(crate) fn dispose(self) {
        let _ = DISPOSED.try_with(|it| it.set(it.get().wrapping_add(1)));
        // SAFETY: `let_go` has the promise of its caller: the object is of the pool whose function this is, and this
        // value owns it.
        swallow(|| unsafe { (self.dispose)(self.object) });
    }
}

/// How often the statistics are read anew.
const READINGS: usize = 16;

std::thread_local! {
    /// Whether this thread measures an object.
    static IS_MEASURING: Cell<bool> = const { Cell::new(false) };
    /// How many idle objects this thread has dropped.
    static DISPOSED: Cell<u32> = const { Cell::new(0) };
}

/// How many idle objects this thread has dropped. The count goes round.
pub(crate) fn disposed() -> u32 {
    DISPOSED.try_with(Cell::get).unwrap_or(0)
}

/// Stands for the measurement of an object, until it is dropped.
struct Measuring;

impl Measuring {
    /// `None` if this thread is measuring an object already.
    fn begin() -> Option<Self> {
        let is_first = IS_MEASURING.try_with(|it| !it.replace(true)).unwrap_or(false);
        is_first.then_some(Self)
    }
}

impl Drop for Measuring {
    fn drop(&mut self) {
        let _ = IS_MEASURING.try_with(|it| it.set(false));
    }
}

/// How many bytes the object keeps beside its slot.
///
/// # Safety
/// `object` comes from `Slot::into_raw` of a `Slot<T>`, and nothing else uses it meanwhile.
unsafe fn retained<T: Factory>(object: Object, _: Context) -> usize {
    // SAFETY: the caller's promise.
    unsafe { object.cast::<T>().as_mut() }.retained_bytes()
}

/// How many bytes a value keeps beside its slot, as its pool's owner says.
///
/// # Safety
/// As for [`retained`]; and `context` was made of a `Measure<S>` that still lives.
unsafe fn retained_by_measure<S: Factory>(object: Object, context: Context) -> usize {
    // SAFETY: the caller's promise.
    let (measure, object) = unsafe { (context.get::<Measure<S>>(), object.cast::<S>().as_ref()) };
    (measure.0)(object)
}

/// Shrinks the containers of the object.
///
/// # Safety
/// As for [`retained`].
unsafe fn shrink<T: Factory>(object: Object, max_bytes: usize) {
    // SAFETY: the caller's promise.
    unsafe { object.cast::<T>().as_mut() }.shrink_retained(max_bytes);
}
