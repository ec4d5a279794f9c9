//! Macros through which generated code reaches what depends on a feature of this crate: a derive cannot see features.

/// Prints its input where there are thread-locals.
#[cfg(feature = "std")]
#[doc(hidden)]
#[macro_export]
macro_rules! __std_only {
    ($($item:tt)*) => { $($item)* };
}

/// Says that there are no thread-locals.
#[cfg(not(feature = "std"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __std_only {
    ($($item:tt)*) => {
        ::core::compile_error!(
            "a thread-local pool needs the feature `std` of `pooled-types`; without it write `#[pooled(static = N)]`"
        );
    };
}

/// Zeroizes a field.
#[cfg(feature = "zeroize")]
#[doc(hidden)]
#[macro_export]
macro_rules! __zeroize {
    ($field:expr) => {{
        use $crate::__private::{WipeAndReset as _, WipeOnly as _};
        $crate::__private::Wiped($field).wipe();
    }};
}

/// Says that zeroizing is switched off.
#[cfg(not(feature = "zeroize"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __zeroize {
    ($field:expr) => {
        ::core::compile_error!("`#[pooled(zeroize)]` needs the feature `zeroize` of `pooled-types`")
    };
}
