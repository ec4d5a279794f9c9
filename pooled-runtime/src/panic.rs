//! Panics of user code in places where a panic must not go on, or must wait until something else is done.
//!
//! Without `std` a panic can't be caught: the functions then just run the code.

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

    /// Drops the payload of a panic that ends here. If that drop panics too, the second payload is leaked.
    pub(crate) fn drop_payload(payload: Payload) {
        if let Err(second) = attempt(|| drop(payload)) {
            forget(second);
        }
    }
}

#[cfg(not(feature = "std"))]
mod uncaught {
    /// The payload of a caught panic. There is no such value: without `std` no panic is caught.
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

    /// Always `false`: without `std` the runtime can't tell whether the thread unwinds.
    pub(crate) fn panicking() -> bool {
        false
    }
}
