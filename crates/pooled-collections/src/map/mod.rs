//! A hash map that keeps its keys and values.
//!
//! Entries lie in the buckets of a hash table, as those of `hashbrown`'s map do. An entry that leaves the map is reset
//! and moved to a list of spares. The next new key takes an entry from there.
//!
//! An entry also has the hash of its key. So the table can grow, and put entries back, without code of users: a hash
//! function that panics loses nothing.
//!
//! The other design that was measured keeps the entries in a vector, with a table of their indices. Its look-up took
//! 1.04 to 1.16 times that of the standard library's map, because it reads one place more. This one took 0.97 to 1.10.
//! What this one pays is that an entry is moved when it enters or leaves, by 8 bytes more than a key and a value.
//!
//! # The map
//! This file has the type, how it is made, and its capacity.
//!
//! | file | what it is |
//! |---|---|
//! | `entry` | a key, a value, and the hash of the key |
//! | `iter` | the iterators |
//! | `look_up` | what reads the map, or changes values in it |
//! | `leave` | how entries become spares, and how a map is dropped |
//! | `change` | what adds and removes entries |
//! | `bounds` | the reset: how many spares are kept |
//! | `convert` | from and to other containers |
//! | `traits` | comparison, `Debug`, `Clone` and indexing |
//! | `serde` | serialises, and deserialises into spares |

mod bounds;
mod change;
mod convert;
mod entry;
pub(crate) mod iter;
mod leave;
mod look_up;
#[cfg(feature = "serde")]
mod serde;
mod traits;

use alloc::vec::Vec;
use core::hash::{BuildHasher, Hash};

use hashbrown::HashTable;

use self::entry::Entry;

/// Declares the map. Without `std` it has no default hasher.
macro_rules! declare {
    ($($default:tt)*) => {
        /// A hash map that keeps its keys and values for reuse.
        ///
        /// It is used as the `HashMap` of the standard library. But what leaves the map is reset and kept as a
        /// *spare*: [`clear`](Self::clear), [`remove`](Self::remove) and [`retain`](Self::retain) free no key and no
        /// value. A new key takes a spare entry: [`entry_ref`](Self::entry_ref) copies the key into a spare key, and
        /// gives a clean value. So a map that is filled again and again allocates nothing once it is warm.
        ///
        /// ```
        /// use pooled_types::ReuseMap;
        ///
        /// let mut headers: ReuseMap<String, String> = ReuseMap::new();
        /// for _request in 0..3 {
        ///     headers.entry_ref("host").push_str("example.org");
        ///     headers.entry_ref("accept").push_str("text/html");
        ///     assert_eq!(headers["host"], "example.org");
        ///     headers.clear();
        /// }
        /// assert_eq!(headers.spares(), 2);
        /// ```
        ///
        /// # Order
        /// The order of iteration is not specified, and it may be another one after each change.
        ///
        /// # What is kept
        /// A reset ([`Reset::reset`](pooled_runtime::Reset::reset), which a pool calls) keeps at most 64 KiB
        /// ([`KEPT_BYTES`](pooled_runtime::reset::KEPT_BYTES)): the table, the list of spares, and what keys and values
        /// own. [`reset_within_bytes`](pooled_runtime::ResetWithinBytes::reset_within_bytes), which the field rule
        /// `max_bytes = N` calls, takes another limit. Spares that neither of the last two uses needed go at a reset.
        /// In a pool they go when two of its intervals did not need them.
        /// [`clear`](Self::clear) keeps everything.
        ///
        /// # Panics
        /// A panic in the reset, in the drop, in the comparison or in the hash function of a key or a value passes
        /// through. It loses at most the entry that it came from: the other entries stay in the map or are spares.
        ///
        /// # Secrets
        /// The rule `zeroize` of a key or a value runs when the entry leaves, as part of its reset, and before a spare
        /// is dropped. Entries move in memory when they enter or leave and when the table grows. A move leaves a copy
        /// of what a reset keeps (`keep`), and of entries in the map. Entries in a map that is dropped outside of a
        /// pool are dropped as they are.
        ///
        /// # Keys
        /// As with the map of the standard library, a key must not change its hash or its equality while it is in the
        /// map. A map whose keys do so finds wrong entries or none, but nothing worse.
        pub struct ReuseMap<K, V, S $($default)*> {
            table: HashTable<Entry<K, V>>,
            /// Clean entries. Those that were used last are at the end.
            spares: Vec<Entry<K, V>>,
            hasher: S,
            /// The most entries that were in the map since the last reset. It is brought up to date when entries leave.
            peak: usize,
            /// The same of the use before.
            peak_before: usize,
        }
    };
}

#[cfg(feature = "std")]
declare!(= std::collections::hash_map::RandomState);
#[cfg(not(feature = "std"))]
declare!();

#[cfg(feature = "std")]
impl<K, V> ReuseMap<K, V> {
    /// An empty map. It allocates nothing.
    ///
    /// ```
    /// let map = pooled_types::ReuseMap::<String, u32>::new();
    /// assert_eq!(map.capacity(), 0);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty map with room for `capacity` entries.
    ///
    /// ```
    /// let map = pooled_types::ReuseMap::<String, u32>::with_capacity(100);
    /// assert!(map.capacity() >= 100);
    /// ```
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self::with_capacity_and_hasher(capacity, std::collections::hash_map::RandomState::new())
    }
}

impl<K, V, S> ReuseMap<K, V, S> {
    /// An empty map with this hasher. It allocates nothing.
    ///
    /// ```
    /// use std::hash::{BuildHasherDefault, DefaultHasher};
    /// use pooled_types::ReuseMap;
    ///
    /// let hasher = BuildHasherDefault::<DefaultHasher>::default();
    /// let mut map = ReuseMap::with_hasher(hasher);
    /// map.insert("one", 1);
    /// assert_eq!(map["one"], 1);
    /// ```
    pub const fn with_hasher(hasher: S) -> Self {
        Self { table: HashTable::new(), spares: Vec::new(), hasher, peak: 0, peak_before: 0 }
    }

    /// An empty map with this hasher and room for `capacity` entries.
    ///
    /// ```
    /// use std::hash::RandomState;
    /// use pooled_types::ReuseMap;
    ///
    /// let map = ReuseMap::<u32, u32, _>::with_capacity_and_hasher(10, RandomState::new());
    /// assert!(map.capacity() >= 10);
    /// ```
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> Self {
        let table = HashTable::with_capacity(capacity);
        Self { table, spares: Vec::new(), hasher, peak: 0, peak_before: 0 }
    }

    /// The hasher.
    ///
    /// ```
    /// use std::hash::BuildHasher;
    ///
    /// let map = pooled_types::ReuseMap::<u32, u32>::new();
    /// assert_eq!(map.hasher().hash_one("a"), map.hasher().hash_one("a"));
    /// ```
    pub const fn hasher(&self) -> &S {
        &self.hasher
    }

    /// The number of entries in the map. Spares do not count.
    ///
    /// ```
    /// let map = pooled_types::ReuseMap::from([("a", 1), ("b", 2)]);
    /// assert_eq!(map.len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether the map has no entries.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::from([(1, 2)]);
    /// assert!(!map.is_empty());
    /// map.clear();
    /// assert!(map.is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// How many entries the map can have before its table grows.
    ///
    /// ```
    /// let map = pooled_types::ReuseMap::<u32, u32>::with_capacity(3);
    /// assert!(map.capacity() >= 3);
    /// ```
    pub fn capacity(&self) -> usize {
        self.table.capacity()
    }

    /// The number of spare entries: they were in the map, and wait for new keys.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::from([(1, 2)]);
    /// assert_eq!(map.spares(), 0);
    /// map.clear();
    /// assert_eq!(map.spares(), 1);
    /// ```
    pub fn spares(&self) -> usize {
        self.spares.len()
    }
}

impl<K, V, S> ReuseMap<K, V, S> {
    /// Makes room for `additional` more entries.
    ///
    /// # Panics
    /// If the table would be larger than `isize::MAX` bytes.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::<u32, u32>::new();
    /// map.reserve(100);
    /// assert!(map.capacity() >= 100);
    /// ```
    pub fn reserve(&mut self, additional: usize) {
        self.table.reserve(additional, Entry::hash);
    }

    /// Drops all spares, and frees the capacity that the entries in the map do not need.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::<u32, u32>::from_iter((0..100).map(|i| (i, i)));
    /// map.retain(|key, _| *key < 2);
    /// map.shrink_to_fit();
    /// assert_eq!(map.spares(), 0);
    /// assert!(map.capacity() < 10);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.table.shrink_to_fit(Entry::hash);
        while self.spares.pop().is_some() {}
        self.spares.shrink_to_fit();
    }
}

impl<K: Eq + Hash, V, S: BuildHasher> ReuseMap<K, V, S> {
    /// The hash of a key.
    fn hash_of<Q: ?Sized + Hash>(&self, key: &Q) -> u64 {
        self.hasher.hash_one(key)
    }
}
