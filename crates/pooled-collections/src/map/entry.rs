//! A key and its value.

use core::borrow::Borrow;

use pooled_runtime::Reset;
use pooled_runtime::reset::{Nobody, Observer};

/// A key, a value, and the hash of the key. That of a spare means nothing.
#[derive(Clone)]
pub(super) struct Entry<K, V> {
    pub(super) hash: u64,
    pub(super) key: K,
    pub(super) value: V,
}

impl<K, V> Entry<K, V> {
    /// Whether an entry has this key.
    #[inline]
    pub(super) fn is<Q: ?Sized + Eq>(key: &Q) -> impl Fn(&Self) -> bool
    where
        K: Borrow<Q>,
    {
        move |entry| key == entry.key.borrow()
    }
}

impl<K: Reset, V: Reset> Reset for Entry<K, V> {
    #[inline]
    fn reset(&mut self) {
        self.__pooled_reset::<Nobody>();
    }

    fn __pooled_wipe(&mut self, ends: bool) {
        self.key.__pooled_wipe(ends);
        self.value.__pooled_wipe(ends);
    }

    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        self.key.__pooled_reset::<O>();
        self.value.__pooled_reset::<O>();
    }

    #[inline]
    fn retained_bytes(&mut self) -> usize {
        self.key.retained_bytes().saturating_add(self.value.retained_bytes())
    }
}
