//! How a handle ends: the same for every handle.
//!
//! A handle that is dropped resets its object and asks whether the object may be used again. There are four answers:
//!
//! | answer | what happens to the object |
//! |---|---|
//! | it is clean | [`Loan::keep`]: the pool keeps it, or drops it if it has no room or is switched off |
//! | `validate` refused it | [`Loan::discard`] |
//! | the thread unwinds, and the object has `keep` fields | [`Loan::discard`], without a reset |
//! | the reset or `validate` panicked | [`Loan::abandon`], and the panic goes on |
//!
//! Whoever drops an object wipes its secrets first (the rule `zeroize`): the slots do that.
//!
//! A `PoolArc` ends as the `PoolBox` that its last handle becomes. An object that leaves its pool for good (`detach`,
//! `leak`) is not reset.

use crate::factory::Factory;
use crate::panic::{Payload, attempt, panicking};
use crate::reset::Observer;

/// An object that was on loan, and whose handle has just ended.
pub(crate) trait Loan<T>: Sized {
    /// The object.
    fn object(&mut self) -> &mut T;

    /// Returns the clean object to its pool.
    fn keep(self);

    /// Drops the object. If the drop panics, the panic goes on, unless the thread unwinds already.
    fn discard(self, why: Refusal);

    /// Drops the object whose reset or `validate` panicked. `payload` is that panic, which was caught. It goes on
    /// afterwards, unless the thread unwinds already.
    fn abandon(self, payload: Payload);
}

/// Why an object is not used again although nothing panicked.
#[derive(Clone, Copy)]
pub(crate) enum Refusal {
    /// `validate` said no.
    Invalid,
    /// The thread unwinds, so a change of the `keep` fields may be half done.
    Unwinding,
}

/// Ends the loan of an object. Containers that the reset shrinks are reported to `O`. User code runs before the pool is
/// touched.
#[inline]
pub(crate) fn end<T: Factory, O: Observer>(loan: impl Loan<T>) {
    end_by(loan, T::__POOLED_KEEPS, clean::<T, O>);
}

/// The same with another reset: `clean` resets an object and says whether it may be used again. `keeps` says whether
/// that leaves something as it is.
#[inline]
pub(crate) fn end_by<T>(mut loan: impl Loan<T>, keeps: bool, clean: impl FnOnce(&mut T) -> bool) {
    if keeps && panicking() {
        return loan.discard(Refusal::Unwinding);
    }
    match attempt(|| clean(loan.object())) {
        Ok(true) => loan.keep(),
        Ok(false) => loan.discard(Refusal::Invalid),
        Err(payload) => loan.abandon(payload),
    }
}

/// Resets an object and says whether it may be used again.
#[inline]
fn clean<T: Factory, O: Observer>(object: &mut T) -> bool {
    object.__pooled_reset::<O>();
    object.__pooled_validate()
}
