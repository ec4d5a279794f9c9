//! The idle objects of one type that the threads share, in batches and without a lock.
//!
//! A thread whose stack overflows gives batches of its oldest objects to the depot. A thread whose stack is empty takes
//! batches from there. The idea is the depot of kmem magazines (Bonwick and Adams, "Magazines and Vmem", USENIX 2001).
//!
//! What is not needed goes: the depot has generations, as the victim cache of Go's `sync.Pool` has (Go 1.13). What is
//! given comes into the youngest. When an interval ends, each generation becomes the next older one. A take looks at
//! the young one first. So what is still in the second one when it ends was not needed in a whole interval; it is
//! *condemned*, and is dropped piece by piece. Until then a take may still have it. No batch moves when an interval
//! ends: which of the three stacks is which generation is a number. So a take in the meantime misses nothing.
//!
//! # Invariants
//! The depot owns the objects in its batches. They are of one type, which is `Send` if threads share the depot: the
//! code that makes the depot has the proof. The depot of a type that stays on its thread belongs to one thread.

use crate::pool::batch::{Arena, Batch, BatchStack};
use crate::pool::budget::{Budget, add};
use crate::pool::slot::Object;
use crate::sync::{AtomicBool, AtomicU32, AtomicUsize, Relaxed, const_fn};

/// How many generations there are: the young, the old, the condemned.
const GENERATIONS: u32 = 3;

/// The generation that objects come into.
pub(crate) const YOUNG: u32 = 0;

/// The generation of what was idle when the last interval ended.
pub(crate) const OLD: u32 = 1;

/// The generation that is to be dropped.
pub(crate) const CONDEMNED: u32 = GENERATIONS - 1;

/// What the depots of all types share.
#[derive(Clone, Copy)]
pub(crate) struct Shared {
    pub(crate) arena: &'static Arena,
    pub(crate) budget: &'static Budget,
    /// How many bytes the pools may keep idle.
    pub(crate) idle_bytes: &'static AtomicUsize,
    /// Whether all pools are switched off that have no switch of their own.
    pub(crate) is_off: &'static AtomicBool,
}

/// What a take looks at is in front.
#[repr(C)]
pub(crate) struct Depot {
    /// How many objects it holds, and what they keep.
    len: AtomicUsize,
    /// How many intervals have ended.
    age: AtomicU32,
    is_quiet: bool,
    stacks: [BatchStack; GENERATIONS as usize],
    bytes: AtomicUsize,
    /// How many objects it may hold.
    limit: AtomicUsize,
    /// How many objects stay although nobody needs them.
    min_idle: AtomicUsize,
    shared: Shared,
}

// SAFETY: the depot owns its objects, as `Vec<T>` does. Threads share only the depots of `Send` types (see the module's
// invariants), and batches change hands through stacks that synchronise.
unsafe impl Send for Depot {}
// SAFETY: as above.
unsafe impl Sync for Depot {}

impl Depot {
    const_fn! {
        /// A depot of at most `limit` objects. `is_quiet` says whether their drops are known to run no code of users.
        pub(crate) const fn new(limit: usize, is_quiet: bool, shared: Shared) -> Self {
            Self {
                stacks: [BatchStack::new(), BatchStack::new(), BatchStack::new()],
                age: AtomicU32::new(0),
                len: AtomicUsize::new(0),
                bytes: AtomicUsize::new(0),
                limit: AtomicUsize::new(limit),
                min_idle: AtomicUsize::new(0),
                is_quiet,
                shared,
            }
        }
    }

    pub(crate) fn shared(&self) -> Shared {
        self.shared
    }

    /// How many bytes of the budget are left to the type.
    pub(crate) fn budget_left(&self) -> usize {
        self.shared.budget.left(self.is_quiet, self.shared.idle_bytes.load(Relaxed))
    }

    /// Takes bytes of the budget; `false` if so many are not left to the type.
    pub(crate) fn reserve(&self, bytes: usize) -> bool {
        self.shared.budget.reserve(bytes, self.is_quiet, self.shared.idle_bytes.load(Relaxed))
    }

    /// Gives bytes of the budget back.
    pub(crate) fn release(&self, bytes: usize) {
        self.shared.budget.release(bytes, self.is_quiet);
    }

    /// How many objects are in it.
    pub(crate) fn len(&self) -> usize {
        self.len.load(Relaxed)
    }

    /// What its objects keep, in bytes, as it was measured when they came.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes.load(Relaxed)
    }

    /// How many more objects it may take.
    pub(crate) fn room(&self) -> usize {
        self.limit().saturating_sub(self.len())
    }

    /// How many objects it may hold.
    pub(crate) fn limit(&self) -> usize {
        self.limit.load(Relaxed)
    }

    /// Sets how many it may hold. What it has beyond that stays there.
    pub(crate) fn set_limit(&self, objects: usize) {
        self.limit.store(objects, Relaxed);
    }

    /// How many objects stay although nobody needs them.
    pub(crate) fn min_idle(&self) -> usize {
        self.min_idle.load(Relaxed)
    }

    pub(crate) fn set_min_idle(&self, objects: usize) {
        self.min_idle.store(objects, Relaxed);
    }

    /// The number of the stack that is the generation of that age.
    fn stack_of(&self, age: u32) -> usize {
        (self.intervals().wrapping_add(GENERATIONS - age) % GENERATIONS) as usize
    }

    /// How many intervals have ended.
    fn intervals(&self) -> u32 {
        // Loom remembers the last access to an atomic alone. So it would not stop a thread between two loads of this
        // one if the thread that changes it loads it first. It does between two exchanges.
        if cfg!(pooled_loom) { self.age.fetch_add(0, Relaxed) } else { self.age.load(Relaxed) }
    }

    fn generation(&self, age: u32) -> &BatchStack {
        &self.stacks[self.stack_of(age)]
    }

    /// Takes a batch over into the generation of that age, if it has room and the bytes are left in the budget. Else
    /// gives it back.
    ///
    /// # Safety
    /// The objects of the batch are of this depot's type.
    pub(crate) unsafe fn give(&self, batch: Batch, age: u32) -> Result<(), Batch> {
        if !add(&self.len, batch.len(), self.limit()) {
            return Err(batch);
        }
        if !self.reserve(batch.cost()) {
            self.len.fetch_sub(batch.len(), Relaxed);
            return Err(batch);
        }
        self.bytes.fetch_add(batch.cost(), Relaxed);
        self.generation(age).give(batch);
        Ok(())
    }

    /// Takes the batch that came last, of the youngest generation that has one. The caller owns its objects then.
    pub(crate) fn take(&self) -> Option<Batch> {
        if self.len() == 0 {
            return None;
        }
        (0..GENERATIONS).find_map(|age| self.take_of(age))
    }

    /// Takes the object that came last. The caller owns it then.
    pub(crate) fn take_one(&self) -> Option<Object> {
        let mut batch = self.take()?;
        let object = batch.pop();
        self.put_back(batch);
        object
    }

    /// Whether a batch that was taken was condemned: whoever takes of it should leave what it does not need at once.
    pub(crate) fn was_condemned(&self, batch: &Batch) -> bool {
        batch.stack == self.stack_of(CONDEMNED) && self.surplus(batch) > 0
    }

    /// How many objects of a batch that was condemned are to be dropped.
    pub(crate) fn surplus(&self, batch: &Batch) -> usize {
        (self.len() + batch.len()).saturating_sub(self.min_idle()).min(batch.len())
    }

    /// Takes a batch of which [some objects](Self::surplus) are to be dropped, as nobody needed them for an interval.
    pub(crate) fn take_condemned(&self) -> Option<Batch> {
        if self.has_condemned() { self.take_of(CONDEMNED) } else { None }
    }

    fn take_of(&self, age: u32) -> Option<Batch> {
        let stack = self.stack_of(age);
        let mut batch = self.stacks[stack].take(self.shared.arena)?;
        batch.stack = stack;
        self.count_out(&batch);
        Some(batch)
    }

    /// Puts the rest of a batch back to where it was taken from: it is no younger for that. It has its bytes in the
    /// budget, whatever else came meanwhile.
    pub(crate) fn put_back(&self, batch: Batch) {
        if batch.len() > 0 {
            self.len.fetch_add(batch.len(), Relaxed);
            self.bytes.fetch_add(batch.cost(), Relaxed);
            self.shared.budget.take_back(batch.cost(), self.is_quiet);
            self.stacks[batch.stack].give(batch);
        }
    }

    fn count_out(&self, batch: &Batch) {
        self.len.fetch_sub(batch.len(), Relaxed);
        self.bytes.fetch_sub(batch.cost(), Relaxed);
        self.release(batch.cost());
    }

    /// Counts what is in it, in a forked child: another thread may have been at work when the process was forked. Gives
    /// the bytes. No other thread is there.
    pub(crate) fn begin_anew(&self) -> usize {
        let sums = self.stacks.each_ref().map(|stack| stack.sum(self.shared.arena));
        self.len.store(sums.iter().map(|sum| sum.0).sum(), Relaxed);
        let bytes = sums.iter().map(|sum| sum.1).sum();
        self.bytes.store(bytes, Relaxed);
        bytes
    }

    /// Whether objects wait to be dropped.
    pub(crate) fn has_condemned(&self) -> bool {
        self.len() > self.min_idle() && !self.generation(CONDEMNED).is_empty()
    }

    /// Ends an interval. Nothing happens while objects of an earlier one wait to be dropped: they would become young
    /// again.
    pub(crate) fn end_interval(&self) {
        let age = self.age.load(Relaxed);
        if !self.has_condemned() {
            // Of two threads that end an interval at once, one does it.
            let _ = self.age.compare_exchange(age, age.wrapping_add(1), Relaxed, Relaxed);
        }
    }
}

#[cfg(all(test, not(pooled_loom)))]
mod tests {
    use super::{Depot, Object, Shared, YOUNG};
    use crate::pool::batch::Arena;
    use crate::pool::budget::Budget;
    use crate::sync::{AtomicBool, AtomicUsize, Relaxed};

    /// A depot of its own, with a budget of its own.
    macro_rules! depot {
        () => {{
            static ARENA: Arena = Arena::new();
            static BUDGET: Budget = Budget::new();
            static IDLE_BYTES: AtomicUsize = AtomicUsize::new(1 << 20);
            static IS_OFF: AtomicBool = AtomicBool::new(false);
            Depot::new(100, true, Shared { arena: &ARENA, budget: &BUDGET, idle_bytes: &IDLE_BYTES, is_off: &IS_OFF })
        }};
    }

    /// Gives a depot so many objects of 100 bytes.
    fn give(depot: &Depot, objects: usize) {
        let mut batch = depot.shared.arena.batch().expect("there is memory");
        // Nobody uses them: the depot only holds them.
        (0..objects).for_each(|_| batch.push(Object::dangling(), 100));
        // SAFETY: this depot has no other objects.
        assert!(unsafe { depot.give(batch, YOUNG) }.is_ok());
    }

    #[test]
    fn a_forked_child_counts_what_is_there() {
        let depot = depot!();
        for objects in [1, 5] {
            give(&depot, objects);
            depot.end_interval();
        }
        let bytes = depot.bytes();
        // A thread of the parent had noted what it was about to give.
        depot.len.fetch_add(30, Relaxed);
        depot.bytes.fetch_add(1_000, Relaxed);
        assert_eq!(depot.begin_anew(), bytes);
        assert_eq!((depot.len(), depot.bytes()), (6, bytes));
        while let Some(mut batch) = depot.take() {
            while batch.pop().is_some() {}
        }
        assert_eq!((depot.len(), depot.bytes()), (0, 0));
    }

    #[test]
    fn of_what_is_condemned_a_minimum_stays() {
        let depot = depot!();
        give(&depot, 6);
        (0..2).for_each(|_| depot.end_interval());
        for (min_idle, surplus) in [(0, 6), (4, 2), (5, 1)] {
            depot.set_min_idle(min_idle);
            let batch = depot.take_condemned().expect("there is a batch");
            assert_eq!((depot.surplus(&batch), depot.was_condemned(&batch)), (surplus, true));
            depot.put_back(batch);
        }
        depot.set_min_idle(6);
        assert!(depot.take_condemned().is_none());
        let mut batch = depot.take().expect("a take may have them");
        assert!(!depot.was_condemned(&batch), "they stay");
        while batch.pop().is_some() {}
    }
}
