//! The field rule `zeroize`: overwrites the field, then resets it if the type has a reset, so that the limit on kept
//! memory holds.

#[cfg(feature = "zeroize")]
pub use on::{WipeAndReset, WipeOnly};

#[cfg(not(feature = "zeroize"))]
pub use off::{WipeAndReset, WipeOnly};

/// A field to wipe: `Wiped(&mut field).__pooled_wipe::<O>()`. Method resolution picks [`WipeAndReset`] where the type
/// has a reset, else [`WipeOnly`], one autoref later.
pub struct Wiped<'a, T: ?Sized>(pub &'a mut T);

#[cfg(feature = "zeroize")]
mod on {
    use zeroize::Zeroize;

    use super::Wiped;
    use crate::reset::{Observer, Reset};

    /// For types that can be zeroized and reset.
    pub trait WipeAndReset {
        /// Zeroizes the field, then resets it.
        fn __pooled_wipe<O: Observer>(self);
    }

    impl<T: ?Sized + Zeroize + Reset> WipeAndReset for Wiped<'_, T> {
        #[inline]
        fn __pooled_wipe<O: Observer>(self) {
            self.0.zeroize();
            self.0.__pooled_reset::<O>();
        }
    }

    /// For all other types; those that can't be zeroized do not compile.
    pub trait WipeOnly<T: ?Sized> {
        /// Zeroizes the field.
        fn __pooled_wipe<O: Observer>(self)
        where
            T: Zeroize;
    }

    impl<T: ?Sized> WipeOnly<T> for &mut Wiped<'_, T> {
        #[inline]
        fn __pooled_wipe<O: Observer>(self)
        where
            T: Zeroize,
        {
            self.0.zeroize();
        }
    }
}

/// Without the feature the rule exists too, so that its use gets a message that says what to do.
#[cfg(not(feature = "zeroize"))]
mod off {
    use super::Wiped;
    use crate::reset::Observer;

    /// No type implements it: it carries the message.
    #[diagnostic::on_unimplemented(
        message = "`#[pooled(zeroize)]` needs the feature `zeroize` of `pooled-types`",
        label = "the feature is off",
        note = "run `cargo add pooled-types --features zeroize`"
    )]
    pub trait FeatureZeroize {}

    /// Has the name of the trait that the feature has, so that imports work without it too.
    pub trait WipeAndReset {}

    /// For all types.
    pub trait WipeOnly {
        /// Does not compile, and says why.
        fn __pooled_wipe<O: Observer>(self)
        where
            Self: FeatureZeroize;
    }

    impl<T: ?Sized> WipeOnly for Wiped<'_, T> {
        fn __pooled_wipe<O: Observer>(self)
        where
            Self: FeatureZeroize,
        {
        }
    }
}
