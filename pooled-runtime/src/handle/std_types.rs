//! The containers of the standard library as pooled types: `PoolBox<Vec<u8>>`. Most are generic, so the caches of all
//! of them are in the table of generic types.

use core::hash::{BuildHasher, Hash};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
use std::ffi::OsString;
use std::path::PathBuf;

use crate::handle::declare::pooled;

pooled! { DescribedLayout:
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
