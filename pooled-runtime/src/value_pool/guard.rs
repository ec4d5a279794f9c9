//! The handles of the objects of a pool.
//!
//! # Invariant
//! `slot` is one of the pool's, and holds its object until the guard ends; `end`, `detach`, `leak` and `into_raw` take
//! it out, each once.

use core::any::Any;
use core::mem::ManuallyDrop;
use core::ops::{Deref, DerefMut};
use core::ptr::NonNull;
use std::sync::Arc;

use super::plain::{Plain, PlainSlot};
use super::pool::Pool;
use crate::delegate::{change, io, view};
use crate::handle_end::{self, Loan, Refusal};
use crate::panic::{Payload, panicking};
use crate::pool::slot::Slot;
use crate::pool::stats::Event;
use crate::thread::returns;

/// An object on loan from a [`Pool`] that the guard borrows. Dropping it returns the object.
///
/// It is two pointers wide. It is `Send` if `T: Send`.
///
/// ```
/// use pooled_types::Pool;
///
/// let pool = Pool::builder(Vec::<u8>::new).reset(Vec::clear).build();
/// let mut buffer = pool.take();
/// buffer.extend_from_slice(b"hello");
/// assert_eq!(buffer.len(), 5);
/// drop(buffer); // reset, and back into the pool
/// assert!(pool.take().is_empty());
/// ```
#[must_use = "an object taken and dropped at once was taken for nothing"]
pub struct PoolGuard<'pool, T: 'static> {
    slot: ManuallyDrop<PlainSlot<T>>,
    pool: &'pool Pool<T>,
}

/// An object on loan from a [`Pool`] that the guard owns a share of. Made by [`Pool::take_owned`]. Dropping it returns
/// the object.
///
/// ```
/// use std::sync::Arc;
///
/// use pooled_types::{OwnedPoolGuard, Pool};
///
/// struct Job {
///     buffer: OwnedPoolGuard<Vec<u8>>,
/// }
///
/// let pool = Arc::new(Pool::new(Vec::new));
/// let job = Job { buffer: Pool::take_owned(&pool) };
/// std::thread::spawn(move || assert!(job.buffer.is_empty())).join().unwrap();
/// assert_eq!(pool.stats().returns, 1);
/// ```
#[must_use = "an object taken and dropped at once was taken for nothing"]
pub struct OwnedPoolGuard<T: 'static> {
    slot: ManuallyDrop<PlainSlot<T>>,
    pool: Arc<Pool<T>>,
}

/// A loan that ends.
struct Ending<'pool, T: 'static> {
    slot: PlainSlot<T>,
    pool: &'pool Pool<T>,
}

impl<T: 'static> Loan<T> for Ending<'_, T> {
    #[inline]
    fn object(&mut self) -> &mut T {
        &mut self.slot.get_mut().0
    }

    #[inline]
    fn keep(self) {
        // SAFETY: it is the object of a slot of this pool, which was just given up.
        unsafe { self.pool.push(self.slot.into_raw().cast()) };
    }

    #[cold]
    #[inline(never)]
    fn discard(self, why: Refusal) {
        (self.pool.recipe().ends.discard)(self.pool.shared(), self.slot, why);
    }

    #[cold]
    #[inline(never)]
    fn abandon(self, payload: Payload) {
        (self.pool.recipe().ends.abandon)(self.pool.shared(), self.slot, payload);
    }
}

/// Ends the loan of an object.
#[inline]
fn end<T: 'static>(slot: PlainSlot<T>, pool: &Pool<T>) {
    // As a pointer, which has no drop: so the compiler adds no code for panics to the fast path, where nothing panics.
    let object = slot.into_raw();
    // SAFETY: it is the object of a slot of this pool, which was just given up.
    if panicking() || !unsafe { pool.put_back_at_once(object.cast()) } {
        // SAFETY: it was not put back.
        clean_and_end(unsafe { Slot::from_raw(object) }, pool);
    }
}

/// The same for any loan. It is not inlined, so that the ends of loans without a reset are short.
#[inline(never)]
fn clean_and_end<T: 'static>(slot: PlainSlot<T>, pool: &Pool<T>) {
    let recipe = pool.recipe();
    // Without a reset nothing mends what a panic left half changed.
    handle_end::end_by(Ending { slot, pool }, recipe.keeps, |object| {
        recipe.clean.as_ref().is_none_or(|clean| clean(object))
    });
}

fn detach<T: 'static>(slot: PlainSlot<T>, pool: &Pool<T>) -> T {
    returns::leave(pool.shared(), slot.as_ptr().cast(), Event::Detached);
    (pool.recipe().ends.into_inner)(slot)
}

fn leak<T: 'static>(slot: PlainSlot<T>, pool: &Pool<T>) -> &'static mut T {
    returns::leave(pool.shared(), slot.as_ptr().cast(), Event::Leaked);
    &mut slot.leak().0
}

impl<'pool, T: 'static> PoolGuard<'pool, T> {
    #[inline]
    pub(super) fn of(pool: &'pool Pool<T>, slot: PlainSlot<T>) -> Self {
        Self { slot: ManuallyDrop::new(slot), pool }
    }

    fn into_parts(this: Self) -> (PlainSlot<T>, &'pool Pool<T>) {
        let mut this = ManuallyDrop::new(this);
        // SAFETY: the guard is not dropped, and nothing uses it after this.
        (unsafe { ManuallyDrop::take(&mut this.slot) }, this.pool)
    }

    /// The pool that the object is from.
    ///
    /// ```
    /// use pooled_types::{Pool, PoolGuard};
    ///
    /// let pool = Pool::new(|| 1);
    /// let one = pool.take();
    /// let two = PoolGuard::pool(&one).take();
    /// assert_eq!(*one + *two, 2);
    /// ```
    #[must_use]
    pub fn pool(this: &Self) -> &'pool Pool<T> {
        this.pool
    }

    /// Takes the object out of the guard; it leaves the pool for good, as it is.
    ///
    /// ```
    /// use pooled_types::{Pool, PoolGuard};
    ///
    /// let pool = Pool::new(String::new);
    /// let text: String = PoolGuard::detach(pool.take());
    /// assert_eq!(pool.stats().detached, 1);
    /// # drop(text);
    /// ```
    #[must_use = "dropping the value at once is a costly way to drop the guard"]
    pub fn detach(this: Self) -> T {
        let (slot, pool) = Self::into_parts(this);
        detach(slot, pool)
    }

    /// Gives the object up for good and returns a reference that lives as long as the program.
    ///
    /// ```
    /// use pooled_types::{Pool, PoolGuard};
    ///
    /// let pool = Pool::new(|| 7);
    /// let seven: &'static mut i32 = PoolGuard::leak(pool.take());
    /// assert_eq!(*seven, 7);
    /// ```
    #[must_use = "a leaked object that nothing refers to is lost"]
    pub fn leak(this: Self) -> &'static mut T {
        let (slot, pool) = Self::into_parts(this);
        leak(slot, pool)
    }

    /// Gives up the guard without ending the loan: the object counts as in use until [`from_raw`](Self::from_raw). The
    /// pointer is that of the object. It is not the pointer of a `Box`.
    ///
    /// ```
    /// use pooled_types::{Pool, PoolGuard};
    ///
    /// let pool = Pool::new(|| 7);
    /// let raw = PoolGuard::into_raw(pool.take());
    /// assert_eq!(pool.stats().live, 1);
    /// // SAFETY: it comes from `into_raw` of a guard of this pool, and is used once.
    /// drop(unsafe { PoolGuard::from_raw(&pool, raw) });
    /// assert_eq!(pool.stats().returns, 1);
    /// ```
    #[must_use = "the object is lost unless `from_raw` takes it back"]
    pub fn into_raw(this: Self) -> NonNull<T> {
        let (slot, _) = Self::into_parts(this);
        slot.into_raw().cast()
    }

    /// Makes a guard of a pointer again, on any thread if `T: Send`.
    ///
    /// # Safety
    /// `object` comes from [`into_raw`](Self::into_raw), or [`OwnedPoolGuard::into_raw`], of a guard of this very pool,
    /// and nothing else uses it any more.
    pub unsafe fn from_raw(pool: &'pool Pool<T>, object: NonNull<T>) -> Self {
        // SAFETY: the guard that was given up owned the slot, and nothing has since ended that.
        Self::of(pool, unsafe { Slot::from_raw(object.cast::<Plain<T>>()) })
    }
}

impl<T: 'static> OwnedPoolGuard<T> {
    #[inline]
    pub(super) fn of(pool: Arc<Pool<T>>, slot: PlainSlot<T>) -> Self {
        Self { slot: ManuallyDrop::new(slot), pool }
    }

    fn into_parts(this: Self) -> (PlainSlot<T>, Arc<Pool<T>>) {
        let mut this = ManuallyDrop::new(this);
        // SAFETY: the guard is not dropped, and nothing uses it after this: each field is taken out once.
        unsafe { (ManuallyDrop::take(&mut this.slot), core::ptr::read(&raw const this.pool)) }
    }

    /// The pool that the object is from.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use pooled_types::{OwnedPoolGuard, Pool};
    ///
    /// let pool = Arc::new(Pool::new(|| 1));
    /// let one = Pool::take_owned(&pool);
    /// assert!(Arc::ptr_eq(OwnedPoolGuard::pool(&one), &pool));
    /// ```
    #[must_use]
    pub fn pool(this: &Self) -> &Arc<Pool<T>> {
        &this.pool
    }

    /// Takes the object out of the guard; it leaves the pool for good, as it is.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use pooled_types::{OwnedPoolGuard, Pool};
    ///
    /// let pool = Arc::new(Pool::new(|| 1));
    /// assert_eq!(OwnedPoolGuard::detach(Pool::take_owned(&pool)), 1);
    /// ```
    #[must_use = "dropping the value at once is a costly way to drop the guard"]
    pub fn detach(this: Self) -> T {
        let (slot, pool) = Self::into_parts(this);
        detach(slot, &pool)
    }

    /// Gives the object up for good and returns a reference that lives as long as the program.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use pooled_types::{OwnedPoolGuard, Pool};
    ///
    /// let pool = Arc::new(Pool::new(|| 7));
    /// let seven: &'static mut i32 = OwnedPoolGuard::leak(Pool::take_owned(&pool));
    /// assert_eq!(*seven, 7);
    /// ```
    #[must_use = "a leaked object that nothing refers to is lost"]
    pub fn leak(this: Self) -> &'static mut T {
        let (slot, pool) = Self::into_parts(this);
        leak(slot, &pool)
    }

    /// Gives up the guard without ending the loan: the object counts as in use until [`from_raw`](Self::from_raw). The
    /// share of the pool is given up too. If the last one goes, the object is not the pool's any more, and `from_raw`
    /// has no pool to name: it is lost.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use pooled_types::{OwnedPoolGuard, Pool};
    ///
    /// let pool = Arc::new(Pool::new(|| 7));
    /// let raw = OwnedPoolGuard::into_raw(Pool::take_owned(&pool));
    /// // SAFETY: it comes from `into_raw` of a guard of this pool, and is used once.
    /// assert_eq!(*unsafe { OwnedPoolGuard::from_raw(pool, raw) }, 7);
    /// ```
    #[must_use = "the object is lost unless `from_raw` takes it back"]
    pub fn into_raw(this: Self) -> NonNull<T> {
        let (slot, _) = Self::into_parts(this);
        slot.into_raw().cast()
    }

    /// Makes a guard of a pointer again, on any thread if `T: Send`.
    ///
    /// # Safety
    /// As for [`PoolGuard::from_raw`].
    pub unsafe fn from_raw(pool: Arc<Pool<T>>, object: NonNull<T>) -> Self {
        // SAFETY: the guard that was given up owned the slot, and nothing has since ended that.
        Self::of(pool, unsafe { Slot::from_raw(object.cast::<Plain<T>>()) })
    }
}

impl<T: 'static> Drop for PoolGuard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: a guard is dropped once, and nothing uses `slot` after this.
        end(unsafe { ManuallyDrop::take(&mut self.slot) }, self.pool);
    }
}

impl<T: 'static> Drop for OwnedPoolGuard<T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: as above.
        end(unsafe { ManuallyDrop::take(&mut self.slot) }, &self.pool);
    }
}

impl<T: 'static> Deref for PoolGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.slot.get().0
    }
}

impl<T: 'static> DerefMut for PoolGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.slot.get_mut().0
    }
}

impl<T: 'static> Deref for OwnedPoolGuard<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.slot.get().0
    }
}

impl<T: 'static> DerefMut for OwnedPoolGuard<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.slot.get_mut().0
    }
}

view!(PoolGuard<'pool>, Any);
change!(PoolGuard<'pool>, Any);
io!(PoolGuard<'pool>, Any);
view!(OwnedPoolGuard, Any);
change!(OwnedPoolGuard, Any);
io!(OwnedPoolGuard, Any);

// The object does not move with its guard.
impl<T: 'static> Unpin for PoolGuard<'_, T> {}
impl<T: 'static> Unpin for OwnedPoolGuard<T> {}

const _: () = assert!(size_of::<PoolGuard<'static, String>>() == 2 * size_of::<usize>());
