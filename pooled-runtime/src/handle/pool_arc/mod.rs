//! The shared handle. Most of its traits are in the files beside this one.
//!
//! # Invariants
//! - `object` is the [`PoolBox::into_raw`] pointer of a `T`, `cell` that of a [`CountCell`]. The count in it is the
//!   number of handles with these two pointers (forgotten ones included). Together these handles own both.
//! - A handle that takes itself off the count does not use the pointers afterwards, unless it was the last: then it
//!   owns both alone. A handle that is held exclusively and finds that the count is one owns both alone too, because
//!   only a handle can raise the count.
//! - While there may be two handles, they give out only shared references to the object.

mod cell;
mod convert;
mod delegate;
#[cfg(feature = "bytes")]
mod into_bytes;
#[cfg(feature = "serde")]
mod serde;

use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ops::Deref;
use core::ptr::{self, NonNull};
use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::handle::pool_box::PoolBox;
use crate::handle::pooled::Pooled;
use crate::handle::refcount::Count;
use crate::thread::placement::CrossThread;
use cell::CountCell;

/// A handle of a pooled object with any number of owners, used like an [`Arc`](std::sync::Arc). Made by
/// [`PoolBox::share`].
///
/// A clone is another handle of the same object. When the last handle is dropped, it resets the object and returns it
/// to the pool of the thread on which that happens, as the drop of a [`PoolBox`] does. There are no weak handles.
///
/// It is two pointers wide, also as `Option<PoolArc<T>>`: one to the object, one to the count of its handles. The count
/// is a pooled object as well, on a cache line of its own, so sharing allocates nothing once the pool is warm, and
/// objects that are never shared have no place for a count.
///
/// It is `Send` and `Sync` if `T` is both and not `local`. A handle that is forgotten loses memory and does no other
/// harm.
///
/// It does not implement `Reset`: a reset needs `&mut T`, which can't be had while there are other handles. To have one
/// as a field, put it into an `Option`, which a reset sets to `None`.
///
/// ```
/// use pooled_types::{PoolArc, PoolBox};
///
/// let mut buffer = PoolBox::<Vec<u8>>::take();
/// buffer.extend(b"hello");
/// let one = PoolBox::share(buffer);
/// let two = PoolArc::clone(&one);
/// std::thread::spawn(move || assert_eq!(*two, b"hello")).join().unwrap();
/// assert_eq!(PoolArc::count(&one), 1);
/// ```
pub struct PoolArc<T: Pooled> {
    object: NonNull<T>,
    cell: NonNull<CountCell>,
    owns: PhantomData<T>,
    /// Invariant in `T`, as a slot is: a handle of one type must not coerce to a handle of a subtype, which has a pool
    /// of its own.
    of: PhantomData<fn(T) -> T>,
}

impl<T: Pooled> PoolBox<T> {
    /// Turns the handle into one that can be cloned, and that can only read. [`PoolArc::try_unwrap`] turns it back.
    ///
    /// O(1). Allocates nothing if a count is idle in the pool of counts, which all types share.
    ///
    /// ```
    /// use pooled_types::{PoolArc, PoolBox};
    ///
    /// let text = PoolBox::share(PoolBox::new("hello".to_owned()));
    /// let copy = PoolArc::clone(&text);
    /// assert!(PoolArc::ptr_eq(&text, &copy));
    /// ```
    #[inline]
    #[must_use = "an object shared and dropped at once was shared for nothing"]
    pub fn share(this: Self) -> PoolArc<T> {
        let cell = PoolBox::into_raw(CountCell::take());
        PoolArc { object: Self::into_raw(this), cell, owns: PhantomData, of: PhantomData }
    }
}

impl<T: Pooled> PoolArc<T> {
    #[inline]
    fn count_of(&self) -> &Count {
        // SAFETY: the cell is valid while there is a handle, and `self` is one. The reference covers the count alone,
        // an atomic, not the padding behind it, which the last handle's owner may write while another's `release`
        // returns.
        unsafe { &(*self.cell.as_ptr()).count }
    }

    /// Ends the sharing: the count goes back to its pool, the object is a `PoolBox` again.
    ///
    /// # Safety
    /// The handle owns both alone, and is neither used nor dropped after this.
    unsafe fn reclaim(&self) -> PoolBox<T> {
        // SAFETY: both pointers come from `into_raw`, and the caller says that nothing else uses them.
        let (object, cell) = unsafe { (PoolBox::from_raw(self.object), PoolBox::from_raw(self.cell)) };
        // The count goes first, so that a panic of the object's reset can't lose it. A trim may run here and drop
        // objects of users; panics of those drops end there.
        drop(cell);
        object
    }

    /// Gives up the handle without ending its share: it counts until [`from_raw`](Self::from_raw). The first pointer is
    /// that of the object, which may be read as long as a share counts; the second is that of the count.
    ///
    /// ```
    /// use pooled_types::{PoolArc, PoolBox};
    ///
    /// let text = PoolBox::share(PoolBox::<String>::take());
    /// let (object, count) = PoolArc::into_raw(PoolArc::clone(&text));
    /// assert_eq!(PoolArc::count(&text), 2);
    /// // SAFETY: both come from `into_raw` of such a handle, and are used once.
    /// drop(unsafe { PoolArc::<String>::from_raw(object, count) });
    /// assert_eq!(PoolArc::count(&text), 1);
    /// ```
    #[must_use = "the object is lost unless `from_raw` takes it back"]
    pub fn into_raw(this: Self) -> (NonNull<T>, NonNull<()>) {
        let this = ManuallyDrop::new(this);
        (this.object, this.cell.cast())
    }

    /// Makes the handle of both pointers again, on any thread if the handles may be sent.
    ///
    /// # Safety
    /// Both come from one call of [`into_raw`](Self::into_raw) of a `PoolArc<T>`, and are given back once.
    #[must_use = "the handle gives up its share when it is dropped"]
    pub unsafe fn from_raw(object: NonNull<T>, count: NonNull<()>) -> Self {
        Self { object, cell: count.cast(), owns: PhantomData, of: PhantomData }
    }

    /// How many handles the object has. Other threads may change the number at any moment.
    ///
    /// ```
    /// use pooled_types::{PoolArc, PoolBox};
    ///
    /// let text = PoolBox::share(PoolBox::<String>::take());
    /// let _copy = PoolArc::clone(&text);
    /// assert_eq!(PoolArc::count(&text), 2);
    /// ```
    #[must_use]
    pub fn count(this: &Self) -> usize {
        this.count_of().get()
    }

    /// Whether both are handles of the same object. Objects of a zero-sized type have the same address, but are told
    /// apart too.
    ///
    /// ```
    /// use pooled_types::{PoolArc, PoolBox};
    ///
    /// let text = PoolBox::share(PoolBox::<String>::take());
    /// assert!(PoolArc::ptr_eq(&text, &PoolArc::clone(&text)));
    /// ```
    #[inline]
    #[must_use]
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        ptr::eq(this.cell.as_ptr(), other.cell.as_ptr())
    }

    /// An exclusive reference to the object, if this is its only handle.
    ///
    /// ```
    /// use pooled_types::{PoolArc, PoolBox};
    ///
    /// let mut text = PoolBox::share(PoolBox::<String>::take());
    /// PoolArc::get_mut(&mut text).expect("the only handle").push_str("hello");
    /// let _copy = PoolArc::clone(&text);
    /// assert!(PoolArc::get_mut(&mut text).is_none());
    /// ```
    #[inline]
    #[must_use]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if !this.count_of().is_unique() {
            return None;
        }
        // SAFETY: the handle is held exclusively and is the only one, so it owns the object alone; the borrow keeps it
        // from being cloned.
        Some(unsafe { this.object.as_mut() })
    }

    /// Turns the only handle back into a [`PoolBox`].
    ///
    /// ```
    /// use pooled_types::{PoolArc, PoolBox};
    ///
    /// let text = PoolBox::share(PoolBox::<String>::take());
    /// let copy = PoolArc::clone(&text);
    /// let text = PoolArc::try_unwrap(text).expect_err("there are two handles");
    /// drop(copy);
    /// let mut text: PoolBox<String> = PoolArc::try_unwrap(text).expect("the only handle");
    /// text.push_str("hello");
    /// ```
    ///
    /// # Errors
    /// If there are other handles, returns this one.
    #[inline]
    pub fn try_unwrap(this: Self) -> Result<PoolBox<T>, Self> {
        if !this.count_of().is_unique() {
            return Err(this);
        }
        let this = ManuallyDrop::new(this);
        // SAFETY: the handle is held exclusively and is the only one, so it owns both alone; it ends here.
        Ok(unsafe { this.reclaim() })
    }

    /// Drops the handle; if it was the last, returns the object as a [`PoolBox`] instead of returning it to its pool.
    ///
    /// If every handle of an object ends this way, on any threads, exactly one of them gets the object. With
    /// [`try_unwrap`](PoolArc::try_unwrap) and a drop on `Err`, it may be that none gets it.
    ///
    /// ```
    /// use pooled_types::{PoolArc, PoolBox};
    ///
    /// let text = PoolBox::share(PoolBox::<String>::take());
    /// let copy = PoolArc::clone(&text);
    /// assert!(PoolArc::into_inner(text).is_none());
    /// assert!(PoolArc::into_inner(copy).is_some()); // the last handle
    /// ```
    #[inline]
    #[must_use = "dropping the object at once is a costly way to drop the handle"]
    pub fn into_inner(this: Self) -> Option<PoolBox<T>> {
        let this = ManuallyDrop::new(this);
        // SAFETY: the last handle owns both alone; it ends here.
        this.count_of().release().then(|| unsafe { this.reclaim() })
    }
}

impl<T: Pooled> Clone for PoolArc<T> {
    /// Makes another handle of the same object.
    ///
    /// Ends the process if there are more than `isize::MAX` handles, as `Arc` does.
    #[inline]
    fn clone(&self) -> Self {
        self.count_of().acquire();
        Self { object: self.object, cell: self.cell, owns: PhantomData, of: PhantomData }
    }
}

impl<T: Pooled> Drop for PoolArc<T> {
    #[inline]
    fn drop(&mut self) {
        if self.count_of().release() {
            // SAFETY: the last handle owns both alone; it is dropped once, and nothing uses it after this.
            drop(unsafe { self.reclaim() });
        }
    }
}

impl<T: Pooled> Deref for PoolArc<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the object is valid while there is a handle, and nobody changes it while there may be two: `&mut T`
        // is given out only by the only handle, which is exclusively borrowed for as long.
        unsafe { self.object.as_ref() }
    }
}

// SAFETY: handles on several threads give out shared references there, which `T: Sync` allows. The last handle that is
// dropped or taken apart moves the object to its thread, which `T: Send` allows; `CrossThread` excludes `local` types.
unsafe impl<T: Pooled + Send + Sync> Send for PoolArc<T> where T::__PooledReach: CrossThread {}
// SAFETY: as above; a shared handle can be cloned, so it gives the same access as an owned one.
unsafe impl<T: Pooled + Send + Sync> Sync for PoolArc<T> where T::__PooledReach: CrossThread {}

// The object does not move with its handle.
impl<T: Pooled> Unpin for PoolArc<T> {}
// The bound is that of `Arc`: other handles see the object after a panic.
impl<T: Pooled + RefUnwindSafe> UnwindSafe for PoolArc<T> {}
impl<T: Pooled + RefUnwindSafe> RefUnwindSafe for PoolArc<T> {}
