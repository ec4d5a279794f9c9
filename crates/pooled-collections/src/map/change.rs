//! What adds and removes entries.

use alloc::borrow::ToOwned;
use core::borrow::Borrow;
use core::hash::{BuildHasher, Hash};
use core::mem;

use pooled_runtime::Reset;
use pooled_runtime::reset::Nobody;

use super::ReuseMap;
use super::entry::Entry;
use super::index::Index;
use super::iter::Drain;

impl<K: Eq + Hash + Reset, V: Reset, S: BuildHasher> ReuseMap<K, V, S> {
    /// The value of a key. If the key is not in the map, a copy of it comes in with a clean value.
    ///
    /// The copy is written into a spare key if there is one, and the value is that of the spare. So nothing is
    /// allocated if the spare key has the capacity. Without a spare, key and value are made anew. The value is then
    /// `V::default()`, so for a type whose reset gives something else than its default, those two differ.
    ///
    /// ```
    /// use pooled_types::ReuseMap;
    ///
    /// let mut counts: ReuseMap<String, u32> = ReuseMap::new();
    /// for word in ["one", "two", "one"] {
    ///     *counts.entry_ref(word) += 1;
    /// }
    /// assert_eq!(counts["one"], 2);
    /// ```
    #[inline]
    pub fn entry_ref<Q>(&mut self, key: &Q) -> &mut V
    where
        Q: ?Sized + Hash + Eq + ToOwned<Owned = K>,
        K: Borrow<Q>,
        V: Default,
    {
        let hash = self.hash_of(key);
        let at = match self.index.find(&self.entries, hash, Entry::is(key)) {
            Some((found, _)) => found,
            None => self.add_ref(hash, key),
        };
        &mut self.entries[at].value
    }

    /// Adds a copy of a key, with a clean value. Returns where.
    fn add_ref<Q>(&mut self, hash: u64, key: &Q) -> usize
    where
        Q: ?Sized + Hash + Eq + ToOwned<Owned = K>,
        K: Borrow<Q>,
        V: Default,
    {
        Index::check_room(&self.entries);
        let at = self.entries.len();
        if let Some(mut filling) = self.entries.fill_spare() {
            let (_, spare) = filling.parts();
            key.clone_into(&mut spare.key);
            spare.hash = hash;
            filling.keep();
        } else {
            self.entries.add_with(|| Entry { hash, key: key.to_owned(), value: V::default() });
        }
        self.index.add_last(&self.entries);
        at
    }

    /// Puts a value into the map and returns the one that the key had.
    ///
    /// A key and a value that come from outside take the place of a spare entry, which is dropped. So a map never owns
    /// more entries than were in it at a time. Prefer [`entry_ref`](Self::entry_ref), which reuses the spare.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::new();
    /// assert_eq!(map.insert("a", 1), None);
    /// assert_eq!(map.insert("a", 2), Some(1));
    /// ```
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let hash = self.hash_of(&key);
        if let Some((found, _)) = self.index.find(&self.entries, hash, Entry::is(&key)) {
            let old = mem::replace(&mut self.entries[found].value, value);
            // Before the result is made: if this drop panics, a result would be leaked.
            drop(key);
            return Some(old);
        }
        Index::check_room(&self.entries);
        let spare = self.entries.place(Entry { hash, key, value });
        self.index.add_last(&self.entries);
        drop(spare);
        None
    }

    /// Removes a key. It is reset together with its value, and both are kept as a spare. Returns whether it was in the
    /// map.
    ///
    /// [`take`](Self::take) and [`remove_entry`](Self::remove_entry) give out what they remove.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::from([("a".to_string(), 1)]);
    /// assert!(map.remove("a"));
    /// assert!(!map.remove("a"));
    /// assert_eq!(map.spares(), 1);
    /// ```
    pub fn remove<Q: ?Sized + Hash + Eq>(&mut self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        let Some((found, _)) = self.find(key) else { return false };
        self.index.swap_remove(&self.entries, found);
        self.entries.swap_remove(found);
        true
    }

    /// Removes a key and returns its value, which is not reset. The key is dropped.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::from([("a".to_string(), 1)]);
    /// assert_eq!(map.take("a"), Some(1));
    /// assert_eq!(map.take("a"), None);
    /// ```
    pub fn take<Q: ?Sized + Hash + Eq>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let Entry { key, value, .. } = self.detach(key)?;
        // Before the result is made: if this drop panics, a result would be leaked.
        drop(key);
        Some(value)
    }

    /// Removes a key and returns it with its value. Neither is reset.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::from([("a".to_string(), 1)]);
    /// assert_eq!(map.remove_entry("a"), Some(("a".to_string(), 1)));
    /// ```
    pub fn remove_entry<Q: ?Sized + Hash + Eq>(&mut self, key: &Q) -> Option<(K, V)>
    where
        K: Borrow<Q>,
    {
        self.detach(key).map(|entry| (entry.key, entry.value))
    }

    /// Takes an entry out of the map.
    fn detach<Q: ?Sized + Hash + Eq>(&mut self, key: &Q) -> Option<Entry<K, V>>
    where
        K: Borrow<Q>,
    {
        let (found, _) = self.find(key)?;
        self.index.swap_remove(&self.entries, found);
        let last = self.entries.len() - 1;
        self.entries.swap(found, last);
        self.entries.pop()
    }
}

impl<K: Reset, V: Reset, S> ReuseMap<K, V, S> {
    /// Removes all entries. They are reset and kept as spares.
    ///
    /// It frees nothing, however much there is. A [`reset`](pooled_runtime::Reset::reset) has a limit.
    ///
    /// If the reset of an entry panics, that entry is lost. Those that were not reset yet stay in the map.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::from([("a".to_string(), 1)]);
    /// map.clear();
    /// assert!(map.is_empty());
    /// assert_eq!(map.spares(), 1);
    /// ```
    pub fn clear(&mut self) {
        self.vacate::<Nobody>();
    }

    /// Removes the entries for which `keep` is false. They are reset and kept as spares.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::<i32, i32>::from_iter((0..10).map(|i| (i, i * i)));
    /// map.retain(|_, square| *square < 25);
    /// assert_eq!((map.len(), map.spares()), (5, 5));
    /// ```
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        // Backwards, so that the entry that moves to the place of a removed one has been looked at.
        for at in (0..self.entries.len()).rev() {
            let Entry { key, value, .. } = &mut self.entries[at];
            if !keep(key, value) {
                self.index.swap_remove(&self.entries, at);
                self.entries.swap_remove(at);
            }
        }
    }
}

impl<K, V, S> ReuseMap<K, V, S> {
    /// Removes all entries and gives them out, one after the other. None is reset.
    ///
    /// If the iterator is dropped before its end, it drops the rest. If it is leaked, the rest is leaked, and the
    /// spares too.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::from([("a", 1)]);
    /// assert_eq!(map.drain().collect::<Vec<_>>(), [("a", 1)]);
    /// assert!(map.is_empty());
    /// ```
    pub fn drain(&mut self) -> Drain<'_, K, V> {
        self.index.truncate(0);
        Drain(self.entries.drain(..))
    }
}
