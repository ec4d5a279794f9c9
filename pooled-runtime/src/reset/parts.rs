//! Asks the parts of an object what they own, whether they free capacity, whether their drop runs code of users, and
//! whether they have secrets. Also wipes those.
//!
//! A part that the type's reset does not reset by its [`Reset`] may be of any type. [`Part`] and [`Asked`] answer for
//! all types: their inherent items are for types with a `Reset`; the traits [`AnyPart`] and [`AnyType`], which have
//! items of the same names, are for all others.

use core::marker::PhantomData;
use core::mem::needs_drop;

use super::{Observer, Reset, Visit};

/// A part of an object: `Part(&mut field).__pooled_ask(visit)`.
pub struct Part<'a, T: ?Sized>(pub &'a mut T);

impl<T: ?Sized + Reset> Part<'_, T> {
    /// Asks the part.
    #[inline]
    pub fn __pooled_ask(self, visit: &mut Visit) {
        self.0.__pooled_ask(visit);
    }

    /// Runs the rule `zeroize` of what the part has in it.
    #[inline]
    pub fn __pooled_wipe(self, ends: bool) {
        self.0.__pooled_wipe(ends);
    }

    /// Resets the part.
    #[inline]
    pub fn __pooled_reset<O: Observer>(self) {
        self.0.__pooled_reset::<O>();
    }
}

/// Answers for the parts whose type has no `Reset`.
pub trait AnyPart: Sized {
    /// Does nothing: what such a part owns is not known.
    #[inline]
    fn __pooled_ask(self, _: &mut Visit) {}

    /// Does nothing: such a part has no rules.
    #[inline]
    fn __pooled_wipe(self, _: bool) {}

    /// Does nothing.
    #[inline]
    fn __pooled_reset<O: Observer>(self) {}
}

impl<T: ?Sized> AnyPart for Part<'_, T> {}

/// Questions about `T`, as constants.
pub struct Asked<T: ?Sized>(PhantomData<T>);

impl<T: ?Sized + Reset> Asked<T> {
    /// Whether dropping a `T` is known to run no code of users.
    pub const __POOLED_QUIET: bool = T::__POOLED_QUIET;
    /// Whether it has a secret in it.
    pub const __POOLED_SECRET: bool = T::__POOLED_SECRET;
    /// Whether it may own memory that nobody counts.
    pub const __POOLED_UNMEASURED: bool = false;
    /// Whether it may own something that is freed if it is dropped, and that could be kept if it is reset.
    pub const __POOLED_KEEPABLE: bool = needs_drop::<T>();
}

#[expect(drop_bounds, reason = "the question is whether the type has a `drop` of its own")]
impl<T: ?Sized + Drop> Asked<T> {
    /// Whether it has a `Drop` of its own.
    pub const __POOLED_HAS_DROP: bool = true;
}

/// Answers for the types without `Reset`, and for those without a `Drop` of their own.
pub trait AnyType {
    /// Whether dropping such a value is known to run no code of users.
    const __POOLED_QUIET: bool;
    /// Whether it has a secret in it.
    const __POOLED_SECRET: bool = false;
    /// Whether it may own memory that nobody counts.
    const __POOLED_UNMEASURED: bool;
    /// Whether it may own something that could be kept if it is reset: such a value can't be reset.
    const __POOLED_KEEPABLE: bool = false;
    /// Whether it has a `Drop` of its own.
    const __POOLED_HAS_DROP: bool = false;
}

impl<T: ?Sized> AnyType for Asked<T> {
    const __POOLED_QUIET: bool = !needs_drop::<T>();
    const __POOLED_UNMEASURED: bool = needs_drop::<T>();
}
