//! Enums that know all their variants.

/// Defines an enum without data, and `ALL`: its variants in the order of their numbers. Both come from one list, so
/// that `ALL` can't lack a variant.
macro_rules! listed {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident {
            $($(#[$of_variant:meta])* $variant:ident),+ $(,)?
        }
    ) => {
        $(#[$attribute])*
        pub enum $name {
            $($(#[$of_variant])* $variant),+
        }

        impl $name {
            /// All variants, in the order of their numbers.
            #[doc(hidden)]
            pub const ALL: [Self; [$(Self::$variant),+].len()] = [$(Self::$variant),+];
        }
    };
}

pub(crate) use listed;
