//! What reads the map, or changes values in it.

use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};
use core::iter::FusedIterator;

use super::ReuseMap;
use super::entry::Entry;
use super::iter::{Iter, IterMut};

impl<K: Eq + Hash, V, S: BuildHasher> ReuseMap<K, V, S> {
    /// The value of a key.
    ///
    /// ```
    /// let map = pooled_types::ReuseMap::from([("a".to_string(), 1)]);
    /// assert_eq!(map.get("a"), Some(&1));
    /// assert_eq!(map.get("b"), None);
    /// ```
    #[inline]
    pub fn get<Q: ?Sized + Hash + Eq>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.find(key).map(|(_, entry)| &entry.value)
    }

    /// The value of a key, to be changed.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::from([("a".to_string(), 1)]);
    /// *map.get_mut("a").unwrap() += 1;
    /// assert_eq!(map["a"], 2);
    /// ```
    #[inline]
    pub fn get_mut<Q: ?Sized + Hash + Eq>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let (found, _) = self.find(key)?;
        Some(&mut self.entries[found].value)
    }

    /// The key in the map that equals `key`, and its value.
    ///
    /// ```
    /// let map = pooled_types::ReuseMap::from([("a".to_string(), 1)]);
    /// assert_eq!(map.get_key_value("a"), Some((&"a".to_string(), &1)));
    /// ```
    #[inline]
    pub fn get_key_value<Q: ?Sized + Hash + Eq>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        self.find(key).map(|(_, entry)| (&entry.key, &entry.value))
    }

    /// Whether the key is in the map.
    ///
    /// ```
    /// let map = pooled_types::ReuseMap::from([("a".to_string(), 1)]);
    /// assert!(map.contains_key("a"));
    /// assert!(!map.contains_key("b"));
    /// ```
    #[inline]
    pub fn contains_key<Q: ?Sized + Hash + Eq>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_some()
    }

    /// Where the entry of a key is, and the entry.
    #[inline]
    pub(super) fn find<Q: ?Sized + Hash + Eq>(&self, key: &Q) -> Option<(usize, &Entry<K, V>)>
    where
        K: Borrow<Q>,
    {
        if self.index.is_empty() {
            return None;
        }
        self.index.find(self.entries.all(), self.hash_of(key), Entry::is(key))
    }
}

impl<K, V, S> ReuseMap<K, V, S> {
    /// Goes through keys and values.
    ///
    /// ```
    /// let map = pooled_types::ReuseMap::from([("a", 1), ("b", 2)]);
    /// assert_eq!(map.iter().map(|(_, value)| value).sum::<i32>(), 3);
    /// ```
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter(self.entries.iter())
    }

    /// Goes through keys and values. The values can be changed.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::from([("a", 1), ("b", 2)]);
    /// map.iter_mut().for_each(|(_, value)| *value *= 10);
    /// assert_eq!(map["b"], 20);
    /// ```
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> {
        IterMut(self.entries.iter_mut())
    }

    /// Goes through the keys.
    ///
    /// ```
    /// let map = pooled_types::ReuseMap::from([(1, "a"), (2, "b")]);
    /// assert_eq!(map.keys().sum::<i32>(), 3);
    /// ```
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &K> + FusedIterator + Clone {
        self.iter().map(|(key, _)| key)
    }

    /// Goes through the values.
    ///
    /// ```
    /// let map = pooled_types::ReuseMap::from([("a", 1), ("b", 2)]);
    /// assert_eq!(map.values().max(), Some(&2));
    /// ```
    pub fn values(&self) -> impl ExactSizeIterator<Item = &V> + FusedIterator + Clone {
        self.iter().map(|(_, value)| value)
    }

    /// Goes through the values, which can be changed.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::from([("a", 1), ("b", 2)]);
    /// map.values_mut().for_each(|value| *value += 1);
    /// assert_eq!(map["a"], 2);
    /// ```
    pub fn values_mut(&mut self) -> impl ExactSizeIterator<Item = &mut V> + FusedIterator {
        self.iter_mut().map(|(_, value)| value)
    }
}
