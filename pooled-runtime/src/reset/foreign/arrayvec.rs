//! The lists and texts of `arrayvec`: they have no memory of their own.

use arrayvec::{ArrayString, ArrayVec};

use crate::reset::{Reset, reset_with_content};

#[diagnostic::do_not_recommend]
impl<T, const N: usize> Reset for ArrayVec<T, N> {
    const __POOLED_QUIET: bool = !core::mem::needs_drop::<T>();

    #[inline]
    fn reset(&mut self) {
        self.clear();
    }

    reset_with_content!(|list| !list.is_empty());
}

#[diagnostic::do_not_recommend]
impl<const N: usize> Reset for ArrayString<N> {
    const __POOLED_QUIET: bool = true;

    #[inline]
    fn reset(&mut self) {
        self.clear();
    }

    reset_with_content!(|list| !list.is_empty());
}
