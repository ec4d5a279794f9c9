//! What is known of some live objects, by the address of the object. Threads share it.
//!
//! The records lie in *shards*, each under a lock of its own. Beside them is a *filter*: counters of records, by a hash
//! of the address. Who ends a loan looks there first. Where few takes are recorded, it finds no record, after one load,
//! and takes no lock.
//!
//! A record is made before its object gets to a user, so whoever returns the object on another thread, later, sees the
//! counter that the record raised.
//!
//! All objects of a zero-sized type have the same address. When one of them is returned, nothing tells which one it is,
//! so the newest record is taken.

use core::hash::{BuildHasherDefault, Hasher};
use std::collections::HashMap;

use crate::sync::{AtomicU32, Mutex, MutexGuard, Relaxed, const_fn, lock};

/// How many locks there are: a power of two. Fewer in models.
pub(crate) const SHARDS: usize = if cfg!(pooled_loom) { 2 } else { 32 };

/// How many counters the filter has: a power of two. They are memory that a program gets when it writes there.
const COUNTERS: usize = if cfg!(pooled_loom) { 2 } else { 4096 };

const _: () = assert!(COUNTERS.is_multiple_of(SHARDS), "a counter is of one shard");

/// The number of a pool, and the address of one of its objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) pool: u64,
    pub(crate) address: usize,
}

pub(crate) struct Records<R> {
    shards: [Shard<R>; SHARDS],
    counters: [AtomicU32; COUNTERS],
}

/// On cache lines of its own, so that threads at different shards do not slow each other down.
#[repr(align(64))]
struct Shard<R>(Mutex<Map<R>>);

/// `None` until there is a record. So all of it is zero in a program that records nothing, and no part of its file.
pub(crate) type Map<R> = Option<HashMap<Key, Entry<R>, BuildHasherDefault<Mix>>>;

/// The records of one address.
pub(crate) struct Entry<R> {
    newest: R,
    /// Those of objects without a size.
    older: Vec<R>,
}

impl<R> Records<R> {
    const_fn! {
        /// No records.
        pub(crate) const fn new() -> Self {
            #[cfg(not(pooled_loom))]
            let records = Self {
                shards: [const { Shard::new() }; SHARDS],
                counters: [const { AtomicU32::new(0) }; COUNTERS],
            };
            #[cfg(pooled_loom)]
            let records = Self {
                shards: core::array::from_fn(|_| Shard::new()),
                counters: core::array::from_fn(|_| AtomicU32::new(0)),
            };
            records
        }
    }

    /// Adds a record. The caller has the object.
    pub(crate) fn insert(&self, key: Key, record: R) {
        let mut shard = self.lock(key);
        let shard = shard.get_or_insert_default();
        self.change_counter(key, 1);
        match shard.get_mut(&key) {
            Some(entry) => entry.older.push(core::mem::replace(&mut entry.newest, record)),
            None => _ = shard.insert(key, Entry { newest: record, older: Vec::new() }),
        }
    }

    /// Whether there may be a record of an object that the caller has. If not, there is none.
    pub(crate) fn may_have(&self, key: Key) -> bool {
        self.counter(key).load(Relaxed) != 0
    }

    /// Takes out the newest record of an object that the caller has.
    pub(crate) fn remove(&self, key: Key) -> Option<R> {
        let mut shard = self.lock(key);
        let shard = shard.as_mut()?;
        let entry = shard.get_mut(&key)?;
        self.change_counter(key, -1);
        match entry.older.pop() {
            Some(older) => Some(core::mem::replace(&mut entry.newest, older)),
            None => shard.remove(&key).map(|entry| entry.newest),
        }
    }

    /// Goes over all records, one shard after the other. `look` runs under a lock, so it runs no code of users.
    pub(crate) fn for_each(&self, mut look: impl FnMut(&mut R)) {
        for shard in &self.shards {
            for entry in lock(&shard.0).iter_mut().flat_map(HashMap::values_mut) {
                entry.older.iter_mut().for_each(&mut look);
                look(&mut entry.newest);
            }
        }
    }

    /// Takes out all records of a pool.
    pub(crate) fn remove_all(&self, pool: u64) -> Vec<R> {
        let mut removed = Vec::new();
        for shard in &self.shards {
            let mut shard = lock(&shard.0);
            let Some(shard) = shard.as_mut() else { continue };
            let keys: Vec<_> = shard.keys().filter(|key| key.pool == pool).copied().collect();
            for (key, entry) in keys.into_iter().filter_map(|key| shard.remove_entry(&key)) {
                let before = removed.len();
                removed.extend(entry.older);
                removed.push(entry.newest);
                self.change_counter(key, before.cast_signed() - removed.len().cast_signed());
            }
        }
        removed
    }

    /// All locks.
    pub(crate) fn lock_all(&self) -> [MutexGuard<'_, Map<R>>; SHARDS] {
        core::array::from_fn(|shard| lock(&self.shards[shard].0))
    }

    fn lock(&self, key: Key) -> MutexGuard<'_, Map<R>> {
        lock(&self.shards[key.hash() % SHARDS].0)
    }

    /// Changes the counter of a key, whose shard the caller has locked: a counter is of one shard.
    fn change_counter(&self, key: Key, by: isize) {
        let counter = self.counter(key);
        #[expect(clippy::cast_possible_truncation, reason = "it counts objects in memory, and goes round together")]
        counter.store(counter.load(Relaxed).wrapping_add_signed(by as i32), Relaxed);
    }

    fn counter(&self, key: Key) -> &AtomicU32 {
        &self.counters[key.hash() % COUNTERS]
    }
}

impl<R> Shard<R> {
    const_fn! {
        const fn new() -> Self {
            Self(Mutex::new(None))
        }
    }
}

impl Key {
    #[expect(clippy::cast_possible_truncation, reason = "any bits do")]
    fn hash(self) -> usize {
        let mut mix = Mix(self.pool);
        mix.write_usize(self.address);
        mix.finish() as usize
    }
}

/// Mixes the bits of addresses. Nobody chooses addresses to make them collide, so it need not be more than quick.
#[derive(Default)]
pub(crate) struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64((*byte).into());
        }
    }

    fn write_u64(&mut self, number: u64) {
        // The golden ratio, as Fibonacci hashing has it (Donald Knuth).
        self.0 = (self.0.rotate_left(26) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Records};

    #[test]
    #[cfg(not(pooled_loom))]
    fn the_newest_record_of_an_address_goes_first() {
        let records = Records::new();
        let (one, other) = (Key { pool: 1, address: 64 }, Key { pool: 2, address: 64 });
        assert!(!records.may_have(one));
        records.insert(one, "first");
        records.insert(one, "second");
        records.insert(other, "of another pool");
        assert!(records.may_have(one));
        assert_eq!(records.remove(one), Some("second"));
        assert_eq!(records.remove(one), Some("first"));
        assert_eq!(records.remove(one), None);
        assert!(!records.may_have(one) && records.may_have(other));
    }

    #[test]
    #[cfg(not(pooled_loom))]
    fn the_records_of_one_pool_go_together() {
        const EACH: usize = if cfg!(miri) { 16 } else { 128 };
        let records = Records::new();
        for address in (0..EACH).map(|at| at * 32) {
            records.insert(Key { pool: 1, address }, 1);
            records.insert(Key { pool: 2, address: address / 64 }, 2);
        }
        assert_eq!(records.remove_all(2), [2; EACH]);
        let mut left = 0;
        records.for_each(|record| left += *record);
        assert_eq!(left, EACH);
        assert_eq!(records.remove_all(1).len(), EACH);
        assert!(records.counters.iter().all(|counter| counter.load(crate::sync::Relaxed) == 0));
    }
}
