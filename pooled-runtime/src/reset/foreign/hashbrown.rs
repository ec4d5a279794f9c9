//! The hash tables of `hashbrown`: as those of the standard library.

use core::hash::{BuildHasher, Hash};

use hashbrown::{HashMap, HashSet};

use crate::reset::containers::keep_capacity;

keep_capacity! { table
    [K: Eq + Hash, V, S: BuildHasher] HashMap<K, V, S>, (K, V), |map| map.allocation_size();
    [T: Eq + Hash, S: BuildHasher] HashSet<T, S>, T, |set| set.allocation_size();
}
