//! How entries become spares, and how a map is dropped.
//!
//! The reset of an entry is code of users and may panic. Then the entry that it came from is lost, those that were
//! reset before are spares, and all others stay in the map. They have their hashes with them, so no code of users runs.

use alloc::vec::Vec;
use core::mem::{needs_drop, take};

use hashbrown::HashTable;
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

    /// Sweeps a table whose last entry was removed. Removed entries leave tombstones, which take places until the table
    /// is swept. With many of them the table would grow although the map is no larger than before.
    ///
    /// A sweep writes a byte for each bucket, so it waits for a tombstone for each 64 buckets.
    #[inline]
    pub(super) fn sweep_if_empty(&mut self) {
        if self.table.is_empty() && (self.tombstones() * 64) > self.table.num_buckets() {
            drop(self.table.drain());
        }
    }

    /// The number of tombstones in an empty table. A table is at most 7/8 full; tables of up to eight buckets keep one
    /// free.
    fn tombstones(&self) -> usize {
        let buckets = self.table.num_buckets();
        let most = if buckets <= 8 { buckets.saturating_sub(1) } else { buckets / 8 * 7 };
        most.saturating_sub(self.table.capacity())
    }
}

impl<K: Reset, V: Reset, S> ReuseMap<K, V, S> {
    /// Resets an entry, which is in no list, and keeps it.
    #[inline]
    pub(super) fn keep(&mut self, mut entry: Entry<K, V>) {
        entry.reset::<Nobody>();
        self.spares.push(entry);
    }

    /// Drops the spare that was used last. Secrets in parts that a reset keeps are wiped first, in their place: a move
    /// would leave a copy there.
    pub(super) fn drop_last_spare(&mut self) {
        if let Some(spare) = self.spares.last_mut() {
            spare.wipe(true);
        }
        self.spares.pop();
    }

    /// Resets all entries. They become spares. It also sweeps the table, so that no removed entry takes a place.
    pub(super) fn vacate<O: Observer>(&mut self) {
        self.note_use();
        let mut leaving = Leaving { table: &mut self.table, spares: &mut self.spares, clean: 0 };
        for entry in leaving.table.iter_mut() {
            entry.reset::<O>();
            leaving.clean += 1;
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

/// Entries on their way out of the table. They are reset in the table, and moved to the spares when this is dropped.
struct Leaving<'a, K, V> {
    table: &'a mut HashTable<Entry<K, V>>,
    spares: &'a mut Vec<Entry<K, V>>,
    /// How many were reset, in the order of the table.
    clean: usize,
}

impl<K, V> Drop for Leaving<'_, K, V> {
    #[inline]
    fn drop(&mut self) {
        if self.clean == self.table.len() {
            self.spares.extend(self.table.drain());
        } else {
            self.lose_one();
        }
    }
}

impl<K, V> Leaving<'_, K, V> {
    /// The reset of an entry panicked. Drops this one, and puts those after it back.
    #[cold]
    fn lose_one(&mut self) {
        let mut entries = self.table.drain();
        self.spares.extend(entries.by_ref().take(self.clean));
        let lost = entries.next();
        let others: Vec<_> = entries.collect();
        for entry in others {
            self.table.insert_unique(entry.hash, entry, Entry::hash);
        }
        drop(lost);
    }
}
