//! The table of indices: which entry of the list has a key.

use hashbrown::HashTable;

use super::entry::Entry;

/// A map has at most so many entries, so an index has 4 bytes.
const MOST: usize = u32::MAX as usize;

/// The indices of the entries in the map, found by the hashes of their keys. It calls no hash function: entries have
/// their hashes with them.
#[derive(Clone)]
pub(super) struct Index(HashTable<u32>);

impl Index {
    /// The table of an empty list.
    pub(super) const fn new() -> Self {
        Self(HashTable::new())
    }

    /// The same, with room for `entries`.
    pub(super) fn with_capacity(entries: usize) -> Self {
        Self(HashTable::with_capacity(entries))
    }

    /// How many entries there can be before the table grows.
    pub(super) fn capacity(&self) -> usize {
        self.0.capacity()
    }

    /// Whether there is no entry.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes of the table.
    #[inline]
    pub(super) fn bytes(&self) -> usize {
        self.0.allocation_size()
    }

    /// Where the entry is that has this hash, and that is the one.
    ///
    /// It compares hashes first. A loop without code of users keeps its state in registers.
    #[inline]
    pub(super) fn find<'a, K, V>(
        &self,
        entries: &'a [Entry<K, V>],
        hash: u64,
        is_it: impl Fn(&Entry<K, V>) -> bool,
    ) -> Option<(usize, &'a Entry<K, V>)> {
        let at = *self.0.find(hash, |&at| entries[at as usize].hash == hash)? as usize;
        let entry = &entries[at];
        if is_it(entry) { Some((at, entry)) } else { self.find_among_equals(entries, hash, is_it) }
    }

    /// The same, if several keys have this hash.
    #[cold]
    #[inline(never)]
    fn find_among_equals<'a, K, V>(
        &self,
        entries: &'a [Entry<K, V>],
        hash: u64,
        is_it: impl Fn(&Entry<K, V>) -> bool,
    ) -> Option<(usize, &'a Entry<K, V>)> {
        let at = *self.0.find(hash, |&at| is_it(&entries[at as usize]))? as usize;
        Some((at, &entries[at]))
    }

    /// Makes sure that there may be one more than these entries.
    ///
    /// # Panics
    /// If there are too many.
    #[inline]
    pub(super) fn check_room<K, V>(entries: &[Entry<K, V>]) {
        assert!(entries.len() < MOST, "a `ReuseMap` has at most {MOST} entries");
    }

    /// Adds the last one of the entries. [`check_room`](Self::check_room) was called before.
    #[inline]
    pub(super) fn add_last<K, V>(&mut self, entries: &[Entry<K, V>]) {
        let last = entries.len() - 1;
        self.0.insert_unique(entries[last].hash, as_index(last), hashes(entries));
    }

    /// Removes an entry, to whose place the last one is about to move.
    pub(super) fn swap_remove<K, V>(&mut self, entries: &[Entry<K, V>], at: usize) {
        let is = |sought: usize| move |at: &u32| *at as usize == sought;
        if let Ok(place) = self.0.find_entry(entries[at].hash, is(at)) {
            place.remove();
        }
        let last = entries.len() - 1;
        if let Some(place) = self.0.find_mut(entries[last].hash, is(last)) {
            *place = as_index(at);
        }
        self.sweep();
    }

    /// Removes all entries from this one on.
    #[inline]
    pub(super) fn truncate(&mut self, len: usize) {
        if len == 0 {
            self.0.clear();
        } else {
            self.0.retain(|at| (*at as usize) < len);
        }
    }

    /// Sweeps a table whose last entry was removed. Removed entries leave tombstones, which take places until the table
    /// is swept. With many of them the table would grow although the map is no larger than before.
    ///
    /// A sweep writes a byte for each bucket, so it waits for a tombstone for each 64 buckets.
    #[inline]
    fn sweep(&mut self) {
        if self.0.is_empty() && (self.tombstones() * 64) > self.0.num_buckets() {
            drop(self.0.drain());
        }
    }

    /// The number of tombstones in an empty table. A table is at most 7/8 full; tables of up to eight buckets keep one
    /// free.
    fn tombstones(&self) -> usize {
        let buckets = self.0.num_buckets();
        let most = if buckets <= 8 { buckets.saturating_sub(1) } else { buckets / 8 * 7 };
        most.saturating_sub(self.0.capacity())
    }

    /// Makes room for `additional` more than these entries.
    pub(super) fn reserve<K, V>(&mut self, entries: &[Entry<K, V>], additional: usize) {
        self.0.reserve(additional, hashes(entries));
    }

    /// Frees what more than `places` entries need.
    pub(super) fn shrink_to<K, V>(&mut self, entries: &[Entry<K, V>], places: usize) {
        self.0.shrink_to(places, hashes(entries));
    }

    /// The same for an empty table. If there is no memory for a smaller one, nothing stays.
    pub(super) fn shrink_empty_to(&mut self, places: usize) {
        if places == 0 || bytes_for(places) < self.bytes() {
            self.0 = HashTable::new();
            let _ = self.0.try_reserve(places, |_| unreachable!("the table is empty"));
        }
    }
}

/// The place of an entry as an index.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "there are at most `MOST` entries")]
fn as_index(place: usize) -> u32 {
    place as u32
}

/// The hashes of entries, as the table asks for them.
#[inline]
fn hashes<K, V>(entries: &[Entry<K, V>]) -> impl Fn(&u32) -> u64 {
    |&at| entries[at as usize].hash
}

/// The bytes of a table for so many entries, or a few bytes more: how the table aligns its parts depends on the target.
pub(super) fn bytes_for(entries: usize) -> usize {
    let buckets = match entries {
        0..4 => 4,
        4..8 => 8,
        8..15 => 16,
        _ => (entries.saturating_mul(8) / 7).next_power_of_two(),
    };
    buckets.saturating_mul(size_of::<u32>() + 1).saturating_add(32)
}
