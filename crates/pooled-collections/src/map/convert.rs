//! From and to other containers.

use alloc::vec::Vec;
use core::hash::{BuildHasher, Hash};

use pooled_runtime::Reset;

use super::ReuseMap;

impl<K: Eq + Hash + Reset, V: Reset, S: BuildHasher> Extend<(K, V)> for ReuseMap<K, V, S> {
    /// Inserts all pairs. The last value of a key stays.
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, pairs: I) {
        let pairs = pairs.into_iter();
        // If keys are in the map already, about half of the pairs are new: as the standard library assumes.
        let new = pairs.size_hint().0;
        self.reserve(if self.is_empty() { new } else { new.div_ceil(2) });
        pairs.for_each(|(key, value)| drop(self.insert(key, value)));
    }
}

impl<K: Eq + Hash + Reset, V: Reset, S: BuildHasher + Default> FromIterator<(K, V)> for ReuseMap<K, V, S> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut map = Self::default();
        map.extend(pairs);
        map
    }
}

/// The map has the default hasher of the standard library, as that one's map does.
#[cfg(feature = "std")]
impl<K: Eq + Hash + Reset, V: Reset, const N: usize> From<[(K, V); N]> for ReuseMap<K, V> {
    fn from(pairs: [(K, V); N]) -> Self {
        pairs.into_iter().collect()
    }
}

impl<K: Eq + Hash + Reset, V: Reset, S: BuildHasher + Default> From<Vec<(K, V)>> for ReuseMap<K, V, S> {
    fn from(pairs: Vec<(K, V)>) -> Self {
        pairs.into_iter().collect()
    }
}

impl<K, V, S> From<ReuseMap<K, V, S>> for Vec<(K, V)> {
    fn from(map: ReuseMap<K, V, S>) -> Self {
        map.into_iter().collect()
    }
}

#[cfg(feature = "std")]
mod of_std {
    use core::hash::{BuildHasher, Hash};
    use std::collections::HashMap;

    use pooled_runtime::Reset;

    use crate::map::ReuseMap;

    /// The new map has a clone of the hasher.
    impl<K: Eq + Hash + Reset, V: Reset, S: BuildHasher + Clone> From<HashMap<K, V, S>> for ReuseMap<K, V, S> {
        fn from(map: HashMap<K, V, S>) -> Self {
            let mut new = Self::with_hasher(map.hasher().clone());
            new.extend(map);
            new
        }
    }

    /// The new map has a clone of the hasher. The spares are dropped.
    impl<K: Eq + Hash, V, S: BuildHasher + Clone> From<ReuseMap<K, V, S>> for HashMap<K, V, S> {
        fn from(map: ReuseMap<K, V, S>) -> Self {
            let mut new = Self::with_capacity_and_hasher(map.len(), map.hasher().clone());
            new.extend(map);
            new
        }
    }

    impl<K: Eq + Hash, V: PartialEq, S: BuildHasher, T: BuildHasher> PartialEq<HashMap<K, V, T>> for ReuseMap<K, V, S> {
        /// Whether both have the same keys with the same values.
        fn eq(&self, other: &HashMap<K, V, T>) -> bool {
            self.len() == other.len() && other.iter().all(|(key, value)| self.get(key) == Some(value))
        }
    }
}
