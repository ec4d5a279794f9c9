//! Whether a pool may drop spares at any time.

use core::mem::needs_drop;

use pooled_runtime::Reset;

/// Whether dropping a spare is known to run no code of users.
///
/// A type with something to drop is not asked: the constants of types that contain each other, by a container of spares
/// or by a `Box`, would depend on each other.
pub(crate) const fn is_quiet<T: Reset>() -> bool {
    /// It is a function, so that the constant is asked only if it has to be.
    const fn has_secret<T: Reset>() -> bool {
        T::__POOLED_SECRET
    }
    !needs_drop::<T>() && !has_secret::<T>()
}
