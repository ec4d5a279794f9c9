//! The trait that the derive implements, and the iterator of [`Pooled::drain`].

use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use std::vec;

use crate::handle::pool_box::PoolBox;
use crate::pool::slot::Slot;
use crate::pool::stats::{Event, PoolStats};
use crate::thread::current;
use crate::thread::placement::{Placement, Reach};
use crate::thread::slow_path;
use pooled_layout::{LayoutSource, TypeLayout};

/// A type with a pool of its own. Implemented by `#[derive(Pooled)]`.
///
/// Every thread has its own stack of idle objects. One that runs full gives half of it to the depot, which all threads
/// share, one that runs empty takes as much from there: that takes a lock. So do the statistics, and the first use and
/// the end of a thread. The same functions exist on [`PoolBox`], for types that have a `take` or `clear` of their own.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a pooled type",
    label = "has no pool",
    note = "write `#[derive(Pooled)]` on it; a type from another crate goes into a struct of yours that derives it",
    note = "with `#[pooled(static = N)]` it is `StaticPooled` instead, for `StaticBox`; a container of the standard \
            library is pooled if \
            what it holds is `Send`"
)]
pub trait Pooled: Placement {
    /// The memory layout of the type; of a container of the standard library, size, alignment and what an idle one
    /// keeps.
    const LAYOUT: TypeLayout = <Self::__PooledLayout as LayoutSource>::LAYOUT;

    /// The most objects that a thread keeps idle in its own stack.
    const IDLE_A_THREAD: usize = Self::__POOLED_CAPACITY;

    /// The most objects that are idle in the depot.
    const IDLE_SHARED: usize = if <Self::__PooledReach as Reach>::SHARES { Self::__POOLED_DEPOT } else { 0 };

    /// Takes a clean object: the one returned last on this thread, or else one from the depot, or else a fresh one.
    /// O(1); about 20 instructions with the return when an object is idle on this thread.
    ///
    /// # Panics
    /// If no object is idle and making a fresh one (`new` or `Default`, then the reset) panics.
    #[inline]
    #[track_caller]
    #[must_use = "an object taken and dropped at once was taken for nothing"]
    fn take() -> PoolBox<Self> {
        PoolBox::take()
    }

    /// Takes a clean object only if one is idle, on this thread or in the depot. O(1).
    #[inline]
    #[track_caller]
    #[must_use = "an object taken and dropped at once was taken for nothing"]
    fn try_take() -> Option<PoolBox<Self>> {
        PoolBox::try_take()
    }

    /// Takes an object, lends it to `work` and returns it.
    ///
    /// # Panics
    /// As [`take`](Pooled::take), and when `work` does; the object is then returned as its handle's drop does it.
    #[inline]
    #[track_caller]
    fn take_with<R>(work: impl FnOnce(&mut Self) -> R) -> R {
        PoolBox::take_with(work)
    }

    /// Makes sure that `n` objects (at most the capacity) are idle on this thread: moves them from the depot, and makes
    /// what is missing. O(n). Those that making one takes from the pool are not made up for.
    ///
    /// # Panics
    /// If making a fresh object panics; those made before stay.
    fn warm(n: usize) {
        PoolBox::<Self>::warm(n);
    }

    /// Gives idle memory back: that of this thread and of the depot now, that of other threads when each of them next
    /// enters a slow path of any pool (its stack is empty or full). O(idle). Panics of drops end here.
    ///
    /// What an object asks for when it is dropped by a trim is done by the next slow path at the latest.
    ///
    /// A thread that stays idle holds up to [`IDLE_A_THREAD`](Self::IDLE_A_THREAD) objects until then.
    fn trim() {
        PoolBox::<Self>::trim();
    }

    /// Drops the idle objects of this thread and of the depot. O(idle).
    ///
    /// # Panics
    /// If the drop of an object panics; the others are dropped all the same.
    fn clear() {
        PoolBox::<Self>::clear();
    }

    /// Takes the idle objects of this thread and of the depot out of the pool and yields them by value, the last
    /// returned first. Those not asked for are dropped with the iterator. Allocates a list of them.
    fn drain() -> Drain<Self> {
        PoolBox::drain()
    }

    /// What this type's pool has done so far, over all threads. Takes a lock: O(threads).
    #[must_use]
    fn stats() -> PoolStats {
        PoolBox::<Self>::stats()
    }
}

/// The idle objects of a thread and of the depot, by value. Made by [`Pooled::drain`].
#[must_use = "the objects are dropped with the iterator"]
pub struct Drain<T: Pooled> {
    objects: vec::IntoIter<Slot<T>>,
    /// Objects of a `local` type do not leave their thread this way either.
    reach: PhantomData<PoolBox<T>>,
}

impl<T: Pooled> Drain<T> {
    pub(crate) fn new() -> Self {
        Self { objects: slow_path::remove_all().into_iter(), reach: PhantomData }
    }
}

/// Lets an object leave the pool by value.
fn detach<T: Pooled>(object: Slot<T>) -> T {
    current::pool_of::<T>().count(Event::Detached, 1);
    object.into_inner()
}

impl<T: Pooled> Iterator for Drain<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.objects.next().map(detach)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.objects.size_hint()
    }
}

impl<T: Pooled> Drop for Drain<T> {
    /// Drops all that are left, though some panic.
    fn drop(&mut self) {
        slow_path::drop_all::<T>(&mut self.objects);
    }
}

impl<T: Pooled> DoubleEndedIterator for Drain<T> {
    fn next_back(&mut self) -> Option<T> {
        self.objects.next_back().map(detach)
    }
}

impl<T: Pooled> ExactSizeIterator for Drain<T> {}
impl<T: Pooled> FusedIterator for Drain<T> {}

impl<T: Pooled> fmt::Debug for Drain<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drain").field("remaining", &self.objects.len()).finish()
    }
}
