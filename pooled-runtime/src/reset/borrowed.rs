//! Values that borrow: they become empty, and free what they own.

#[cfg(feature = "alloc")]
use alloc::borrow::{Cow, ToOwned};

use super::{Reset, reset_with_content};

#[diagnostic::do_not_recommend]
impl Reset for &str {
    const __POOLED_QUIET: bool = true;

    #[inline]
    fn reset(&mut self) {
        *self = "";
    }

    reset_with_content!(|text| !text.is_empty());
}

#[diagnostic::do_not_recommend]
impl<T> Reset for &[T] {
    const __POOLED_QUIET: bool = true;

    #[inline]
    fn reset(&mut self) {
        *self = &[];
    }

    reset_with_content!(|slice| !slice.is_empty());
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

    // Texts and slices are told by their length. A type of one size can't be asked.
    reset_with_content!(|cow| size_of_val(&**cow) != size_of_val(<&'a T>::default()));
}
