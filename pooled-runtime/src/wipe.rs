//! The field rule `zeroize`: overwrite, then reset where the type has a reset, so that the limit on kept memory holds.

use zeroize::Zeroize;

use crate::reset::Reset;

/// A field to wipe: `Wiped(&mut field).wipe()`. Method resolution picks [`WipeAndReset`] where the type has a reset.
pub struct Wiped<'a, T: ?Sized>(pub &'a mut T);

/// For types that can be zeroized and reset.
pub trait WipeAndReset {
    /// Zeroizes the field, then resets it.
    fn wipe(self);
}

impl<T: ?Sized + Zeroize + Reset> WipeAndReset for Wiped<'_, T> {
    #[inline]
    fn wipe(self) {
        self.0.zeroize();
        self.0.reset();
    }
}

/// For types that can only be zeroized.
pub trait WipeOnly {
    /// Zeroizes the field.
    fn wipe(self);
}

impl<T: ?Sized + Zeroize> WipeOnly for &mut Wiped<'_, T> {
    #[inline]
    fn wipe(self) {
        self.0.zeroize();
    }
}
