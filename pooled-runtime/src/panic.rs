//! What happens when user code panics where a panic must not, or must not yet, go on.
//!
//! Without `std` a panic can't be caught: there the functions run the code as it is.

#[cfg(feature = "std")]
pub(crate) use caught::{Payload, attempt, drop_payload, panicking, propagate, resume};
#[cfg(not(feature = "std"))]
pub(crate) use uncaught::{Payload, attempt, drop_payload, panicking, propagate, resume};

/// Runs `code`; if it panics the panic ends here.
pub(crate) fn swallow(code: impl FnOnce()) {
    if let Err(payload) = attempt(code) {
        drop_payload(payload);
    }
}

#[cfg(feature = "std")]
mod caught {
    use core::any::Any;
    use core::mem::forget;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    pub(crate) use std::panic::resume_unwind as resume;
    pub(crate) use std::thread::panicking;

    /// What a caught panic carried.
    pub(crate) type Payload = Box<dyn Any + Send>;

    /// Runs `code` and hands back its panic. Costs nothing where `code` is inlined and cannot panic.
    ///
    /// The callers uphold unwind safety: what `code` was working on is discarded when it panics.
    #[inline]
    pub(crate) fn attempt<R>(code: impl FnOnce() -> R) -> Result<R, Payload> {
        catch_unwind(AssertUnwindSafe(code))
    }

    /// Lets a caught panic go on, unless the thread is unwinding already: a second one would abort the process.
    pub(crate) fn propagate(payload: Payload) {
        if panicking() {
            drop_payload(payload);
        } else {
            resume(payload);
        }
    }

    /// Drops the payload of a panic that ends here. One whose own drop panics is leaked: there is nobody left to tell.
    pub(crate) fn drop_payload(payload: Payload) {
        if let Err(second) = attempt(|| drop(payload)) {
            forget(second);
        }
    }
}

#[cfg(not(feature = "std"))]
mod uncaught {
    /// There is none.
    pub(crate) type Payload = core::convert::Infallible;

    #[expect(clippy::unnecessary_wraps, reason = "with `std` it can fail")]
    pub(crate) fn attempt<R>(code: impl FnOnce() -> R) -> Result<R, Payload> {
        Ok(code())
    }

    pub(crate) fn propagate(payload: Payload) {
        match payload {}
    }

    pub(crate) fn drop_payload(payload: Payload) {
        match payload {}
    }

    pub(crate) fn resume(payload: Payload) -> ! {
        match payload {}
    }

    /// Nobody knows.
    pub(crate) fn panicking() -> bool {
        false
    }
}
