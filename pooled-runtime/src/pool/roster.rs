//! The threads that have a cache of one type. Their hits and their idle objects can be summed up, and each of them can
//! be sent to its slow path.
//!
//! # Invariants
//! The gauges in the list belong to caches that are not freed: a gauge is entered after its cache was built, and taken
//! out, under the lock, before the cache is freed. Reading them under the lock is therefore sound. `next` of a gauge is
//! read and written under the lock alone. The seat of a listed gauge is in a thread-local of a thread that has not come
//! to its end: the list of its caches takes the gauge out first. A gauge that waits has no seat, and nobody else has
//! its cache.

use core::ptr::{self, NonNull};

use crate::pool::gauge::{Gauge, Reading, Seats};
use crate::sync::{AtomicUsize, Mutex, Relaxed, Release, lock};

/// The gauges of living threads, those that wait for the next threads, and the hits of threads that have ended. In a
/// cache line of its own, because each thread that starts writes there.
#[derive(Default)]
#[repr(align(64))]
pub(crate) struct Roster {
    threads: Mutex<Threads>,
    /// How many gauges wait, to be read without the lock.
    parked: AtomicUsize,
}

struct Threads {
    first: *const Gauge,
    parked: *const Gauge,
    hits_of_ended: u64,
}

/// How many gauges may wait.
const PARKED: usize = 8;

impl Default for Threads {
    fn default() -> Self {
        Self { first: ptr::null(), parked: ptr::null(), hits_of_ended: 0 }
    }
}

// SAFETY: the pointers lead to gauges that stay alive while they are listed (see the module's invariants); other
// threads touch their atomics, and `next`, which the lock protects.
unsafe impl Send for Threads {}

impl Threads {
    /// The gauges of living threads.
    fn gauges(&self) -> impl Iterator<Item = &Gauge> {
        // SAFETY: listed gauges are alive while the lock is held, which the borrow of `self` stands for.
        unsafe { list(self.first) }
    }

    /// The gauges that wait for the next threads.
    fn parked(&self) -> impl Iterator<Item = &Gauge> {
        // SAFETY: as above.
        unsafe { list(self.parked) }
    }

    /// Takes a gauge out of the list of living threads, if it is there. O(threads).
    fn unlink(&mut self, leaving: &Gauge) {
        if ptr::eq(self.first, leaving) {
            self.first = leaving.next.get();
        } else if let Some(before) = self.gauges().find(|other| ptr::eq(other.next.get(), leaving)) {
            before.next.set(leaving.next.get());
        }
    }
}

/// The gauges from `first` on.
///
/// # Safety
/// They stay alive, and the list does not change, while the iterator is used.
unsafe fn list<'a>(first: *const Gauge) -> impl Iterator<Item = &'a Gauge> {
    // SAFETY: the caller's promise.
    core::iter::successors(unsafe { first.as_ref() }, |gauge| unsafe { gauge.next.get().as_ref() })
}

impl Roster {
    /// Enters a thread's gauge.
    ///
    /// # Safety
    /// `gauge` stays valid until it is passed to [`leave`](Self::leave).
    pub(crate) unsafe fn enter(&self, gauge: NonNull<Gauge>) {
        let mut threads = lock(&self.threads);
        // SAFETY: the caller's promise.
        unsafe { gauge.as_ref() }.next.set(threads.first);
        threads.first = gauge.as_ptr();
    }

    /// Takes out the gauge of an empty cache that is about to go, and keeps its hits. O(threads).
    pub(crate) fn leave(&self, gauge: NonNull<Gauge>) {
        let mut threads = lock(&self.threads);
        // SAFETY: its owner frees it only after this call.
        let leaving = unsafe { gauge.as_ref() };
        threads.unlink(leaving);
        threads.hits_of_ended += leaving.read().hits;
    }

    /// Has the gauge of a thread that ends wait for another thread, with the cache that it belongs to; `false` if
    /// enough wait. O(threads).
    pub(crate) fn park(&self, gauge: NonNull<Gauge>) -> bool {
        let mut threads = lock(&self.threads);
        let parked = self.parked.load(Relaxed);
        if parked >= PARKED {
            return false;
        }
        // SAFETY: it is listed until now.
        let leaving = unsafe { gauge.as_ref() };
        threads.unlink(leaving);
        leaving.seats.set(Seats::NONE);
        leaving.next.set(threads.parked);
        threads.parked = gauge.as_ptr();
        self.parked.store(parked + 1, Relaxed);
        true
    }

    /// Takes out a gauge that waits and is `wanted`: of these the one that came last. The caller owns its cache then,
    /// and enters the gauge again or has it leave. O(gauges that wait).
    pub(crate) fn unpark(&self, wanted: impl Fn(NonNull<Gauge>) -> bool) -> Option<NonNull<Gauge>> {
        if self.parked.load(Relaxed) == 0 {
            return None;
        }
        let mut threads = lock(&self.threads);
        let (mut before, mut at) = (None::<&Gauge>, threads.parked);
        // The pointers in the list lead to whole caches; one made of a reference to a gauge would not.
        while let Some(gauge) = NonNull::new(at.cast_mut()) {
            // SAFETY: listed gauges are alive while the lock is held.
            let this = unsafe { gauge.as_ref() };
            at = this.next.get();
            if !wanted(gauge) {
                before = Some(this);
                continue;
            }
            match before {
                Some(before) => before.next.set(at),
                None => threads.parked = at,
            }
            self.parked.store(self.parked.load(Relaxed) - 1, Relaxed);
            return Some(gauge);
        }
        None
    }

    /// How many gauges wait.
    pub(crate) fn parked(&self) -> usize {
        self.parked.load(Relaxed)
    }

    /// How many objects are in caches that wait.
    pub(crate) fn parked_objects(&self) -> usize {
        let objects = |gauge: &Gauge| usize::try_from(gauge.read().idle).unwrap_or(usize::MAX);
        if self.parked() == 0 { 0 } else { lock(&self.threads).parked().map(objects).sum() }
    }

    /// What all threads did and keep: their stacks, and the depots that they have for themselves. An object that was
    /// not measured counts as large as its slot. O(threads).
    pub(crate) fn sum(&self, slot_bytes: usize) -> Reading {
        let threads = lock(&self.threads);
        let none = Reading { hits: threads.hits_of_ended, ..Reading::default() };
        threads.gauges().chain(threads.parked()).fold(none, |sum, gauge| {
            let reading = gauge.read();
            // SAFETY: the depot lives until the gauge has left the list.
            let (len, bytes) = unsafe { gauge.own_depot().as_ref() }.map_or((0, 0), |own| (own.len(), own.bytes()));
            let stack_bytes = reading.bytes.max(reading.idle * slot_bytes as u64);
            Reading {
                hits: sum.hits + reading.hits,
                idle: sum.idle + reading.idle,
                beside: sum.beside + len as u64,
                bytes: sum.bytes.saturating_add(stack_bytes).saturating_add(bytes as u64),
            }
        })
    }

    /// Has the next take or return of each thread enter its slow path: makes the thread-locals that lead to their
    /// caches lead to `no_cache`. What was written before is seen there. O(threads).
    pub(crate) fn send_to_slow_path(&self, no_cache: *mut ()) {
        for gauge in lock(&self.threads).gauges() {
            // SAFETY: the seats of a listed gauge are there (see the module's invariants).
            for seat in unsafe { gauge.seats.get().all() } {
                // An exchange, as the owner makes one. A store would do, but loom does not order it with exchanges.
                seat.swap(no_cache, Release);
            }
        }
    }
}
