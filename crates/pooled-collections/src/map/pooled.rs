//! The map as a pooled type, and what the layout of a type that has it as a field says of it.

use pooled_runtime::__private::{Described, Facts, NoOrders, Traits};
use pooled_runtime::reset::KEPT_BYTES;

use super::ReuseMap;

impl<K, V, S> Described for ReuseMap<K, V, S> {
    const __POOLED_FACTS: Facts = Facts::opaque::<Self>("ReuseMap<K, V, S>");
    type __PooledOrders = NoOrders;
    const __POOLED_TRAITS: Traits = Traits { kept: Some(KEPT_BYTES), ..Traits::UNTOLD };
}

#[cfg(feature = "std")]
mod of_std {
    use pooled_runtime::__private::{AnyThread, DescribedLayout, Factory, IsSend, Placement, Probe, Sharing};
    use pooled_runtime::{Pooled, Reset};

    use super::ReuseMap;

    impl<K, V, S> Factory for ReuseMap<K, V, S>
    where
        K: Reset + Send + 'static,
        V: Reset + Send + 'static,
        S: Default + Send + 'static,
    {
        #[inline]
        fn __pooled_fresh() -> Self {
            Self::default()
        }
    }

    impl<K, V, S> Placement for ReuseMap<K, V, S>
    where
        K: Reset + Send + 'static,
        V: Reset + Send + 'static,
        S: Default + Send + 'static,
    {
        type __PooledReach = AnyThread;

        type __PooledLayout = DescribedLayout<Self>;

        fn __pooled_sharing() -> Sharing<Self> {
            IsSend::__pooled_sharing(&Probe::<Self>::NEW)
        }
    }

    #[diagnostic::do_not_recommend]
    impl<K, V, S> Pooled for ReuseMap<K, V, S>
    where
        K: Reset + Send + 'static,
        V: Reset + Send + 'static,
        S: Default + Send + 'static,
    {
    }
}
