//! How entries become spares, and how a map is dropped.
//!
//! The reset of an entry is code of users and may panic. Then the entry that it came from is lost, those that were
//! reset before are spares, and all others stay in the map. They have their hashes with them, so no code of users runs.

use alloc::vec::Vec;
use core::mem::{needs_drop, take};

use hashbrown::{HashTable, hash_table};
use pooled_runtime::Reset;
use pooled_runtime::reset::{Nobody, Observer};

use super::ReuseMap;
use super::entry::Entry;

impl<K, V, S> ReuseMap<K, V, S> {
    /// Notes how many entries are in the map. It is called before entries leave, and at the end of a use.
    #[inline]
    pub(super) fn note_use(&mut self) {
        self.peak = self.peak.max(self.table.len());
    }
}

impl<K: Reset, V: Reset, S> ReuseMap<K, V, S> {
    /// Resets an entry, which is in no list, and keeps it.
    #[inline]
    pub(super) fn keep(&mut self, mut entry: Entry<K, V>) {
        entry.reset::<Nobody>();
        self.spares.push(entry);
    }

    /// Resets all entries. They become spares. It also sweeps the table, so that no removed entry takes a place.
    pub(super) fn vacate<O: Observer>(&mut self) {
        self.note_use();
        self.spares.reserve(self.table.len());
        let clean = self.spares.len();
        let mut rest = Rest { table: &mut self.table, spares: &mut self.spares, clean };
        let mut leaving = Leaving { entries: rest.table.drain(), spares: rest.spares };
        for mut entry in leaving.entries.by_ref() {
            entry.reset::<O>();
            leaving.spares.push(entry);
            rest.clean += 1;
        }
    }
}

impl<K, V, S> ReuseMap<K, V, S> {
    /// The table, of a map that ends.
    pub(super) fn into_table(mut self) -> HashTable<Entry<K, V>> {
        take(&mut self.table)
    }
}

/// The table would leak the other entries if the drop of one panics.
impl<K, V, S> Drop for ReuseMap<K, V, S> {
    #[inline]
    fn drop(&mut self) {
        if needs_drop::<(K, V)>() {
            self.table.drain().for_each(drop);
        }
    }
}

/// Entries on their way out of the table. When it is dropped, what is still in the table goes to the spares as it is.
struct Leaving<'a, K, V> {
    entries: hash_table::Drain<'a, Entry<K, V>>,
    spares: &'a mut Vec<Entry<K, V>>,
}

impl<K, V> Drop for Leaving<'_, K, V> {
    #[inline]
    fn drop(&mut self) {
        self.spares.extend(&mut self.entries);
    }
}

/// Puts back into the table what came to the spares without a reset: all from `clean` on.
struct Rest<'a, K, V> {
    table: &'a mut HashTable<Entry<K, V>>,
    spares: &'a mut Vec<Entry<K, V>>,
    clean: usize,
}

impl<K, V> Drop for Rest<'_, K, V> {
    #[inline]
    fn drop(&mut self) {
        if self.spares.len() > self.clean {
            for entry in self.spares.drain(self.clean..) {
                self.table.insert_unique(entry.hash, entry, Entry::hash);
            }
        }
    }
}
