//! The contents of objects, whose hooks count what happens to them.

use std::mem;
use std::panic::{catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use pooled_types::Reset;

use super::notes::{check, with_existing};
use super::script::End;

pub(super) static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// What the hooks and acts of one type counted. Never reset: a script is judged by differences.
#[derive(Default)]
pub(super) struct Tally {
    /// Constructors that returned.
    pub(super) made: AtomicU64,
    /// Fresh objects whose reset panicked.
    pub(super) stillborn: AtomicU64,
    pub(super) takes: AtomicU64,
    pub(super) adopted: AtomicU64,
    /// From handles.
    pub(super) detached: AtomicU64,
    /// From a `Drain`.
    pub(super) drained: AtomicU64,
    pub(super) leaked: AtomicU64,
    /// Resets and validators that panicked on a return.
    pub(super) panicked: AtomicU64,
    pub(super) invalid: AtomicU64,
}

impl Tally {
    pub(super) const fn new() -> Self {
        Self {
            made: AtomicU64::new(0),
            stillborn: AtomicU64::new(0),
            takes: AtomicU64::new(0),
            adopted: AtomicU64::new(0),
            detached: AtomicU64::new(0),
            drained: AtomicU64::new(0),
            leaked: AtomicU64::new(0),
            panicked: AtomicU64::new(0),
            invalid: AtomicU64::new(0),
        }
    }
}

pub(super) fn bump(count: &AtomicU64) {
    count.fetch_add(1, SeqCst);
}

/// The contents of an object, and all of its hooks.
pub(super) struct Body {
    pub(super) id: u64,
    /// Not reset yet.
    pub(super) is_fresh: bool,
    /// Set from the id while the object is in use.
    mark: u64,
    data: Vec<u64>,
    /// What every hook does, and what the hooks count: of the type that the body is in.
    react: fn() -> End,
    tally: &'static Tally,
}

impl Body {
    /// The constructor's hook.
    pub(super) fn new(react: fn() -> End, tally: &'static Tally) -> Self {
        react();
        bump(&tally.made);
        let id = NEXT_ID.fetch_add(1, SeqCst);
        with_existing(|existing| existing.insert(id));
        Self { id, is_fresh: true, mark: 0, data: Vec::new(), react, tally }
    }

    pub(super) fn fill(&mut self) {
        check(self.mark == 0 && self.data.is_empty(), "an object was handed out that was not clean");
        self.mark = !self.id;
        self.data.push(self.id);
    }

    pub(super) fn check_filled(&self) {
        check(self.mark == !self.id && self.data == [self.id], "an object in use was changed");
    }

    pub(super) fn validate(&mut self) -> bool {
        check(self.mark == 0, "`validate` was asked before the reset");
        match catch_unwind(self.react) {
            Err(payload) => {
                bump(&self.tally.panicked);
                resume_unwind(payload)
            }
            Ok(End::Refuse) => {
                bump(&self.tally.invalid);
                false
            }
            Ok(End::Fine | End::Panic) => true,
        }
    }
}

impl Reset for Body {
    fn reset(&mut self) {
        let was_fresh = mem::take(&mut self.is_fresh);
        if let Err(payload) = catch_unwind(self.react) {
            bump(if was_fresh { &self.tally.stillborn } else { &self.tally.panicked });
            resume_unwind(payload);
        }
        self.mark = 0;
        self.data.clear();
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        check(with_existing(|existing| existing.remove(&self.id)), "an object was dropped twice");
        (self.react)();
    }
}
