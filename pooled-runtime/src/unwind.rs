//! What happens when user code panics where a panic must not, or must not yet, go on.

use core::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread::panicking;

/// What a caught panic carried.
pub(crate) type Payload = Box<dyn Any + Send>;

/// Runs `code` and hands back its panic. Costs nothing where `code` is inlined and cannot panic.
///
/// The callers uphold unwind safety: what `code` was working on is discarded when it panics.
#[inline]
pub(crate) fn attempt<R>(code: impl FnOnce() -> R) -> Result<R, Payload> {
    catch_unwind(AssertUnwindSafe(code))
}

/// Runs `code`; if it panics the panic ends here. Returns whether it did.
pub(crate) fn swallow(code: impl FnOnce()) -> bool {
    attempt(code).map_err(forget_payload).is_err()
}

/// Lets a caught panic go on, unless the thread is unwinding already: a second one would abort the process.
pub(crate) fn propagate(payload: Payload) {
    if panicking() {
        forget_payload(payload);
    } else {
        resume_unwind(payload);
    }
}

/// Drops the payload of a panic that ends here. A payload whose own drop panics is leaked: there is nobody left to tell.
fn forget_payload(payload: Payload) {
    if let Err(second) = attempt(|| drop(payload)) {
        core::mem::forget(second);
    }
}
