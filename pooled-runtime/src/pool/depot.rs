//! The idle objects of one type that the threads share: a stack, moved in bulk, under a lock. User code never runs
//! under that lock.
//!
//! A thread whose cache overflows gives the older half of it to the depot. A thread whose cache is empty takes as much
//! from the depot. The idea is the depot of kmem magazines (Bonwick and Adams, "Magazines and Vmem", USENIX 2001).
//!
//! Its decay comes from there too. The depot remembers its lowest level since an interval began: so many objects were
//! not needed in all that time, and they are dropped.
//!
//! # Invariants
//! The depot owns the objects in it. They are of one type, which is `Send` if the limit is above 0: the code that makes
//! the depot has the proof. Objects change hands under the lock, which makes what one thread wrote visible to the next.

use core::mem::MaybeUninit;
use std::collections::VecDeque;

use crate::pool::slot::Object;
use crate::sync::{AtomicU32, AtomicUsize, Mutex, MutexGuard, Relaxed, lock, try_lock};

/// After so many failed attempts to lock without waiting, the threads move more objects at once.
///
/// kmem enlarges its magazines at more than three failed attempts in an interval.
const PATIENCE: u32 = 4;

pub(crate) struct Depot {
    /// How many objects it holds at most.
    limit: usize,
    /// How many objects a thread's cache holds.
    capacity: usize,
    /// How many objects a thread moves at once: from half of its cache to all of it.
    batch: AtomicUsize,
    /// Failed attempts to lock without waiting.
    collisions: AtomicU32,
    /// How many objects are in it, to be read without the lock.
    len: AtomicUsize,
    idle: Mutex<Idle>,
}

#[derive(Default)]
struct Idle {
    /// The oldest object is in front.
    objects: VecDeque<Object>,
    /// The lowest number of objects since the interval began.
    low: usize,
}

// SAFETY: the depot owns its objects, as `Vec<T>` does; only those of a `Send` type get in (see the module's
// invariants).
unsafe impl Send for Idle {}

impl Depot {
    /// A depot of at most `limit` objects for threads whose caches hold `capacity`.
    pub(crate) fn new(limit: usize, capacity: usize) -> Self {
        Self {
            limit,
            capacity,
            batch: AtomicUsize::new(half(capacity)),
            collisions: AtomicU32::new(0),
            len: AtomicUsize::new(0),
            idle: Mutex::new(Idle::default()),
        }
    }

    /// How many objects are in it.
    pub(crate) fn len(&self) -> usize {
        self.len.load(Relaxed)
    }

    /// How many objects a thread should move at once.
    pub(crate) fn batch(&self) -> usize {
        self.batch.load(Relaxed)
    }

    /// Takes over as many objects as fit, from the front of `objects`, and says how many those are. `None` if the
    /// depot's list is too short for them: then call [`make_room`](Self::make_room) and try again. That allocates; an
    /// allocator is user code, which may change what the caller has.
    ///
    /// # Safety
    /// The objects are of this depot's type, and the caller owns them; it gives up those that fit.
    pub(crate) unsafe fn give(&self, objects: &[Object]) -> Option<usize> {
        if objects.is_empty() || self.len() >= self.limit {
            return Some(0);
        }
        let mut idle = self.lock();
        let fits = objects.len().min(self.limit.saturating_sub(idle.objects.len()));
        if idle.objects.len() + fits > idle.objects.capacity() {
            return None;
        }
        idle.objects.extend(&objects[..fits]);
        self.publish(&mut idle);
        Some(fits)
    }

    /// Moves the newest objects into `places`, the newest last; says how many. The caller owns them then.
    pub(crate) fn take(&self, places: &mut [MaybeUninit<Object>]) -> usize {
        self.remove(places, |objects, places| {
            let from = objects.len() - places.len();
            copy(objects, from, places);
            objects.truncate(from);
        })
    }

    /// Takes the newest object.
    pub(crate) fn take_one(&self) -> Option<Object> {
        let mut place = [MaybeUninit::uninit()];
        // SAFETY: the depot wrote as many places as it says.
        (self.take(&mut place) == 1).then(|| unsafe { place[0].assume_init() })
    }

    /// Moves the oldest objects into `places`, as [`take`](Self::take) does the newest.
    pub(crate) fn take_oldest(&self, places: &mut [MaybeUninit<Object>]) -> usize {
        self.remove(places, |objects, places| {
            copy(objects, 0, places);
            objects.drain(..places.len());
        })
    }

    /// Fills as many of the `places` as there are objects for, and says how many those are. `moved` moves the objects.
    fn remove(
        &self,
        places: &mut [MaybeUninit<Object>],
        moved: impl FnOnce(&mut VecDeque<Object>, &mut [MaybeUninit<Object>]),
    ) -> usize {
        if self.len() == 0 {
            return 0;
        }
        let mut idle = self.lock();
        let n = places.len().min(idle.objects.len());
        moved(&mut idle.objects, &mut places[..n]);
        self.publish(&mut idle);
        n
    }

    /// Ends an interval: says how many objects were not needed in it, and begins the next.
    pub(crate) fn end_interval(&self) -> usize {
        if self.collisions.swap(0, Relaxed) == 0 {
            self.set_batch(self.batch().saturating_sub(quarter(self.capacity)));
        }
        let mut idle = self.lock();
        let surplus = idle.low;
        idle.low = idle.objects.len() - surplus;
        surplus
    }

    /// Frees memory of the list itself, if most of it is not needed.
    pub(crate) fn fit_list(&self) {
        let idle = self.lock();
        let (len, places) = (idle.objects.len(), idle.objects.capacity());
        drop(idle);
        if places > len * 4 {
            self.relist(len * 2, |idle, places| idle.objects.len() <= places);
        }
    }

    /// Makes the list long enough for `n` more objects, or twice as long if that is more, within the limit.
    pub(crate) fn make_room(&self, n: usize) {
        let idle = self.lock();
        let places = (idle.objects.len() + n).max(idle.objects.capacity() * 2).min(self.limit);
        drop(idle);
        self.relist(places, |idle, places| idle.objects.capacity() < places);
    }

    /// Moves the objects to a list of `places` places, if that is still `wanted`. The new list is allocated and the old
    /// one freed outside the lock, because an allocator is user code.
    fn relist(&self, places: usize, wanted: impl FnOnce(&Idle, usize) -> bool) {
        let mut list = VecDeque::with_capacity(places);
        let mut idle = self.lock();
        if wanted(&idle, list.capacity()) {
            list.append(&mut idle.objects);
            core::mem::swap(&mut list, &mut idle.objects);
        }
        drop(idle);
        drop(list);
    }

    fn publish(&self, idle: &mut Idle) {
        let len = idle.objects.len();
        idle.low = idle.low.min(len);
        self.len.store(len, Relaxed);
    }

    fn lock(&self) -> MutexGuard<'_, Idle> {
        try_lock(&self.idle).unwrap_or_else(|| {
            if self.collisions.fetch_add(1, Relaxed) % PATIENCE == PATIENCE - 1 {
                self.set_batch(self.batch() + quarter(self.capacity));
            }
            lock(&self.idle)
        })
    }

    fn set_batch(&self, to: usize) {
        self.batch.store(to.clamp(half(self.capacity), self.capacity.max(1)), Relaxed);
    }
}

/// Copies as many objects as there are places, from the one at `from` on. It makes two copies of memory: an iterator
/// over a deque is many times slower, and others wait for the lock.
fn copy(objects: &VecDeque<Object>, from: usize, places: &mut [MaybeUninit<Object>]) {
    let (front, back) = objects.as_slices();
    let in_front = &front[from.min(front.len())..];
    let in_back = &back[from.saturating_sub(front.len())..];
    let (places_of_front, places_of_back) = places.split_at_mut(places.len().min(in_front.len()));
    for (places, objects) in [(places_of_front, in_front), (places_of_back, in_back)] {
        let objects = &objects[..places.len()];
        for (place, &object) in places.iter_mut().zip(objects) {
            place.write(object);
        }
    }
}

fn half(capacity: usize) -> usize {
    capacity.div_ceil(2).max(1)
}

fn quarter(capacity: usize) -> usize {
    capacity.div_ceil(4)
}
