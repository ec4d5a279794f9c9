//! The macro through which generated code reaches what depends on `std`: a derive cannot see features.

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
