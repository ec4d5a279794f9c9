//! Comparison, `Debug`, `Clone` and indexing.

use core::borrow::Borrow;
use core::fmt;
use core::hash::{BuildHasher, Hash};
use core::ops::Index;

use pooled_runtime::Reset;

use super::ReuseMap;
use super::entry::Entry;

impl<K, V, S: Default> Default for ReuseMap<K, V, S> {
    fn default() -> Self {
        Self::with_hasher(S::default())
    }
}

impl<K: fmt::Debug, V: fmt::Debug, S> fmt::Debug for ReuseMap<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

/// The copy has no spares.
impl<K: Clone, V: Clone, S: Clone> Clone for ReuseMap<K, V, S> {
    fn clone(&self) -> Self {
        Self { entries: self.entries.clone(), index: self.index.clone(), hasher: self.hasher.clone() }
    }
}

impl<K: Eq + Hash, V: PartialEq, S: BuildHasher> PartialEq for ReuseMap<K, V, S> {
    /// Whether both have the same keys with the same values. Spares do not count.
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

impl<K: Eq + Hash, V: Eq, S: BuildHasher> Eq for ReuseMap<K, V, S> {}

impl<K: Eq + Hash + Borrow<Q>, Q: ?Sized + Eq + Hash, V, S: BuildHasher> Index<&Q> for ReuseMap<K, V, S> {
    type Output = V;

    /// The value of a key.
    ///
    /// # Panics
    /// If the key is not in the map.
    #[inline]
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("no entry found for key")
    }
}

impl<K: Clone + Eq + Hash + Reset, V: Clone + Default + Reset, S: BuildHasher> ReuseMap<K, V, S> {
    /// Makes the map equal to another one. Keys and values are written into those that it has, by `clone_from`.
    ///
    /// ```
    /// use pooled_types::ReuseMap;
    ///
    /// let source = ReuseMap::<String, String>::from([("a".to_string(), "b".to_string())]);
    /// let mut copy = ReuseMap::new();
    /// for _ in 0..3 {
    ///     copy.copy_from(&source);
    ///     assert_eq!(copy["a"], "b");
    /// }
    /// ```
    pub fn copy_from<T>(&mut self, source: &ReuseMap<K, V, T>) {
        self.clear();
        for Entry { key, value, .. } in &source.entries {
            self.entry_ref(key).clone_from(value);
        }
    }
}
