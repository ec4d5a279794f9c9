//! The idle objects of a pool, by value.

use core::fmt;
use core::iter::FusedIterator;
use std::vec;

use super::plain::PlainSlot;
use super::pool::Pool;
use crate::pool::stats::Event;

/// An iterator over the idle objects that a thread and the depot of a [`Pool`] had. Made by [`Pool::drain`].
///
/// ```
/// let pool = pooled_types::Pool::new(|| 7);
/// pool.warm(3);
/// let mut idle = pool.drain();
/// assert_eq!((idle.len(), idle.next()), (3, Some(7)));
/// drop(idle); // drops the other two
/// assert_eq!(pool.stats().discards.cleared, 2);
/// ```
#[must_use = "the objects are dropped with the iterator"]
pub struct PoolDrain<'pool, T: 'static> {
    objects: vec::IntoIter<PlainSlot<T>>,
    pool: &'pool Pool<T>,
}

impl<'pool, T: 'static> PoolDrain<'pool, T> {
    pub(super) fn of(pool: &'pool Pool<T>, objects: Vec<PlainSlot<T>>) -> Self {
        Self { objects: objects.into_iter(), pool }
    }

    /// Lets an object leave the pool by value.
    fn detach(&self, object: PlainSlot<T>) -> T {
        self.pool.shared().count(Event::Detached, 1);
        (self.pool.recipe().ends.into_inner)(object)
    }
}

impl<T: 'static> Iterator for PoolDrain<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.objects.next().map(|object| self.detach(object))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.objects.size_hint()
    }
}

impl<T: 'static> DoubleEndedIterator for PoolDrain<'_, T> {
    fn next_back(&mut self) -> Option<T> {
        self.objects.next_back().map(|object| self.detach(object))
    }
}

impl<T: 'static> ExactSizeIterator for PoolDrain<'_, T> {}
impl<T: 'static> FusedIterator for PoolDrain<'_, T> {}

impl<T: 'static> Drop for PoolDrain<'_, T> {
    /// Drops all objects that are left, even if some drops panic.
    fn drop(&mut self) {
        (self.pool.recipe().ends.drop_all)(self.pool.shared(), &mut self.objects);
    }
}

impl<T: 'static> fmt::Debug for PoolDrain<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PoolDrain").field("remaining", &self.objects.len()).finish()
    }
}
