//! Values made of parts, each reset in place.

use core::mem::needs_drop;
use core::num::{Saturating, Wrapping};

use super::{Observer, Reset, Visit, reset_unobserved, reset_with_content};

#[diagnostic::do_not_recommend]
impl<T> Reset for Option<T> {
    const __POOLED_QUIET: bool = !needs_drop::<T>();

    /// Becomes `None`; the content is dropped.
    #[inline]
    fn reset(&mut self) {
        *self = None;
    }

    reset_with_content!(|option| option.is_some());
}

#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for [T] {
    const __POOLED_KEEPS: bool = T::__POOLED_KEEPS;
    const __POOLED_QUIET: bool = T::__POOLED_QUIET;
    const __POOLED_SECRET: bool = T::__POOLED_SECRET;

    reset_unobserved!();

    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        for part in self {
            part.__pooled_reset::<O>();
        }
    }

    #[inline]
    fn __pooled_wipe(&mut self, ends: bool) {
        for part in self {
            part.__pooled_wipe(ends);
        }
    }

    fn __pooled_parts(&mut self, visit: &mut Visit) {
        for part in self {
            part.__pooled_ask(visit);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reset, const N: usize> Reset for [T; N] {
    const __POOLED_KEEPS: bool = T::__POOLED_KEEPS;
    const __POOLED_QUIET: bool = T::__POOLED_QUIET;
    const __POOLED_SECRET: bool = T::__POOLED_SECRET;

    reset_unobserved!();

    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        self.as_mut_slice().__pooled_reset::<O>();
    }

    #[inline]
    fn __pooled_wipe(&mut self, ends: bool) {
        self.as_mut_slice().__pooled_wipe(ends);
    }

    fn __pooled_parts(&mut self, visit: &mut Visit) {
        self.as_mut_slice().__pooled_ask(visit);
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for Wrapping<T> {
    const __POOLED_KEEPS: bool = T::__POOLED_KEEPS;
    const __POOLED_QUIET: bool = T::__POOLED_QUIET;
    const __POOLED_SECRET: bool = T::__POOLED_SECRET;

    reset_unobserved!();

    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        self.0.__pooled_reset::<O>();
    }

    #[inline]
    fn __pooled_wipe(&mut self, ends: bool) {
        self.0.__pooled_wipe(ends);
    }

    fn __pooled_parts(&mut self, visit: &mut Visit) {
        self.0.__pooled_ask(visit);
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for Saturating<T> {
    const __POOLED_KEEPS: bool = T::__POOLED_KEEPS;
    const __POOLED_QUIET: bool = T::__POOLED_QUIET;
    const __POOLED_SECRET: bool = T::__POOLED_SECRET;

    reset_unobserved!();

    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        self.0.__pooled_reset::<O>();
    }

    #[inline]
    fn __pooled_wipe(&mut self, ends: bool) {
        self.0.__pooled_wipe(ends);
    }

    fn __pooled_parts(&mut self, visit: &mut Visit) {
        self.0.__pooled_ask(visit);
    }
}

#[cfg(feature = "std")]
#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for std::io::Cursor<T> {
    const __POOLED_KEEPS: bool = T::__POOLED_KEEPS;
    const __POOLED_QUIET: bool = T::__POOLED_QUIET;
    const __POOLED_SECRET: bool = T::__POOLED_SECRET;

    reset_unobserved!();

    /// The content is reset in place, and the position goes back to the start.
    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        if O::SEEKS_CONTENT && self.position() != 0 {
            O::content(self);
        }
        self.set_position(0);
        self.get_mut().__pooled_reset::<O>();
    }

    #[inline]
    fn __pooled_wipe(&mut self, ends: bool) {
        self.get_mut().__pooled_wipe(ends);
    }

    fn __pooled_parts(&mut self, visit: &mut Visit) {
        self.get_mut().__pooled_ask(visit);
    }
}

macro_rules! tuples {
    ($($($part:ident)*;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($part: Reset),*> Reset for ($($part,)*) {
            const __POOLED_KEEPS: bool = false $(|| $part::__POOLED_KEEPS)*;
            const __POOLED_QUIET: bool = true $(&& $part::__POOLED_QUIET)*;
            const __POOLED_SECRET: bool = false $(|| $part::__POOLED_SECRET)*;

            reset_unobserved!();

            #[inline]
            #[allow(non_snake_case, reason = "the parts are named after their types")]
            fn __pooled_reset<O: Observer>(&mut self) {
                let ($($part,)*) = self;
                $($part.__pooled_reset::<O>();)*
            }

            #[inline]
            #[allow(non_snake_case, reason = "the parts are named after their types")]
            fn __pooled_wipe(&mut self, ends: bool) {
                let _ = ends;
                let ($($part,)*) = self;
                $($part.__pooled_wipe(ends);)*
            }

            #[allow(non_snake_case, reason = "the parts are named after their types")]
            fn __pooled_parts(&mut self, visit: &mut Visit) {
                let _ = &visit;
                let ($($part,)*) = self;
                $($part.__pooled_ask(visit);)*
            }
        }
    )+};
}

tuples! {
    ;
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I;
    A B C D E F G H I J;
    A B C D E F G H I J K;
    A B C D E F G H I J K L;
}
