//! Enums that know all their variants.

/// Defines an enum without data, and `ALL`: its variants in the order of their numbers. Both come from one list, so
/// that `ALL` can't lack a variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __listed {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident {
            $($(#[$of_variant:meta])* $variant:ident),+ $(,)?
        }
    ) => {
        $(#[$attribute])*
        $visibility enum $name {
            $($(#[$of_variant])* $variant),+
        }

        impl $name {
            /// All variants, in the order of their numbers.
            #[doc(hidden)]
            $visibility const ALL: [Self; [$(Self::$variant),+].len()] = [$(Self::$variant),+];
        }
    };
}

pub(crate) use __listed as listed;
