//! The macro that makes types of other crates pooled types, of which a fresh object is the `Default`.

/// Implements [`Pooled`](crate::handle::pooled::Pooled) for types whose caches are in the table of generic types.
/// `$layout` says where their memory layout comes from.
macro_rules! pooled {
    ($layout:ident: $([$($generics:tt)*] $type:ty;)+) => {$(
        impl<$($generics)*> $crate::factory::Factory for $type {
            type __PooledLayout = pooled_layout::$layout<Self>;

            #[inline]
            fn __pooled_fresh() -> Self {
                Self::default()
            }
        }

        impl<$($generics)*> $crate::thread::placement::Placement for $type {
            type __PooledReach = $crate::thread::placement::AnyThread;

            fn __pooled_sharing() -> $crate::autoref::Sharing<Self> {
                $crate::autoref::IsSend::__pooled_sharing(&pooled_layout::Probe::<Self>::NEW)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::handle::pooled::Pooled for $type {}
    )+};
}

pub(crate) use pooled;
