//! The vector and the option as pooled types, and what the layout of a type that has one as a field says of it.

use pooled_runtime::__private::{Described, Facts, NoOrders, Traits};
use pooled_runtime::reset::KEPT_BYTES;
#[cfg(feature = "std")]
use pooled_runtime::{
    __private::{AnyThread, DescribedLayout, Factory, IsSend, Placement, Probe, Sharing},
    Pooled, Reset,
};

use crate::{ReuseOption, ReuseVec};

macro_rules! pooled {
    ($($container:ident, $name:literal;)+) => {$(
        impl<T> Described for $container<T> {
            const __POOLED_FACTS: Facts = Facts::opaque::<Self>($name);
            type __PooledOrders = NoOrders;
            const __POOLED_TRAITS: Traits = Traits { kept: Some(KEPT_BYTES), ..Traits::UNTOLD };
        }

        #[cfg(feature = "std")]
        impl<T: Reset + Send + 'static> Factory for $container<T> {
            #[inline]
            fn __pooled_fresh() -> Self {
                Self::default()
            }
        }

        #[cfg(feature = "std")]
        impl<T: Reset + Send + 'static> Placement for $container<T> {
            type __PooledReach = AnyThread;

            type __PooledLayout = DescribedLayout<Self>;

            fn __pooled_sharing() -> Sharing<Self> {
                IsSend::__pooled_sharing(&Probe::<Self>::NEW)
            }
        }

        #[cfg(feature = "std")]
        #[diagnostic::do_not_recommend]
        impl<T: Reset + Send + 'static> Pooled for $container<T> {}
    )+};
}

pooled! {
    ReuseVec, "ReuseVec<T>";
    ReuseOption, "ReuseOption<T>";
}
