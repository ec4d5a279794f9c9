//! The caches that threads have of one type. Their hits and their idle objects can be summed up, and each thread can be
//! sent to its slow path. Nobody waits for another thread here.
//!
//! A cache is made when a thread needs one and there is none without an owner. It is never freed: when its thread ends,
//! the next one has it. So there are as many as there were threads with the type at once. A few of them keep their
//! objects until then: they *wait*.
//!
//! # Invariants
//! A gauge in the list belongs to a cache that is never freed, and `next` of a gauge does not change once it is in the
//! list. So the list may be read at any time. Who takes a gauge out of a place where it waits, or claims one that has
//! no owner, sees what the last owner did, and owns the cache from then on.

use core::ptr::{self, NonNull};

use crate::pool::gauge::{Gauge, Owner, Reading};
use crate::sync::{AcqRel, Acquire, AtomicPtr, AtomicUsize, Relaxed, Release};

/// In a cache line of its own, because each thread that starts writes there.
#[derive(Default)]
#[repr(align(64))]
pub(crate) struct Roster {
    /// The newest gauge.
    first: AtomicPtr<Gauge>,
    /// How many have no owner. It may be wrong while threads start and end.
    without_owner: AtomicUsize,
    /// Those that wait.
    waiting: [AtomicPtr<Gauge>; WAITING],
}

/// How many gauges may wait.
const WAITING: usize = 6;

impl Roster {
    /// Enters the gauge of a new cache.
    ///
    /// # Safety
    /// `gauge` stays valid for ever.
    pub(crate) unsafe fn enter(&self, gauge: NonNull<Gauge>) {
        // SAFETY: the caller's promise.
        let new = unsafe { gauge.as_ref() };
        let mut first = self.first.load(Relaxed);
        loop {
            new.next.set(first);
            match self.first.compare_exchange_weak(first, gauge.as_ptr(), Release, Relaxed) {
                Ok(_) => return,
                Err(now) => first = now,
            }
        }
    }

    /// All gauges as pointers that lead to whole caches; one made of a reference to a gauge would not.
    pub(crate) fn pointers(&self) -> impl Iterator<Item = NonNull<Gauge>> {
        let first = NonNull::new(self.first.load(Acquire));
        // SAFETY: listed gauges are never freed.
        core::iter::successors(first, |gauge| NonNull::new(unsafe { gauge.as_ref() }.next.get().cast_mut()))
    }

    /// All gauges.
    pub(crate) fn gauges(&self) -> impl Iterator<Item = &Gauge> {
        // SAFETY: as above.
        self.pointers().map(|gauge| unsafe { gauge.as_ref() })
    }

    /// Gives up a gauge whose cache is empty. The caller owned it, and does not use it any more.
    pub(crate) fn give_up(&self, gauge: NonNull<Gauge>) {
        // SAFETY: listed gauges are never freed.
        unsafe { gauge.as_ref() }.set_owner(Owner::Nobody);
        self.without_owner.fetch_add(1, Relaxed);
    }

    /// A gauge that had no owner. The caller owns its cache, which is empty. O(gauges) if there is one.
    pub(crate) fn claim(&self) -> Option<NonNull<Gauge>> {
        if self.without_owner.load(Relaxed) == 0 {
            return None;
        }
        // SAFETY: listed gauges are never freed.
        let claimed = self.pointers().find(|gauge| unsafe { gauge.as_ref() }.claim())?;
        self.without_owner.fetch_sub(1, Relaxed);
        Some(claimed)
    }

    /// Has a gauge wait for another thread, with its cache and the objects there; `false` if enough wait. The caller
    /// owned it, and does not use it any more if it waits.
    pub(crate) fn park(&self, gauge: NonNull<Gauge>) -> bool {
        // SAFETY: listed gauges are never freed.
        let this = unsafe { gauge.as_ref() };
        this.set_owner(Owner::Next);
        let waits = self.waiting.iter().any(|place| {
            place.load(Relaxed).is_null()
                && place.compare_exchange(ptr::null_mut(), gauge.as_ptr(), AcqRel, Relaxed).is_ok()
        });
        if !waits {
            this.set_owner(Owner::Thread);
        }
        waits
    }

    /// Takes out a gauge that waits and is `wanted`: of these the one that came last, as a rule. The caller owns its
    /// cache then. `wanted` is asked while others may take it, so it looks at atomics alone. If somebody takes it, and
    /// it comes back to its place, all before this thread goes on, then it need not be wanted any more.
    pub(crate) fn unpark(&self, wanted: impl Fn(NonNull<Gauge>) -> bool) -> Option<NonNull<Gauge>> {
        self.waiting.iter().rev().find_map(|place| {
            let gauge = NonNull::new(place.load(Acquire)).filter(|gauge| wanted(*gauge))?;
            place.compare_exchange(gauge.as_ptr(), ptr::null_mut(), AcqRel, Relaxed).is_ok().then_some(gauge)
        })
    }

    /// Whether a gauge waits.
    pub(crate) fn has_parked(&self) -> bool {
        self.waiting.iter().any(|place| !place.load(Relaxed).is_null())
    }

    /// All gauges, whose caches are to be freed: each may be freed when it is given out. Allocates nothing, because a
    /// pool is dropped also where there is no memory.
    pub(crate) fn take_all(&self) -> impl Iterator<Item = NonNull<Gauge>> + use<> {
        self.waiting.iter().for_each(|place| place.store(ptr::null_mut(), Relaxed));
        let mut rest = NonNull::new(self.first.swap(ptr::null_mut(), Acquire));
        core::iter::from_fn(move || {
            let gauge = rest?;
            // SAFETY: listed gauges are freed by the caller alone, who does not have this one yet.
            rest = NonNull::new(unsafe { gauge.as_ref() }.next.get().cast_mut());
            Some(gauge)
        })
    }

    /// Whether this gauge waits.
    pub(crate) fn is_parked(&self, gauge: NonNull<Gauge>) -> bool {
        self.waiting.iter().any(|place| ptr::eq(place.load(Relaxed), gauge.as_ptr()))
    }

    /// How many objects are in caches that wait.
    pub(crate) fn parked_objects(&self) -> usize {
        let waiting = self.waiting.iter().filter_map(|place| NonNull::new(place.load(Acquire)));
        // SAFETY: listed gauges are never freed.
        let objects = waiting.map(|gauge| unsafe { gauge.as_ref() }.read().idle);
        usize::try_from(objects.sum::<u64>()).unwrap_or(usize::MAX)
    }

    /// What all threads did and keep: their stacks, and the depots that they have for themselves. An object that was
    /// not measured counts as large as its slot. O(gauges). Waits while threads change their stacks, each of which
    /// takes a few instructions.
    pub(crate) fn sum(&self, slot_bytes: usize) -> Reading {
        self.add_up(slot_bytes, |gauge| Some(gauge.read())).unwrap_or_default()
    }

    /// The same; `None` if a thread changes its stack now.
    pub(crate) fn try_sum(&self, slot_bytes: usize) -> Option<Reading> {
        self.add_up(slot_bytes, Gauge::try_read)
    }

    fn add_up(&self, slot_bytes: usize, read: impl Fn(&Gauge) -> Option<Reading>) -> Option<Reading> {
        self.gauges().try_fold(Reading::default(), |sum, gauge| {
            let reading = read(gauge)?;
            // SAFETY: it stays with the gauge, which is never freed.
            let (len, bytes) = unsafe { gauge.own_depot().as_ref() }.map_or((0, 0), |own| (own.len(), own.bytes()));
            let returned = sum.returned.wrapping_add(reading.returned);
            if gauge.has_owner(Owner::Lost) {
                return Some(Reading { hits: sum.hits + reading.hits, returned, ..sum });
            }
            let stack_bytes = reading.bytes.max(reading.idle * slot_bytes as u64);
            Some(Reading {
                hits: sum.hits + reading.hits,
                idle: sum.idle + reading.idle,
                returned,
                beside: sum.beside + len as u64,
                bytes: sum.bytes.saturating_add(stack_bytes).saturating_add(bytes as u64),
                threads: sum.threads + reading.threads,
            })
        })
    }

    /// Has the next take or return of each thread enter its slow path: makes the thread-locals that lead to their
    /// caches lead to `no_cache`. What was written before is seen there. O(gauges).
    pub(crate) fn send_to_slow_path(&self, no_cache: *mut ()) {
        self.gauges().filter(|gauge| gauge.has_seats()).for_each(|gauge| _ = gauge.send_to_slow_path(no_cache));
    }

    /// The same but for the owner of the gauge `own`. Says whether each of them was sent: a thread that another one is
    /// about to send is not. O(gauges).
    pub(crate) fn send_others_to_slow_path(&self, own: Option<&Gauge>, no_cache: *mut ()) -> bool {
        self.others(own).filter(|gauge| !gauge.send_to_slow_path(no_cache)).count() == 0
    }

    /// The gauges of other threads than that of `own` whose owners can be sent to their slow paths.
    pub(crate) fn others(&self, own: Option<&Gauge>) -> impl Iterator<Item = &Gauge> {
        let own = own.map(ptr::from_ref);
        self.gauges().filter(move |gauge| own != Some(ptr::from_ref(*gauge)) && gauge.has_seats())
    }
}
