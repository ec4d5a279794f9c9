//! What all threads share of the pool of one type.

use core::any::TypeId;
use core::mem::MaybeUninit;

use crate::autoref::Sharing;
use crate::factory::Factory;
use crate::panic::swallow;
use crate::pool::depot::Depot;
use crate::pool::participants::Participants;
use crate::pool::slot::{Object, Slot};
use crate::pool::stats::{Event, PoolStats, Reason, Tallies};
use crate::pool::trim_epoch::TrimEpoch;
use crate::sync::{AtomicBool, Relaxed};

/// The most idle objects that a thread, or a depot, can be told to keep.
pub(crate) const MAX_CAPACITY: usize = 1 << 28;

/// How many objects a trim moves out of a depot at once, to drop them.
const HANDFUL: usize = 64;

/// What all threads share of the pool of one type. There is one for each type, made on the first slow path and never
/// freed.
pub(crate) struct TypePool {
    kind: TypeInfo,
    pub(crate) depot: Depot,
    pub(crate) participants: Participants,
    tallies: Tallies,
    /// The requests to trim the caches of all threads.
    pub(crate) trims: TrimEpoch,
    /// Whether a later slow path is to empty the depot.
    is_to_be_emptied: AtomicBool,
    /// The pool that was made before this one.
    older: Option<&'static TypePool>,
}

/// What a pool knows about its type.
#[derive(Clone, Copy)]
pub(crate) struct TypeInfo {
    pub(crate) type_id: TypeId,
    name: &'static str,
    dispose: unsafe fn(Object),
    /// How many idle objects a thread keeps. `depot` is how many the depot keeps.
    capacity: usize,
    depot: usize,
}

impl TypeInfo {
    /// The facts about `T`. Without the proof that objects may move between threads, the depot keeps none.
    pub(crate) fn of<T: Factory>(name: &'static str, capacity: usize, depot: usize, sharing: &Sharing<T>) -> Self {
        let type_id = TypeId::of::<T>();
        let depot = if sharing.is_shared() { depot.min(MAX_CAPACITY) } else { 0 };
        let capacity = capacity.min(MAX_CAPACITY);
        Self { type_id, name, dispose: dispose::<T>, capacity, depot }
    }
}

impl TypePool {
    pub(crate) fn new(kind: TypeInfo, older: Option<&'static Self>) -> Self {
        Self {
            kind,
            depot: Depot::new(kind.depot, kind.capacity),
            participants: Participants::default(),
            tallies: Tallies::default(),
            trims: TrimEpoch::default(),
            is_to_be_emptied: AtomicBool::new(false),
            older,
        }
    }

    /// The pool that was made before this one.
    pub(crate) fn older(&self) -> Option<&'static Self> {
        self.older
    }

    pub(crate) fn type_id(&self) -> TypeId {
        self.kind.type_id
    }

    pub(crate) fn name(&self) -> &'static str {
        self.kind.name
    }

    pub(crate) fn count(&self, event: Event, n: usize) {
        self.tallies.count(event, n);
    }

    /// Asks a later slow path to empty the depot.
    pub(crate) fn empty_depot_later(&self) {
        self.is_to_be_emptied.store(true, Relaxed);
    }

    /// Whether the depot is to be emptied; takes the request back.
    pub(crate) fn is_to_be_emptied(&self) -> bool {
        self.is_to_be_emptied.swap(false, Relaxed)
    }

    /// Puts an object that no cache has room for into the depot; gives it back if the depot has no room either.
    ///
    /// # Safety
    /// `object` comes from [`Slot::into_raw`] of this pool's type, and the caller owns it.
    pub(crate) unsafe fn store(&self, object: Object) -> Result<(), Object> {
        loop {
            // SAFETY: the caller's promise.
            match unsafe { self.depot.give(&[object]) } {
                Some(0) => return Err(object),
                Some(_) => break,
                None => self.depot.make_room(1),
            }
        }
        self.count(Event::PastStack, 1);
        Ok(())
    }

    /// Drops an idle object and frees its slot. A panic of the drop ends here.
    ///
    /// # Safety
    /// `object` comes from [`Slot::into_raw`] of this pool's type, the caller owns it, and it may be dropped on this
    /// thread.
    pub(crate) unsafe fn dispose(&self, object: Object, reason: Reason) {
        self.count(Event::Discard(reason), 1);
        // SAFETY: `dispose` was made for this pool's type; the rest is the caller's promise.
        swallow(|| unsafe { (self.kind.dispose)(object) });
    }

    /// Drops up to `n` of the depot's oldest objects, and frees memory of its list that is not needed.
    pub(crate) fn trim_depot(&self, n: usize) {
        let mut left = n;
        while left > 0 {
            let mut places = [MaybeUninit::uninit(); HANDFUL];
            let handful = self.depot.take_oldest(&mut places[..left.min(HANDFUL)]);
            if handful == 0 {
                break;
            }
            for object in &places[..handful] {
                // SAFETY: the depot wrote so many places and gave these objects up; they are of its type, and it holds
                // only those of a `Send` type.
                unsafe { self.dispose(object.assume_init(), Reason::Trimmed) };
            }
            left -= handful;
        }
        self.depot.fit_list();
    }

    /// The statistics of this type over all threads. O(threads that have a cache of this type).
    pub(crate) fn stats(&self) -> PoolStats {
        let (hits, stacked) = self.participants.sum();
        self.tallies.stats(self.kind.name, hits, stacked, self.depot.len() as u64)
    }
}

/// Drops the object in a type-erased slot and frees the slot.
///
/// # Safety
/// `object` comes from [`Slot::into_raw`] of a `Slot<T>`, and nothing else uses it any more.
unsafe fn dispose<T: Factory>(object: Object) {
    // SAFETY: the caller's promise.
    drop(unsafe { Slot::<T>::from_raw(object.cast::<T>()) });
}
