//! The iterators. Their order is not specified.

use alloc::vec;
use core::fmt;
use core::iter::FusedIterator;
use core::slice;

use super::ReuseMap;
use super::entry::Entry;

/// Goes through the keys and values of a [`ReuseMap`].
///
/// ```
/// let map = pooled_types::ReuseMap::from([("a", 1)]);
/// assert_eq!(map.iter().next(), Some((&"a", &1)));
/// ```
pub struct Iter<'a, K, V>(pub(super) slice::Iter<'a, Entry<K, V>>);

/// Goes through the keys and values of a [`ReuseMap`]. The values can be changed.
///
/// ```
/// let mut map = pooled_types::ReuseMap::from([("a", 1)]);
/// assert_eq!(map.iter_mut().next(), Some((&"a", &mut 1)));
/// ```
pub struct IterMut<'a, K, V>(pub(super) slice::IterMut<'a, Entry<K, V>>);

/// Moves the keys and values out of a [`ReuseMap`].
///
/// ```
/// let map = pooled_types::ReuseMap::from([("a", 1)]);
/// assert_eq!(map.into_iter().next(), Some(("a", 1)));
/// ```
pub struct IntoIter<K, V>(pub(super) vec::IntoIter<Entry<K, V>>);

/// Moves the keys and values out of a [`ReuseMap`], which keeps its list: see [`ReuseMap::drain`].
///
/// ```
/// let mut map = pooled_types::ReuseMap::from([("a", 1)]);
/// assert_eq!(map.drain().next(), Some(("a", 1)));
/// ```
pub struct Drain<'a, K, V>(pub(super) vec::Drain<'a, Entry<K, V>>);

macro_rules! iterate {
    ($([$($generics:tt)*] $name:literal, $type:ty, $item:ty, $pair:expr;)+) => {$(
        impl<$($generics)*> Iterator for $type {
            type Item = $item;

            #[inline]
            fn next(&mut self) -> Option<Self::Item> {
                self.0.next().map($pair)
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.size_hint()
            }

            #[inline]
            fn fold<B, F: FnMut(B, Self::Item) -> B>(self, start: B, mut add: F) -> B {
                self.0.fold(start, |sum, entry| add(sum, $pair(entry)))
            }
        }

        impl<$($generics)*> ExactSizeIterator for $type {}

        impl<$($generics)*> FusedIterator for $type {}

        impl<$($generics)*> fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct($name).field("len", &self.len()).finish()
            }
        }
    )+};
}

iterate! {
    ['a, K, V] "Iter", Iter<'a, K, V>, (&'a K, &'a V), |entry: &'a Entry<K, V>| (&entry.key, &entry.value);
    ['a, K, V] "IterMut", IterMut<'a, K, V>, (&'a K, &'a mut V),
        |entry: &'a mut Entry<K, V>| (&entry.key, &mut entry.value);
    [K, V] "IntoIter", IntoIter<K, V>, (K, V), |entry: Entry<K, V>| (entry.key, entry.value);
    ['a, K, V] "Drain", Drain<'a, K, V>, (K, V), |entry: Entry<K, V>| (entry.key, entry.value);
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'a, K, V, S> IntoIterator for &'a ReuseMap<K, V, S> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<'a, K, V, S> IntoIterator for &'a mut ReuseMap<K, V, S> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;

    fn into_iter(self) -> IterMut<'a, K, V> {
        self.iter_mut()
    }
}

impl<K, V, S> IntoIterator for ReuseMap<K, V, S> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    /// Moves the entries out. The spares are dropped first.
    fn into_iter(self) -> IntoIter<K, V> {
        IntoIter(self.entries.into_iter())
    }
}
