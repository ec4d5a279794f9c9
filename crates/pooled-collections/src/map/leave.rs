//! How entries become spares.
//!
//! The reset of an entry is code of users and may panic. Then the entry that it came from is lost, those that were
//! reset before are spares, and all others stay in the map.

use pooled_runtime::Reset;
use pooled_runtime::reset::Observer;

use super::ReuseMap;
use super::entry::Entry;
use super::index::Index;
use crate::ReuseVec;
use crate::vec::bounds::Excess;

impl<K: Reset, V: Reset, S> ReuseMap<K, V, S> {
    /// Resets all entries. They become spares.
    pub(super) fn vacate<O: Observer>(&mut self) {
        let leaving = Leaving { entries: &mut self.entries, index: &mut self.index };
        leaving.entries.leave::<O>(0);
    }

    /// The same at the end of a use. Returns what is too much.
    pub(super) fn end_use<O: Observer>(&mut self, max_bytes: usize) -> Option<Excess> {
        let leaving = Leaving { entries: &mut self.entries, index: &mut self.index };
        leaving.entries.end_use::<O>(leaving.index.bytes(), max_bytes)
    }
}

/// Entries on their way out of the map. When this is dropped, the table loses the indices of those that have left.
struct Leaving<'a, K, V> {
    entries: &'a mut ReuseVec<Entry<K, V>>,
    index: &'a mut Index,
}

impl<K, V> Drop for Leaving<'_, K, V> {
    #[inline]
    fn drop(&mut self) {
        self.index.truncate(self.entries.len());
    }
}
