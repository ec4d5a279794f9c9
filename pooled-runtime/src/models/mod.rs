//! Models: tests that loom runs under every interleaving of their threads and every value that a load may see.
//!
//! `RUSTFLAGS='--cfg pooled_loom' cargo test -p pooled-runtime --lib --release models`
//!
//! There is one file for each theme. A model makes its values anew in each run, or gets them from [`in_static`]. It
//! uses [`Checked`] objects: it fails if two threads hold one at once, or if a holder does not see all that the
//! previous one did.
//!
//! Two threads can be checked under [`every_interleaving`]. Three have too many: [`few_preemptions`] tries those in
//! which threads are stopped no more than [`PREEMPTIONS`] times where they could have gone on; `LOOM_MAX_PREEMPTIONS`
//! overrides the number. `LOOM_LOG=trace LOOM_LOCATION=1` tells how a model failed.

mod batch;
mod budget;
mod count;
mod depot;
mod gauge;
mod recorded;
mod seat;
mod static_pool;
mod threads;
mod tree;
mod value_pool;

use std::cell::Cell;

use loom::model::Builder;
use loom::thread;

use crate::factory::Factory;
use crate::pool::batch::{Arena, Batch};
use crate::pool::budget::Budget;
use crate::pool::depot::Shared;
use crate::pool::slot::{Object, Slot};
use crate::reset::Reset;
use crate::sync::{AtomicBool, AtomicUsize, UnsafeCell};

/// How often the threads of a model with [`few_preemptions`] are stopped where they could have gone on.
const PREEMPTIONS: usize = 3;

/// How many steps a model may have. More are the sign of a loop that waits for another thread.
const MOST_STEPS: usize = 4_000;

std::thread_local! {
    /// How many [`Checked`] objects this model has. Loom runs all threads of a model on one thread of the system.
    static LIVE: Cell<usize> = const { Cell::new(0) };
}

/// Checks a model of two threads, or of very little code.
fn every_interleaving(model: impl Fn() + Sync + Send + 'static) {
    check(|_| None, model);
}

/// Checks a model of two threads that do a lot, with one preemption fewer.
fn fewer_preemptions(model: impl Fn() + Sync + Send + 'static) {
    check(|asked_for| asked_for.or(Some(PREEMPTIONS - 1)), model);
}

/// Checks a model of three threads.
fn few_preemptions(model: impl Fn() + Sync + Send + 'static) {
    check(|asked_for| asked_for.or(Some(PREEMPTIONS)), model);
}

fn check(preemptions: fn(Option<usize>) -> Option<usize>, model: impl Fn() + Sync + Send + 'static) {
    let mut builder = Builder::new();
    builder.preemption_bound = preemptions(builder.preemption_bound);
    // The longest models, whose threads end and whose pool is freed, have more steps than the default allows.
    builder.max_branches = builder.max_branches.max(MOST_STEPS);
    builder.check(move || {
        LIVE.set(0);
        model();
        assert_eq!(LIVE.get(), 0, "objects are left");
    });
}

/// Runs `here` on this thread and `there` on `threads` others, and waits for them.
fn beside(threads: usize, there: impl Fn() + Clone + 'static, here: impl FnOnce()) {
    let threads: Vec<_> = (0..threads).map(|_| thread::spawn(there.clone())).collect();
    here();
    for thread in threads {
        thread.join().unwrap();
    }
}

/// Gives `model` a value as if it were in a `static`, and drops it afterwards.
///
/// `model` must wait for the threads that it starts.
fn in_static<T: 'static>(value: T, model: impl FnOnce(&'static T)) {
    let value = Box::into_raw(Box::new(value));
    // SAFETY: nobody uses the value after `model` has returned.
    model(unsafe { &*value });
    // SAFETY: as above; a box made the pointer.
    drop(unsafe { Box::from_raw(value) });
}

/// Gives `model` what the pools of all types share, with a budget of so many bytes.
fn with_shared(idle_bytes: usize, model: impl FnOnce(Shared)) {
    let settings = (AtomicUsize::new(idle_bytes), AtomicBool::new(false));
    in_static((Arena::new(), Budget::new(), settings), |(arena, budget, (idle_bytes, is_off))| {
        model(Shared { arena, budget, idle_bytes, is_off });
    });
}

/// A fresh object in a slot, which the caller owns.
fn object() -> Object {
    Slot::new_with(Checked::__pooled_fresh).into_raw().cast()
}

/// The object as a value. Only for an object of [`object`], which the caller owns.
fn checked(object: Object) -> Slot<Checked> {
    // SAFETY: the models put nothing but such objects anywhere, each once. Whoever takes one out owns it.
    unsafe { Slot::from_raw(object.cast()) }
}

/// A batch of fresh objects that keep one byte each.
fn batch(arena: &'static Arena, objects: usize) -> Batch {
    let mut batch = arena.batch().expect("the arena has enough nodes");
    (0..objects).for_each(|_| batch.push(object(), 1));
    batch
}

/// Uses each object of a batch and resets it.
fn use_all(batch: &mut Batch) {
    let mut objects: Vec<_> = core::iter::from_fn(|| batch.pop().map(checked)).collect();
    for object in &mut objects {
        object.get_mut().use_and_clean();
    }
    for object in objects {
        batch.push(object.into_raw().cast(), 1);
    }
}

/// Drops the objects of a batch, and says how many those were.
fn drop_all(mut batch: Batch) -> usize {
    core::iter::from_fn(|| batch.pop()).map(|object| drop(checked(object))).count()
}

/// An object for a pool. Loom checks every access to it, its making and its drop included.
struct Checked {
    value: UnsafeCell<u32>,
    is_valid: bool,
}

impl Checked {
    /// Uses the object: it must be clean before, and is not clean afterwards.
    fn exercise(&mut self) {
        // SAFETY: `&mut self` keeps others away; loom checks that it does.
        self.value.with_mut(|value| unsafe {
            assert_eq!(*value, 0, "not clean");
            *value = 1;
        });
        thread::yield_now();
        // SAFETY: as above.
        assert_eq!(self.value.with(|value| unsafe { *value }), 1, "somebody else uses it");
    }

    /// Uses the object and resets it, as a handle does.
    fn use_and_clean(&mut self) {
        self.exercise();
        self.reset();
    }

    /// Has the object dropped when it is returned.
    fn invalidate(&mut self) {
        self.is_valid = false;
    }

    /// What the object holds: 0 if it is clean.
    fn value(&self) -> u32 {
        // SAFETY: `&self` keeps writers away; loom checks that it does.
        self.value.with(|value| unsafe { *value })
    }

    /// How many objects exist.
    fn live() -> usize {
        LIVE.get()
    }
}

impl Factory for Checked {
    type __PooledLayout = pooled_layout::OpaqueLayout<Self>;

    fn __pooled_fresh() -> Self {
        LIVE.set(LIVE.get() + 1);
        Self { value: UnsafeCell::new(0), is_valid: true }
    }

    fn __pooled_validate(&mut self) -> bool {
        self.is_valid
    }
}

impl Reset for Checked {
    fn reset(&mut self) {
        // SAFETY: `&mut self` keeps others away; loom checks that it does.
        self.value.with_mut(|value| unsafe { *value = 0 });
    }
}

impl Drop for Checked {
    fn drop(&mut self) {
        self.value.with_mut(|_| ());
        LIVE.set(LIVE.get() - 1);
    }
}
