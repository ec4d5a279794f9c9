//! What all threads share of the pool of one type, and the list of all such pools.
//!
//! # Invariants
//! The counters in [`Threads::live`] belong to blocks that are not freed: a block is entered after it was built and
//! taken out, under the lock, before it is freed. Reading them under the lock is therefore sound; they are atomics.

use core::any::TypeId;
use core::ptr::NonNull;
use std::collections::HashMap;

use once_cell::race::OnceBox;

use crate::slot::Slot;
use crate::stats::{DiscardCounters, PoolStats, Reason, ThreadCounters, Totals};
use crate::sync::{AtomicU64, Mutex, Relaxed, lock};

/// What all threads share of the pool of one type. One a type, made at the first cold path, never freed.
pub(crate) struct Shared {
    type_id: TypeId,
    dispose: unsafe fn(NonNull<()>),
    discards: DiscardCounters,
    /// Misses of threads that have no block, because they are past their end.
    blockless_misses: AtomicU64,
    threads: Mutex<Threads>,
}

#[derive(Default)]
struct Threads {
    live: Vec<NonNull<ThreadCounters>>,
    ended: Totals,
}

// SAFETY: the pointers lead to atomics that stay alive while they are listed (see the module's invariants).
unsafe impl Send for Threads {}

/// The pools of all types.
static ALL: OnceBox<Mutex<HashMap<TypeId, &'static Shared>>> = OnceBox::new();

impl Shared {
    /// The shared part of `T`'s pool. Takes a lock: for cold paths.
    pub(crate) fn of<T: 'static>() -> &'static Self {
        Self::find(TypeId::of::<T>(), dispose::<T>)
    }

    fn find(type_id: TypeId, dispose: unsafe fn(NonNull<()>)) -> &'static Self {
        lock(ALL.get_or_init(Box::default)).entry(type_id).or_insert_with(|| {
            Box::leak(Box::new(Self {
                type_id,
                dispose,
                discards: DiscardCounters::default(),
                blockless_misses: AtomicU64::new(0),
                threads: Mutex::default(),
            }))
        })
    }

    pub(crate) fn type_id(&self) -> TypeId {
        self.type_id
    }

    /// Drops an idle object of this type and frees its slot.
    ///
    /// # Safety
    /// `object` comes from [`Slot::into_raw`] of this pool's type, and nothing else uses it any more.
    pub(crate) unsafe fn dispose(&self, object: NonNull<()>) {
        // SAFETY: `dispose` was made for this pool's type; the rest is the caller's promise.
        unsafe { (self.dispose)(object) }
    }

    pub(crate) fn count_discard(&self, reason: Reason) {
        self.discards.add(reason);
    }

    pub(crate) fn count_blockless_miss(&self) {
        self.blockless_misses.fetch_add(1, Relaxed);
    }

    /// Enters the counters of a thread's block.
    ///
    /// # Safety
    /// `counters` stays valid until it is passed to [`Shared::leave`].
    pub(crate) unsafe fn enter(&self, counters: NonNull<ThreadCounters>) {
        lock(&self.threads).live.push(counters);
    }

    /// Takes out the counters of a block that is about to be freed, and keeps their sums.
    pub(crate) fn leave(&self, counters: NonNull<ThreadCounters>) {
        let mut threads = lock(&self.threads);
        if let Some(at) = threads.live.iter().position(|&entered| entered == counters) {
            threads.live.swap_remove(at);
            // SAFETY: it was listed until now, and its owner frees it only after this call.
            unsafe { counters.as_ref() }.add_to(&mut threads.ended);
        }
    }

    /// The statistics of this type over all threads. O(threads that have a pool of this type).
    pub(crate) fn stats(&self) -> PoolStats {
        let threads = lock(&self.threads);
        let mut total = threads.ended;
        for counters in &threads.live {
            // SAFETY: listed counters are alive while the lock is held.
            unsafe { counters.as_ref() }.add_to(&mut total);
        }
        total.misses += self.blockless_misses.load(Relaxed);
        total.with_discards(self.discards.read())
    }
}

/// Drops the object in a type-erased slot and frees the slot.
///
/// # Safety
/// `object` comes from [`Slot::into_raw`] of a `Slot<T>`, and nothing else uses it any more.
unsafe fn dispose<T>(object: NonNull<()>) {
    // SAFETY: the caller's promise.
    drop(unsafe { Slot::<T>::from_raw(object.cast()) });
}
