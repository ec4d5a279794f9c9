//! Values made of parts, each reset in place.

use core::num::{Saturating, Wrapping};

use super::Reset;

#[diagnostic::do_not_recommend]
impl<T> Reset for Option<T> {
    /// Becomes `None`; what was in it is dropped.
    #[inline]
    fn reset(&mut self) {
        *self = None;
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for [T] {
    const KEEPS: bool = T::KEEPS;

    #[inline]
    fn reset(&mut self) {
        for part in self {
            part.reset();
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reset, const N: usize> Reset for [T; N] {
    const KEEPS: bool = T::KEEPS;

    #[inline]
    fn reset(&mut self) {
        self.as_mut_slice().reset();
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for Wrapping<T> {
    const KEEPS: bool = T::KEEPS;

    #[inline]
    fn reset(&mut self) {
        self.0.reset();
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for Saturating<T> {
    const KEEPS: bool = T::KEEPS;

    #[inline]
    fn reset(&mut self) {
        self.0.reset();
    }
}

#[cfg(feature = "std")]
#[diagnostic::do_not_recommend]
impl<T: Reset> Reset for std::io::Cursor<T> {
    const KEEPS: bool = T::KEEPS;

    /// What it reads or writes is reset in place, and the position goes back to the start.
    #[inline]
    fn reset(&mut self) {
        self.set_position(0);
        self.get_mut().reset();
    }
}

macro_rules! tuples {
    ($($($part:ident)*;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($part: Reset),*> Reset for ($($part,)*) {
            const KEEPS: bool = false $(|| $part::KEEPS)*;

            #[inline]
            fn reset(&mut self) {
                #[allow(non_snake_case, reason = "the parts are named after their types")]
                let ($($part,)*) = self;
                $($part.reset();)*
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
