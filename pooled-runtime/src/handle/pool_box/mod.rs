//! The handle of a pooled object. Most of its traits are in the files beside this one.
//!
//! # Invariant
//! `slot` holds its object until [`Drop::drop`] or [`PoolBox::into_slot`] takes it out; both end the handle.
//! [`PoolBox::into_raw`] leaves the object in its slot, for [`PoolBox::from_raw`].

mod convert;
mod delegate;
#[cfg(feature = "serde")]
mod serde;

use core::mem::ManuallyDrop;
use core::ops::{Deref, DerefMut};
use core::panic::Location;
use core::ptr::NonNull;
use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::handle::pooled::{Drain, Pooled};
use crate::handle::settings::PoolSettings;
use crate::handle_end;
use crate::pool::slot::Slot;
use crate::pool::stats::{Event, PoolStats};
use crate::thread::cache::ThreadCache;
use crate::thread::placement::CrossThread;
use crate::thread::{current, returns, slow_path, upkeep};

/// An object on loan from its type's pool, used like a `Box`. Dropping it resets the object and returns it to the pool
/// of the thread on which that happens.
///
/// It is one pointer wide, also as `Option<PoolBox<T>>`. It is `Send` if `T: Send` and not `local`, `Sync` if `T: Sync`
/// and not `local`. A handle that is forgotten loses memory and does no other harm.
///
/// It can't pin its object: the reset gets `&mut T` on return, which would break the promise of a pin.
///
/// ```
/// use pooled_types::PoolBox;
///
/// let mut line = PoolBox::<String>::take(); // the containers of the standard library are pooled types
/// line.push_str("hello");
/// let address = line.as_ptr();
/// drop(line);
/// let line = PoolBox::<String>::take();
/// assert!(line.is_empty());
/// assert_eq!(line.as_ptr(), address, "the memory is reused");
/// ```
///
/// To borrow two fields at once, borrow the object first: each `handle.field` borrows the whole handle.
///
/// ```
/// use pooled_types::PoolBox;
///
/// let mut pair = PoolBox::<Vec<String>>::new(vec!["one".to_owned(), "two".to_owned()]);
/// let list = &mut *pair; // for a struct: `let b = &mut *handle; swap(&mut b.one, &mut b.two)`
/// if let [one, two] = &mut list[..] {
///     std::mem::swap(one, two);
/// }
/// assert_eq!(*pair, ["two", "one"]);
/// ```
///
/// In a generic function that sends handles, `T: Pooled + Send` does not say that `T` is not `local`: write
/// `where PoolBox<T>: Send`.
///
/// ```
/// use pooled_types::{PoolBox, Pooled};
///
/// fn drop_elsewhere<T: Pooled>(object: PoolBox<T>)
/// where
///     PoolBox<T>: Send,
/// {
///     std::thread::spawn(move || drop(object)).join().unwrap();
/// }
/// # drop_elsewhere(PoolBox::<String>::take());
/// ```
pub struct PoolBox<T: Pooled> {
    slot: ManuallyDrop<Slot<T>>,
}

impl<T: Pooled> PoolBox<T> {
    #[inline]
    fn from_slot(slot: Slot<T>) -> Self {
        Self { slot: ManuallyDrop::new(slot) }
    }

    fn into_slot(this: Self) -> Slot<T> {
        let mut this = ManuallyDrop::new(this);
        // SAFETY: the handle is not dropped, and nothing uses it after this.
        unsafe { ManuallyDrop::take(&mut this.slot) }
    }

    /// Gives up the handle without ending the loan: the object is neither reset nor returned, and counts as in use
    /// until [`from_raw`](Self::from_raw); the mode `Track` lists it. The pointer is that of the object, on any thread.
    /// It is not the pointer of a `Box`.
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// let raw = PoolBox::into_raw(PoolBox::<String>::take()); // as user data for a C library
    /// // SAFETY: it comes from `into_raw` of such a handle, and is used once.
    /// let text = unsafe { PoolBox::from_raw(raw) };
    /// assert!(text.is_empty());
    /// ```
    #[inline]
    #[must_use = "the object is lost unless `from_raw` takes it back"]
    pub fn into_raw(this: Self) -> NonNull<T> {
        ManuallyDrop::new(this).slot.as_ptr()
    }

    /// Makes the handle of a pointer again.
    ///
    /// # Safety
    /// `object` comes from [`PoolBox::into_raw`] of a `PoolBox<T>`, and nothing else uses it any more. If `T` is not
    /// `Send`, or is `local`, this is the thread of that handle.
    #[inline]
    #[must_use = "the handle returns the object when it is dropped"]
    pub unsafe fn from_raw(object: NonNull<T>) -> Self {
        // SAFETY: the handle that was given up owned the slot, and nothing has since ended that.
        Self::from_slot(unsafe { Slot::from_raw(object) })
    }

    /// Puts `value` in a slot of its own. When the handle is dropped, the pool adopts the object.
    ///
    /// Allocates. Where allocations matter, [`take`](PoolBox::take) an object and fill it.
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// let list = PoolBox::new(vec![1, 2, 3]);
    /// assert_eq!(*list, [1, 2, 3]);
    /// drop(list); // now it is idle in the pool of `Vec<i32>`, and empty
    /// assert_eq!(PoolBox::<Vec<i32>>::stats().adopted, 1);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn new(value: T) -> Self {
        Self::from_slot(slow_path::adopt(value, Location::caller()))
    }

    /// Takes a clean object, idle or fresh: see [`Pooled::take`]. It needs no trait in scope, and serves types that
    /// have a `take` of their own.
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// let mut text = PoolBox::<String>::take();
    /// text.push_str("hello");
    /// drop(text);
    /// assert!(PoolBox::<String>::take().is_empty());
    /// ```
    ///
    /// # Panics
    /// If no object is idle and making a fresh one panics.
    #[inline]
    #[track_caller]
    #[must_use = "an object taken and dropped at once was taken for nothing"]
    pub fn take() -> Self {
        match Self::pop() {
            Some(object) => object,
            None => Self::from_slot(slow_path::take(Location::caller())),
        }
    }

    /// Takes a clean object if one is idle: see [`Pooled::try_take`].
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// assert!(PoolBox::<String>::try_take().is_none()); // nothing is idle yet
    /// drop(PoolBox::<String>::take());
    /// assert!(PoolBox::<String>::try_take().is_some());
    /// ```
    #[inline]
    #[track_caller]
    #[must_use = "an object taken and dropped at once was taken for nothing"]
    pub fn try_take() -> Option<Self> {
        match Self::pop() {
            Some(object) => Some(object),
            None => slow_path::try_take(Location::caller()).map(Self::from_slot),
        }
    }

    /// Takes the object that was returned last on this thread.
    #[inline]
    fn pop() -> Option<Self> {
        let object = current::with_at_hand::<T, _>(T::__pooled_key(), ThreadCache::pop)??;
        // SAFETY: the cache owned this object of `T`, and has just given it up.
        Some(Self::from_slot(unsafe { Slot::from_raw(object.cast()) }))
    }

    /// Takes an object, lends it to `work` and returns it: see [`Pooled::take_with`].
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// let sum = PoolBox::<Vec<u32>>::take_with(|list| {
    ///     list.extend([1, 2, 3]);
    ///     list.iter().sum::<u32>()
    /// });
    /// assert_eq!(sum, 6);
    /// ```
    ///
    /// # Panics
    /// If making a fresh object or `work` panics.
    #[inline]
    #[track_caller]
    pub fn take_with<R>(work: impl FnOnce(&mut T) -> R) -> R {
        work(&mut Self::take())
    }

    /// Makes sure that `n` objects are idle on this thread, and says how many it made: see [`Pooled::warm`].
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// assert_eq!(PoolBox::<String>::warm(4), 4);
    /// drop(PoolBox::<String>::take());
    /// assert_eq!(PoolBox::<String>::stats().misses, 0);
    /// ```
    ///
    /// # Panics
    /// If making a fresh object panics.
    #[expect(clippy::must_use_candidate, reason = "it is called for what it does")]
    pub fn warm(n: usize) -> usize {
        slow_path::warm::<T>(n)
    }

    /// Makes sure that `n` objects are idle in the depot, and says how many it made: see [`Pooled::warm_shared`].
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// PoolBox::<String>::warm_shared(4);
    /// std::thread::spawn(|| assert!(PoolBox::<String>::try_take().is_some())).join().unwrap();
    /// ```
    ///
    /// # Panics
    /// If making a fresh object panics.
    #[expect(clippy::must_use_candidate, reason = "it is called for what it does")]
    pub fn warm_shared(n: usize) -> usize {
        slow_path::warm_shared::<T>(n)
    }

    /// Frees idle objects: see [`Pooled::trim`].
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// PoolBox::<String>::warm(4);
    /// PoolBox::<String>::trim();
    /// assert_eq!(PoolBox::<String>::stats().idle, 0);
    /// ```
    pub fn trim() {
        upkeep::trim(current::pool_of::<T>());
    }

    /// Drops the idle objects of this thread and of the depot: see [`Pooled::clear`].
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// PoolBox::<String>::warm(4);
    /// PoolBox::<String>::clear();
    /// assert_eq!(PoolBox::<String>::stats().discards.cleared, 4);
    /// ```
    ///
    /// # Panics
    /// If the drop of an object panics.
    pub fn clear() {
        drop(Self::drain());
    }

    /// Takes the idle objects of this thread and of the depot out of the pool: see [`Pooled::drain`].
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// PoolBox::<String>::warm(4);
    /// let texts = PoolBox::<String>::drain().collect::<Vec<String>>();
    /// assert_eq!(texts.len(), 4);
    /// ```
    pub fn drain() -> Drain<T> {
        Drain::new()
    }

    /// The settings of the pool of `T`: see [`Pooled::settings`].
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// PoolBox::<String>::settings().capacity(2)?;
    /// PoolBox::<String>::warm(10);
    /// assert_eq!(PoolBox::<String>::stats().idle, 2);
    /// # Ok::<(), pooled_types::PoolSettingsError>(())
    /// ```
    #[must_use]
    pub fn settings() -> PoolSettings<'static> {
        PoolSettings::of(current::pool_of::<T>())
    }

    /// What the pool of `T` has counted: see [`Pooled::stats`].
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// drop(PoolBox::<String>::take());
    /// drop(PoolBox::<String>::take());
    /// let stats = PoolBox::<String>::stats();
    /// assert_eq!((stats.hits, stats.misses), (1, 1));
    /// ```
    #[must_use]
    pub fn stats() -> PoolStats {
        current::pool_of::<T>().stats()
    }

    /// Takes the object out of the handle; it leaves the pool for good, as it is, and its slot is freed. If the type
    /// has fields with the rule `zeroize`, the slot is overwritten before; wiping the object is then up to you.
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// let mut text = PoolBox::<String>::take();
    /// text.push_str("kept");
    /// let text: String = PoolBox::detach(text);
    /// assert_eq!(text, "kept");
    /// ```
    #[must_use = "dropping the value at once is a costly way to drop the handle"]
    pub fn detach(this: Self) -> T {
        let slot = Self::into_slot(this);
        returns::leave(current::pool_of::<T>(), slot.as_ptr().cast(), Event::Detached);
        slot.into_inner()
    }

    /// Gives the object up for good and returns a reference that lives as long as the program. Nothing wipes it.
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// let mut names = PoolBox::<Vec<&str>>::take();
    /// names.push("main");
    /// let names: &'static mut Vec<&str> = PoolBox::leak(names);
    /// assert_eq!(*names, ["main"]);
    /// ```
    #[must_use = "a leaked object that nothing refers to is lost"]
    pub fn leak(this: Self) -> &'static mut T {
        let slot = Self::into_slot(this);
        returns::leave(current::pool_of::<T>(), slot.as_ptr().cast(), Event::Leaked);
        slot.leak()
    }
}

impl<T: Pooled> Drop for PoolBox<T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: a handle is dropped once, and nothing uses `slot` after this.
        handle_end::end::<T, T>(unsafe { ManuallyDrop::take(&mut self.slot) });
    }
}

impl<T: Pooled> Deref for PoolBox<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.slot.get()
    }
}

impl<T: Pooled> DerefMut for PoolBox<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.slot.get_mut()
    }
}

// SAFETY: a handle owns its object, as `Box` does. A return on another thread moves the object to that thread's cache,
// which `T: Send` allows; `CrossThread` excludes `local` types.
unsafe impl<T: Pooled + Send> Send for PoolBox<T> where T::__PooledReach: CrossThread {}
// SAFETY: a shared handle gives out shared references only.
unsafe impl<T: Pooled + Sync> Sync for PoolBox<T> where T::__PooledReach: CrossThread {}

// The object does not move with its handle.
impl<T: Pooled> Unpin for PoolBox<T> {}
impl<T: Pooled + UnwindSafe> UnwindSafe for PoolBox<T> {}
impl<T: Pooled + RefUnwindSafe> RefUnwindSafe for PoolBox<T> {}

const _: () = {
    // The documentation promises the handle's size, and that `Option` adds nothing to it.
    assert!(size_of::<ManuallyDrop<Slot<String>>>() == size_of::<usize>());
    assert!(size_of::<Option<ManuallyDrop<Slot<String>>>>() == size_of::<usize>());
};
