//! Types whose pools are placed by hand, as the derive does it.

/// Implements all traits but `Reset` for a type that is `Default`; `$home` is the rest of `impl Placement`.
macro_rules! placed {
    ($name:ident { $($home:tt)* }) => {
        impl pooled_runtime::__private::Factory for $name {
            type __PooledLayout = pooled_runtime::__private::OpaqueLayout<Self>;

            fn __pooled_fresh() -> Self {
                Self::default()
            }
        }
        impl pooled_runtime::__private::Placement for $name {
            type __PooledReach = pooled_runtime::__private::AnyThread;
            fn __pooled_sharing() -> pooled_runtime::__private::Sharing<Self> {
                use pooled_runtime::__private::{IsSend as _, Probe};
                (&Probe::<Self>::NEW).__pooled_sharing()
            }
            $($home)*
        }
        impl pooled_runtime::Pooled for $name {}
    };
}
