//! What generated code asks questions of a type through.

use core::marker::PhantomData;

/// What the questions are asked of: `(&Probe::<T>::NEW).question()`.
///
/// Method resolution finds the answer: the method of `Probe<T>` if the bound of that holds, else that of `&Probe<T>`.
/// The questions have names of their own, so that no method of the user's is found instead.
pub struct Probe<T: ?Sized>(PhantomData<fn() -> *const T>);

impl<T: ?Sized> Probe<T> {
    /// The probe of `T`.
    pub const NEW: Self = Self(PhantomData);
}
