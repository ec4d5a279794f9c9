//! How objects of a pooled type are made and judged.

use crate::Reset;

/// How objects of a pooled type are made and judged. Derived; user code has no reason to name it.
pub trait Recipe: Reset + Sized + 'static {
    /// Whether some field survives reuse. Such an object is not pooled while its thread unwinds: what was being
    /// done to the kept field may be half done.
    const KEEPS: bool = false;

    /// Makes an object, not yet reset.
    fn fresh() -> Self;

    /// Says whether an object that was reset may be used again.
    #[inline]
    fn validate(&mut self) -> bool {
        true
    }
}
