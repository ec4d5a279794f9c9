//! A key and its value.

use core::borrow::Borrow;

use pooled_runtime::Reset;
use pooled_runtime::reset::Observer;

/// A key, a value, and the hash of the key. That of a spare means nothing.
#[derive(Clone)]
pub(super) struct Entry<K, V> {
    pub(super) hash: u64,
    pub(super) key: K,
    pub(super) value: V,
}

impl<K, V> Entry<K, V> {
    /// The hash, as the table asks for it.
    pub(super) fn hash(&self) -> u64 {
        self.hash
    }

    /// Whether an entry has this key.
    #[inline]
    pub(super) fn is<Q: ?Sized + Eq>(key: &Q) -> impl Fn(&Self) -> bool
    where
        K: Borrow<Q>,
    {
        move |entry| key == entry.key.borrow()
    }
}

impl<K: Reset, V: Reset> Entry<K, V> {
    /// Makes key and value clean.
    #[inline]
    pub(super) fn reset<O: Observer>(&mut self) {
        self.key.__pooled_reset::<O>();
        self.value.__pooled_reset::<O>();
    }

    /// The bytes that a clean entry owns.
    pub(super) fn retained_bytes(&mut self) -> usize {
        self.key.retained_bytes().saturating_add(self.value.retained_bytes())
    }

    /// Wipes the secrets of key and value.
    pub(super) fn wipe(&mut self, ends: bool) {
        self.key.__pooled_wipe(ends);
        self.value.__pooled_wipe(ends);
    }
}
