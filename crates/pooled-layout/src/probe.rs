//! The type of which generated code asks questions about another type.

use core::marker::PhantomData;

/// Questions about `T` are methods of this type: `(&Probe::<T>::NEW).question()`.
///
/// Method resolution finds the answer: the method of `Probe<T>` if its bound holds, else the method of `&Probe<T>`.
/// The questions have unusual names, so that a method of the user's is never found instead.
pub struct Probe<T: ?Sized>(PhantomData<fn() -> *const T>);

impl<T: ?Sized> Probe<T> {
    /// The probe of `T`.
    pub const NEW: Self = Self(PhantomData);
}
