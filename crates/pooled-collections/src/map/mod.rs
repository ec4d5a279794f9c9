//! A hash map that keeps its keys and values.
//!
//! Entries are in a [`ReuseVec`]: first those in the map, in the order in which they came, then the spares. A hash
//! table beside it has their indices. A map that is emptied keeps its entries where they are, and the next new key
//! takes the first one. So a use that adds the same keys again, or keys whose values are as large, gets the memory that
//! it needs. An entry that is removed changes places with the last one before it leaves.
//!
//! An entry also has the hash of its key. So the table can grow without code of users: a hash function that panics
//! loses nothing. And look-up compares hashes first, which made it as fast as it is.
//!
//! The other design that was measured has the entries in the buckets of the hash table, and the spares in a list. Its
//! look-up reads one place less. But spares come out of it in the order of the buckets, so keys with values of unlike
//! sizes met other spares in each use: maps of a document of JSON still grew after it had been read 9 to 16 times. It
//! also moved each entry twice a use, and had places for all entries twice.
//!
//! A table with linear probing was measured beside the one of `hashbrown`, with a fast hash function and 4 to 4,096
//! entries. Look-up of keys took 0.99 to 1.08 of that in the standard library's map, instead of 1.03 to 1.16; that of
//! missing keys 1.09 to 1.18, instead of 1.03 to 1.14.
//!
//! # The map
//! This file has the type, how it is made, and its capacity.
//!
//! | file | what it is |
//! |---|---|
//! | `entry` | a key, a value, and the hash of the key |
//! | `index` | the table of indices |
//! | `iter` | the iterators |
//! | `look_up` | what reads the map, or changes values in it |
//! | `leave` | how entries become spares |
//! | `change` | what adds and removes entries |
//! | `bounds` | the reset: how many spares are kept |
//! | `convert` | from and to other containers |
//! | `traits` | comparison, `Debug`, `Clone` and indexing |
//! | `serde` | serialises, and deserialises into spares |

mod bounds;
mod change;
mod convert;
mod entry;
mod index;
pub(crate) mod iter;
mod leave;
mod look_up;
#[cfg(feature = "serde")]
mod serde;
mod traits;

use core::hash::{BuildHasher, Hash};

use self::entry::Entry;
use self::index::Index;
use crate::ReuseVec;

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
        /// New keys get spares in the order in which the entries came into the map last time. So a use that does the
        /// same as the one before gets for each key the memory that this key had. Removing single keys changes that
        /// order.
        ///
        /// # What is kept
        /// A reset ([`Reset::reset`](pooled_runtime::Reset::reset), which a pool calls) keeps at most 64 KiB
        /// ([`KEPT_BYTES`](pooled_runtime::reset::KEPT_BYTES)): the list of entries, the table, and what keys and
        /// values own. [`reset_within_bytes`](pooled_runtime::ResetWithinBytes::reset_within_bytes), which the field
        /// rule `max_bytes = N` calls, takes another limit. Of a map that owns more than 4 KiB
        /// ([`NOTICED_BYTES`](pooled_runtime::reset::NOTICED_BYTES)), spares that neither of the last two uses needed
        /// go at a reset. A use is all from one reset to the next. In a pool they go when two of its intervals did not
        /// need them.
        /// [`clear`](Self::clear) keeps everything.
        ///
        /// # Panics
        /// A panic in the reset, in the drop, in the comparison or in the hash function of a key or a value passes
        /// through. It loses at most the entry that it came from: the other entries stay in the map or are spares.
        ///
        /// A map has at most 4,294,967,295 entries. To add one more panics, and changes nothing.
        ///
        /// # Secrets
        /// The rule `zeroize` of a key or a value runs when the entry leaves, as part of its reset, and before a spare
        /// is dropped. As with every list, moves leave copies in memory: of all entries when the list grows, so make it
        /// large enough first, and of those that are given out, as by [`take`](Self::take). Entries in a map that is
        /// dropped outside of a pool are dropped as they are.
        ///
        /// # Keys
        /// As with the map of the standard library, a key must not change its hash or its equality while it is in the
        /// map. A map whose keys do so finds wrong entries or none, but nothing worse.
        pub struct ReuseMap<K, V, S $($default)*> {
            /// The entries in the map, then the spares.
            entries: ReuseVec<Entry<K, V>>,
            /// The indices of those in the map.
            index: Index,
            hasher: S,
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
        Self { entries: ReuseVec::new(), index: Index::new(), hasher }
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
        Self { entries: ReuseVec::with_capacity(capacity), index: Index::with_capacity(capacity), hasher }
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
        self.entries.len()
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
        self.entries.is_empty()
    }

    /// How many entries the map can have before it allocates for them. Spares are among them.
    ///
    /// ```
    /// let map = pooled_types::ReuseMap::<u32, u32>::with_capacity(3);
    /// assert!(map.capacity() >= 3);
    /// ```
    pub fn capacity(&self) -> usize {
        self.entries.capacity().min(self.index.capacity())
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
        self.entries.spares()
    }
}

impl<K, V, S> ReuseMap<K, V, S> {
    /// Makes room for `additional` more entries.
    ///
    /// # Panics
    /// If the map would be larger than `isize::MAX` bytes.
    ///
    /// ```
    /// let mut map = pooled_types::ReuseMap::<u32, u32>::new();
    /// map.reserve(100);
    /// assert!(map.capacity() >= 100);
    /// ```
    pub fn reserve(&mut self, additional: usize) {
        self.entries.reserve(additional);
        self.index.reserve(&self.entries, additional);
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
        self.entries.shrink_to_fit();
        self.index.shrink_to(&self.entries, self.entries.len());
    }
}

impl<K: Eq + Hash, V, S: BuildHasher> ReuseMap<K, V, S> {
    /// The hash of a key.
    fn hash_of<Q: ?Sized + Hash>(&self, key: &Q) -> u64 {
        self.hasher.hash_one(key)
    }
}
