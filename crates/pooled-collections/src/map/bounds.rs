//! The reset, and how many spares it keeps.

use core::mem::{needs_drop, replace, take};

use pooled_runtime::reset::{KEPT_BYTES, Nobody, Observer};
use pooled_runtime::{Reset, ResetWithinBytes};

use super::ReuseMap;
use super::entry::Entry;
use crate::needed;
use crate::quiet::is_quiet;

impl<K: Reset, V: Reset, S> ReuseMap<K, V, S> {
    fn reset_observed<O: Observer>(&mut self, max_bytes: usize) {
        if O::SEEKS_CONTENT && !self.is_empty() {
            O::content(self);
        }
        self.vacate::<O>();
        let peak = take(&mut self.peak);
        let peak_before = replace(&mut self.peak_before, peak);
        let bytes = self.bytes();
        let needed = if O::COUNTS_INTERVALS {
            needed::in_pool::<O>(self.spares.len(), bytes, peak)
        } else {
            peak.max(peak_before)
        };
        if needed < self.spares.len() || bytes > max_bytes {
            self.forget(needed, max_bytes);
            if bytes > max_bytes {
                O::shrunk();
            }
        }
    }

    /// The bytes that the map owns on the heap.
    fn bytes(&mut self) -> usize {
        let slots = self.spares.capacity() * size_of::<Entry<K, V>>();
        let entries = self.table.iter_mut().chain(&mut self.spares);
        let owned = entries.fold(0_usize, |sum, entry| sum.saturating_add(entry.retained_bytes()));
        self.table.allocation_size().saturating_add(slots).saturating_add(owned)
    }

    /// Drops spares, so that at most `needed` stay and the map owns at most `max_bytes`. The spares that were used last
    /// stay. Table and list are shrunk if they are more than twice as large as they must be, or above the limit.
    #[cold]
    #[inline(never)]
    fn forget(&mut self, needed: usize, max_bytes: usize) {
        let kept = self.fitting(max_bytes).min(needed);
        let excess = self.spares.len().saturating_sub(kept);
        self.spares.rotate_left(excess);
        // One by one: if a drop panics, the others are still spares.
        for _ in 0..excess {
            self.drop_last_spare();
        }
        let places = self.table.len() + kept;
        if places < self.table.capacity() / 2 || self.bytes() > max_bytes {
            self.table.shrink_to(places, Entry::hash);
            self.spares.shrink_to(kept);
        }
    }

    /// How many of the last spares fit in `max_bytes`, with a table and a list that are no larger than they must be.
    fn fitting(&mut self, max_bytes: usize) -> usize {
        let live = self.table.len();
        let mut owned = self.table.iter_mut().fold(0_usize, |sum, entry| sum.saturating_add(entry.retained_bytes()));
        let last_first = self.spares.iter_mut().rev().enumerate();
        let bytes_up_to = last_first.map(|(before, spare)| {
            owned = owned.saturating_add(spare.retained_bytes());
            bytes_of_slots::<Entry<K, V>>(before + 1, live).saturating_add(owned)
        });
        bytes_up_to.take_while(|bytes| *bytes <= max_bytes).count()
    }
}

/// The bytes of a list of `spares` and of a table that has room for them and for `live` entries more, or a few bytes
/// more: how the table aligns its parts depends on the target.
fn bytes_of_slots<T>(spares: usize, live: usize) -> usize {
    let buckets = match spares + live {
        0..4 => 4,
        4..8 => 8,
        8..15 => 16,
        places => (places.saturating_mul(8) / 7).next_power_of_two(),
    };
    let table = buckets.saturating_mul(size_of::<T>() + 1).saturating_add(16 + 16.max(align_of::<T>()));
    spares.saturating_mul(size_of::<T>()).saturating_add(table)
}

#[diagnostic::do_not_recommend]
impl<K: Reset, V: Reset, S> Reset for ReuseMap<K, V, S> {
    /// Spares keep what the resets of their types keep. It is not asked of those types: the constants of types that
    /// contain each other, by such a map, would depend on each other.
    const __POOLED_KEEPS: bool = true;
    /// For the same reason the types are not asked.
    const __POOLED_QUIET: bool = is_quiet::<K>() && is_quiet::<V>() && !needs_drop::<S>();

    /// All entries become spares. At most [`KEPT_BYTES`] are kept, and no spares that two uses did not need.
    #[inline]
    fn reset(&mut self) {
        self.__pooled_reset::<Nobody>();
    }

    fn __pooled_wipe(&mut self, ends: bool) {
        let spares = self.spares.iter_mut().filter(|_| ends);
        self.table.iter_mut().chain(spares).for_each(|entry| entry.wipe(ends));
    }

    fn __pooled_reset<O: Observer>(&mut self) {
        self.reset_observed::<O>(KEPT_BYTES);
    }

    fn retained_bytes(&mut self) -> usize {
        self.bytes()
    }

    /// Drops spares until the map owns at most `max_bytes`.
    fn shrink_retained(&mut self, max_bytes: usize) {
        if self.bytes() > max_bytes {
            self.forget(usize::MAX, max_bytes);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<K: Reset, V: Reset, S> ResetWithinBytes for ReuseMap<K, V, S> {
    /// Makes the map empty as [`reset`](Reset::reset) does, with another limit: it keeps at most `max_bytes`. The
    /// table, the list of spares, and what keys and values own count.
    ///
    /// The spares that were used last are kept. What a reset of a key or a value keeps is decided by its type.
    ///
    /// ```
    /// use pooled_types::ReuseMap;
    /// use pooled_types::{Reset, ResetWithinBytes};
    ///
    /// let mut map = ReuseMap::<u64, u64>::new();
    /// (0..1000).for_each(|key| *map.entry_ref(&key) = 1);
    /// map.reset_within_bytes(4_000);
    /// assert!((10..1000).contains(&map.spares()));
    /// assert!(map.retained_bytes() <= 4_000);
    /// ```
    #[inline]
    fn reset_within_bytes(&mut self, max_bytes: usize) {
        self.reset_observed::<Nobody>(max_bytes);
    }

    fn __pooled_reset_within_bytes<O: Observer>(&mut self, max_bytes: usize) {
        self.reset_observed::<O>(max_bytes);
    }
}
