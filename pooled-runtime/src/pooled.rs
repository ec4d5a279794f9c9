//! The trait that the derive implements, and the iterator of [`Pooled::drain`].

use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use std::vec;

use crate::cold;
use crate::handle::PoolBox;
use crate::home::Home;
use crate::slot::Slot;
use crate::stats::PoolStats;

/// A type with a pool of its own. Implemented by `#[derive(Pooled)]`.
///
/// Every thread has its own stack of idle objects. A lock is taken only when a thread first uses a type, when it has ended, and
/// for the statistics. The same functions exist on [`PoolBox`], for types that have a `take` or `clear` of their own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a pooled type",
    label = "has no pool",
    note = "write `#[derive(Pooled)]` on it; a type from another crate goes into a struct of yours that derives it"
)]
pub trait Pooled: Home {
    /// Takes a clean object: the one returned last on this thread, or else a fresh one. O(1); about 20
    /// instructions with the return when an object is idle.
    ///
    /// # Panics
    /// If no object is idle and making a fresh one (`new` or `Default`, then the reset) panics.
    #[inline]
    #[must_use = "an object taken and dropped at once was taken for nothing"]
    fn take() -> PoolBox<Self> {
        PoolBox::take()
    }

    /// Takes a clean object only if one is idle on this thread. O(1).
    #[inline]
    #[must_use = "an object taken and dropped at once was taken for nothing"]
    fn try_take() -> Option<PoolBox<Self>> {
        PoolBox::try_take()
    }

    /// Takes an object, lends it to `work` and returns it.
    ///
    /// # Panics
    /// As [`take`](Pooled::take), and when `work` does; the object is then returned as its handle's drop does it.
    #[inline]
    fn take_with<R>(work: impl FnOnce(&mut Self) -> R) -> R {
        PoolBox::take_with(work)
    }

    /// Makes objects until `n` (at most the capacity) are idle on this thread. O(n). Those that making one takes from the
    /// pool are not made up for.
    ///
    /// # Panics
    /// If making a fresh object panics; those made before stay.
    fn warm(n: usize) {
        PoolBox::<Self>::warm(n);
    }

    /// Drops this thread's idle objects. O(idle).
    ///
    /// # Panics
    /// If the drop of an object panics; the others are dropped all the same.
    fn clear() {
        PoolBox::<Self>::clear();
    }

    /// Takes this thread's idle objects out of the pool and yields them by value, the last returned first.
    /// Those not asked for are dropped with the iterator. Allocates a list of them.
    fn drain() -> Drain<Self> {
        PoolBox::drain()
    }

    /// What this type's pool has done so far, over all threads. Takes a lock: O(threads).
    #[must_use]
    fn stats() -> PoolStats {
        PoolBox::<Self>::stats()
    }
}

/// The idle objects of a thread, by value. Made by [`Pooled::drain`].
#[must_use = "the objects are dropped with the iterator"]
pub struct Drain<T: Pooled> {
    objects: vec::IntoIter<Slot<T>>,
    /// Objects of a `local` type do not leave their thread this way either.
    reach: PhantomData<PoolBox<T>>,
}

impl<T: Pooled> Drain<T> {
    pub(crate) fn new() -> Self {
        Self { objects: cold::remove_all().into_iter(), reach: PhantomData }
    }
}

impl<T: Pooled> Iterator for Drain<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.objects.next().map(Slot::into_inner)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.objects.size_hint()
    }
}

impl<T: Pooled> Drop for Drain<T> {
    /// Drops all that are left, though some panic.
    fn drop(&mut self) {
        cold::drop_all(&mut self.objects);
    }
}

impl<T: Pooled> DoubleEndedIterator for Drain<T> {
    fn next_back(&mut self) -> Option<T> {
        self.objects.next_back().map(Slot::into_inner)
    }
}

impl<T: Pooled> ExactSizeIterator for Drain<T> {}
impl<T: Pooled> FusedIterator for Drain<T> {}

impl<T: Pooled> fmt::Debug for Drain<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drain").field("remaining", &self.objects.len()).finish()
    }
}
