//! The containers as pooled types, and what the layout of a type that has one as a field says of it.

use pooled_runtime::__private::{Described, Facts, NoOrders, Traits};
use pooled_runtime::reset::KEPT_BYTES;
#[cfg(feature = "std")]
use pooled_runtime::{
    __private::{AnyThread, DescribedLayout, Factory, IsSend, Placement, Probe, Sharing},
    Pooled, Reset,
};

use crate::{ReuseMap, ReuseOption, ReuseVec};

macro_rules! described {
    ($([$($generics:tt)*] $type:ty, $name:literal;)+) => {$(
        impl<$($generics)*> Described for $type {
            const __POOLED_FACTS: Facts = Facts::opaque::<Self>($name);
            type __PooledOrders = NoOrders;
            const __POOLED_TRAITS: Traits = Traits { kept: Some(KEPT_BYTES), ..Traits::UNTOLD };
        }
    )+};
}

described! {
    [T] ReuseVec<T>, "ReuseVec<T>";
    [K, V, S] ReuseMap<K, V, S>, "ReuseMap<K, V, S>";
    [T] ReuseOption<T>, "ReuseOption<T>";
}

#[cfg(feature = "std")]
macro_rules! pooled {
    ($([$($generics:tt)*] $type:ty;)+) => {$(
        impl<$($generics)*> Factory for $type {
            type __PooledLayout = DescribedLayout<Self>;

            #[inline]
            fn __pooled_fresh() -> Self {
                Self::default()
            }
        }

        impl<$($generics)*> Placement for $type {
            type __PooledReach = AnyThread;

            fn __pooled_sharing() -> Sharing<Self> {
                IsSend::__pooled_sharing(&Probe::<Self>::NEW)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Pooled for $type {}
    )+};
}

#[cfg(feature = "std")]
pooled! {
    [T: Reset + Send + 'static] ReuseVec<T>;
    [K: Reset + Send + 'static, V: Reset + Send + 'static, S: Default + Send + 'static] ReuseMap<K, V, S>;
    [T: Reset + Send + 'static] ReuseOption<T>;
}
