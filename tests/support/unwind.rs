//! Drops while a thread unwinds.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Has the thread unwind while it holds this. The panic has no message.
pub(crate) fn unwind_with<T>(held: T) {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let _held = held;
        resume_unwind(Box::new(()));
    }));
    assert!(outcome.is_err());
}
