//! The macro that generated code puts around what depends on `std`. It is needed because a derive can't see features.

/// Prints its input where there are thread-locals.
#[cfg(feature = "std")]
#[doc(hidden)]
#[macro_export]
macro_rules! __std_only {
    ($($item:tt)*) => { $($item)* };
}

/// Does not compile, and says that there are no thread-locals.
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
