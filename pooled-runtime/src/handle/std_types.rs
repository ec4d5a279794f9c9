//! The containers of the standard library as pooled types: `PoolBox<Vec<u8>>`. Most are generic, so the caches of all
//! of them are in the table of generic types.

use core::hash::{BuildHasher, Hash};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
use std::ffi::OsString;
use std::path::PathBuf;

use crate::handle::pooled::Pooled;
use crate::thread::placement::{AnyThread, Placement};
use pooled_layout::{DescribedLayout, Probe};

use crate::autoref::{IsSend, Sharing};
use crate::factory::Factory;

macro_rules! pooled {
    ($([$($generics:tt)*] $type:ty;)+) => {$(
        impl<$($generics)*> Factory for $type {
            #[inline]
            fn __pooled_fresh() -> Self {
                Self::default()
            }
        }

        impl<$($generics)*> Placement for $type {
            type __PooledReach = AnyThread;

            type __PooledLayout = DescribedLayout<Self>;

            fn __pooled_sharing() -> Sharing<Self> {
                IsSend::__pooled_sharing(&Probe::<Self>::NEW)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Pooled for $type {}
    )+};
}

pooled! {
    [] String;
    [] OsString;
    [] PathBuf;
    [T: Send + 'static] Vec<T>;
    [T: Send + 'static] VecDeque<T>;
    [T: Ord + Send + 'static] BinaryHeap<T>;
    [K: Send + 'static, V: Send + 'static] BTreeMap<K, V>;
    [T: Send + 'static] BTreeSet<T>;
    [K: Eq + Hash + Send + 'static, V: Send + 'static, S: BuildHasher + Default + Send + 'static] HashMap<K, V, S>;
    [T: Eq + Hash + Send + 'static, S: BuildHasher + Default + Send + 'static] HashSet<T, S>;
}
