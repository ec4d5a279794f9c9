//! How objects of a pooled type are made and judged.

use crate::Reset;
use pooled_layout::{LINE, LayoutSource};

/// How objects of a pooled type are made and judged. Derived; user code has no reason to name it.
pub trait Factory: Reset + Sized + 'static {
    /// Where the memory layout comes from: [`DescribedLayout`](pooled_layout::DescribedLayout) if a derive described
    /// the type, else [`OpaqueLayout`](pooled_layout::OpaqueLayout).
    type __PooledLayout: LayoutSource;

    /// The bytes of a cache line that slots are aligned for, a power of two.
    const __POOLED_LINE: usize = LINE;

    /// Makes a new object. The pool resets it before its first use.
    fn __pooled_fresh() -> Self;

    /// Says whether an object that was reset may be used again.
    #[inline]
    fn __pooled_validate(&mut self) -> bool {
        true
    }
}

/// Panics for an enum whose fresh value is not in the variant marked `default`. A reset in place ends in that variant,
/// so used objects would differ from new ones.
///
/// # Panics
/// Always.
#[cold]
#[inline(never)]
pub fn fresh_is_unmarked(type_name: &str, variant: &str) -> ! {
    panic!(
        "a fresh `{type_name}` must be in the variant marked `default`, which is `{variant}`: mark the one that \
         `Default` or `new` makes"
    )
}
