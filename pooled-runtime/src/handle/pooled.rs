//! The trait that the derive implements, and the iterator of [`Pooled::drain`].

use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use std::vec;

use crate::handle::pool_box::PoolBox;
use crate::handle::settings::PoolSettings;
use crate::pool::slot::Slot;
use crate::pool::stats::{Event, PoolStats};
use crate::thread::current;
use crate::thread::placement::Placement;
use crate::thread::slow_path;
use pooled_layout::{LayoutSource, TypeLayout};

/// A type with a pool of its own. Implemented by `#[derive(Pooled)]`.
///
/// Every thread has a cache: its own stack of idle objects. If the stack is full, it grows, or the thread gives a part
/// of it to the depot, which all threads share; if it is empty, the thread takes objects from the depot. This takes no
/// lock, unless all is empty and objects of threads that have ended are left. The first use and the end of a thread
/// take one, and so do the end of an interval and the statistics.
///
/// The same functions exist on [`PoolBox`], for types that have a `take` or `clear` of their own.
///
/// ```
/// use pooled_types::Pooled;
///
/// #[derive(Pooled, Default)]
/// struct Request {
///     id: u64,
///     body: Vec<u8>,
/// }
///
/// let mut request = Request::take(); // a `PoolBox<Request>`
/// request.id = 7;
/// request.body.extend_from_slice(b"hello");
/// drop(request); // reset, and back into the pool
///
/// let request = Request::take(); // the same object, clean
/// assert_eq!((request.id, request.body.len()), (0, 0));
/// assert!(request.body.capacity() >= 5);
/// ```
///
/// The containers of the standard library have pools, too, and a function can be generic over pooled types:
///
/// ```
/// use pooled_types::{PoolBox, Pooled};
///
/// fn two<T: Pooled>() -> [PoolBox<T>; 2] {
///     [T::take(), T::take()]
/// }
///
/// let [mut name, value] = two::<String>();
/// name.push_str("key");
/// assert!(value.is_empty());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a pooled type",
    label = "has no pool",
    note = "write `#[derive(Pooled)]` on it; a type from another crate goes into a struct of yours that derives it",
    note = "with `#[pooled(static = N)]` it is `StaticPooled` instead, for `StaticBox`; a container of the standard \
            library is pooled if \
            what it holds is `Send`"
)]
pub trait Pooled: Placement {
    /// The memory layout of the type. For a container of the standard library: its size, its alignment, and how much
    /// memory an idle one keeps.
    const LAYOUT: TypeLayout = <Self::__PooledLayout as LayoutSource>::LAYOUT;

    /// Takes a clean object: the one returned last on this thread, or else one from the depot, or else a fresh one.
    /// O(1). When an object is idle on this thread, the take and the return together are about 20 instructions.
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// let mut job = Job::take();
    /// job.0.push(1);
    /// drop(job);
    /// assert!(Job::take().0.is_empty());
    /// ```
    ///
    /// # Panics
    /// If no object is idle and making a fresh one (`new` or `Default`, then the reset) panics. With debug assertions,
    /// also if `new` or `Default` gives it content that the reset removes.
    #[inline]
    #[track_caller]
    #[must_use = "an object taken and dropped at once was taken for nothing"]
    fn take() -> PoolBox<Self> {
        PoolBox::take()
    }

    /// Takes a clean object only if one is idle, on this thread or in the depot. O(1).
    ///
    /// ```
    /// use pooled_types::{PoolBox, Pooled};
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// assert!(Job::try_take().is_none()); // nothing is idle yet
    /// Job::warm(1);
    /// assert!(Job::try_take().is_some());
    /// ```
    #[inline]
    #[track_caller]
    #[must_use = "an object taken and dropped at once was taken for nothing"]
    fn try_take() -> Option<PoolBox<Self>> {
        PoolBox::try_take()
    }

    /// Takes an object, lends it to `work` and returns it.
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Line(String);
    ///
    /// let length = Line::take_with(|line| {
    ///     line.0.push_str("hello");
    ///     line.0.len()
    /// });
    /// assert_eq!(length, 5);
    /// ```
    ///
    /// # Panics
    /// If [`take`](Pooled::take) panics, or if `work` does. In the latter case the object is returned as when its
    /// handle is dropped.
    #[inline]
    #[track_caller]
    fn take_with<R>(work: impl FnOnce(&mut Self) -> R) -> R {
        PoolBox::take_with(work)
    }

    /// Makes sure that `n` objects are idle on this thread: moves them from the depot, and makes what is missing. Says
    /// how many it made. The capacity and the budget limit them. O(n). If making an object takes others from the pool,
    /// those are not replaced.
    ///
    /// What is not used for a whole interval is dropped again.
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// assert_eq!(Job::warm(4), 4);
    /// let _jobs = [Job::take(), Job::take()];
    /// assert_eq!(Job::stats().misses, 0); // no take had to make an object
    /// ```
    ///
    /// # Panics
    /// If making a fresh object panics. Objects made before stay in the pool.
    #[expect(clippy::must_use_candidate, reason = "it is called for what it does")]
    fn warm(n: usize) -> usize {
        PoolBox::<Self>::warm(n)
    }

    /// Makes sure that `n` objects are idle in the depot, which all threads share. Says how many it made: 0 for a type
    /// that has no depot, because it is `local` or has `depot = 0`. The limit of the depot and the budget limit them.
    /// O(n).
    ///
    /// What is not used for a whole interval is dropped again, but for [`min_idle`](PoolSettings::min_idle).
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// assert_eq!(Job::warm_shared(4), 4);
    /// std::thread::spawn(|| assert!(Job::try_take().is_some())).join().unwrap();
    /// ```
    ///
    /// # Panics
    /// If making a fresh object panics. Objects made before stay in the pool.
    #[expect(clippy::must_use_candidate, reason = "it is called for what it does")]
    fn warm_shared(n: usize) -> usize {
        PoolBox::<Self>::warm_shared(n)
    }

    /// Frees idle objects. Those of this thread and of the depot are freed now. Another thread frees its own from its
    /// next take or return of this type on (of any type, if the drop is known to run no code of yours), a bounded part
    /// with each. O(idle). Panics of drops end here.
    ///
    /// If the drop of an object asks for a trim, a later take or return does that trim.
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// Job::warm(4);
    /// Job::trim();
    /// assert_eq!(Job::stats().idle, 0);
    /// ```
    fn trim() {
        PoolBox::<Self>::trim();
    }

    /// Drops the idle objects of this thread and of the depot. O(idle).
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// Job::warm(4);
    /// Job::clear();
    /// assert_eq!(Job::stats().discards.cleared, 4);
    /// ```
    ///
    /// # Panics
    /// If the drop of an object panics. The other objects are dropped all the same.
    fn clear() {
        PoolBox::<Self>::clear();
    }

    /// Takes the idle objects of this thread and of the depot out of the pool and yields them by value, the last
    /// returned first. Objects that are not taken from the iterator are dropped with it. Allocates a list of the
    /// objects.
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// Job::warm(4);
    /// let jobs: Vec<Job> = Job::drain().collect();
    /// assert_eq!((jobs.len(), Job::stats().idle), (4, 0));
    /// ```
    fn drain() -> Drain<Self> {
        PoolBox::drain()
    }

    /// The settings of this type's pool, which any thread may change at any time. Asking for them is a use of the pool.
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// Job::settings().capacity(2)?;
    /// Job::warm(10);
    /// assert_eq!(Job::stats().idle, 2);
    /// # Ok::<(), pooled_types::PoolSettingsError>(())
    /// ```
    #[must_use]
    fn settings() -> PoolSettings<'static> {
        PoolBox::<Self>::settings()
    }

    /// What this type's pool has done so far, over all threads. O(threads).
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// drop(Job::take());
    /// drop(Job::take());
    /// let stats = Job::stats();
    /// assert_eq!((stats.takes, stats.misses, stats.hits), (2, 1, 1));
    /// ```
    #[must_use]
    fn stats() -> PoolStats {
        PoolBox::<Self>::stats()
    }
}

/// An iterator over the idle objects of a thread and of the depot, by value. Made by [`Pooled::drain`].
///
/// ```
/// use pooled_types::PoolBox;
///
/// PoolBox::<String>::warm(3);
/// let mut idle = PoolBox::<String>::drain();
/// assert_eq!(idle.len(), 3);
/// let first: Option<String> = idle.next();
/// drop(idle); // drops the other two
/// assert_eq!((first.as_deref(), PoolBox::<String>::stats().idle), (Some(""), 0));
/// ```
#[must_use = "the objects are dropped with the iterator"]
pub struct Drain<T: Pooled> {
    objects: vec::IntoIter<Slot<T>>,
    /// Keeps the iterator of a `local` type on its thread, as the handle is.
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
    /// Drops all objects that are left, even if some drops panic.
    fn drop(&mut self) {
        slow_path::drop_all(current::pool_of::<T>(), &mut self.objects);
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
