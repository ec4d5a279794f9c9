//! The reset, and how many spares it keeps.

use core::mem::needs_drop;

use pooled_runtime::reset::{KEPT_BYTES, Nobody, Observer};
use pooled_runtime::{Reset, ResetWithinBytes};

use super::{ReuseMap, index};
use crate::quiet::is_quiet;

impl<K: Reset, V: Reset, S> ReuseMap<K, V, S> {
    fn reset_observed<O: Observer>(&mut self, max_bytes: usize) {
        if O::SEEKS_CONTENT && !self.is_empty() {
            O::content(self);
        }
        if let Some(excess) = self.end_use::<O>(max_bytes) {
            self.forget(excess.needed, max_bytes);
            if excess.is_above_limit {
                O::shrunk();
            }
        }
    }

    /// The bytes that the map owns on the heap.
    fn bytes(&mut self) -> usize {
        self.entries.bytes().saturating_add(self.index.bytes())
    }

    /// Drops spares, so that at most `needed` entries stay and the map owns at most `max_bytes`. The spares that were
    /// used last stay. List and table are shrunk if they are more than twice as large as they must be, or above the
    /// limit.
    #[cold]
    #[inline(never)]
    fn forget(&mut self, needed: usize, max_bytes: usize) {
        self.entries.forget(needed, max_bytes, index::bytes_for);
        let places = self.entries.len() + self.entries.spares();
        if places < self.index.capacity() / 2 || self.bytes() > max_bytes {
            if self.index.is_empty() {
                self.index.shrink_empty_to(places);
            } else {
                self.index.shrink_to(&self.entries, places);
            }
        }
    }
}

#[diagnostic::do_not_recommend]
impl<K: Reset, V: Reset, S> Reset for ReuseMap<K, V, S> {
    /// Spares keep what the resets of their types keep. It is not asked of those types: the constants of types that
    /// contain each other, by such a map, would depend on each other.
    const __POOLED_KEEPS: bool = true;
    /// For the same reason the types are not asked.
    const __POOLED_QUIET: bool = is_quiet::<K>() && is_quiet::<V>() && !needs_drop::<S>();

    /// All entries become spares. At most [`KEPT_BYTES`] are kept; if there are more than a few, no spares that two
    /// uses did not need.
    #[inline]
    fn reset(&mut self) {
        self.__pooled_reset::<Nobody>();
    }

    fn __pooled_wipe(&mut self, ends: bool) {
        self.entries.__pooled_wipe(ends);
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
    /// list of entries, the table, and what keys and values own count.
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
