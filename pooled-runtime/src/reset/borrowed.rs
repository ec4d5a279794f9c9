//! Values that borrow: they become empty, and free what they own.

#[cfg(feature = "alloc")]
use alloc::borrow::{Cow, ToOwned};

use super::Reset;

#[diagnostic::do_not_recommend]
impl Reset for &str {
    const __POOLED_QUIET: bool = true;

    #[inline]
    fn reset(&mut self) {
        *self = "";
    }
}

#[diagnostic::do_not_recommend]
impl<T> Reset for &[T] {
    const __POOLED_QUIET: bool = true;

    #[inline]
    fn reset(&mut self) {
        *self = &[];
    }
}

#[cfg(feature = "alloc")]
#[diagnostic::do_not_recommend]
impl<'a, T: ?Sized + ToOwned> Reset for Cow<'a, T>
where
    &'a T: Default,
{
    /// Becomes a borrow of an empty value. What it owns is freed: its next value is most often another `Cow`, which
    /// would free it then.
    #[inline]
    fn reset(&mut self) {
        *self = Cow::Borrowed(Default::default());
    }
}
