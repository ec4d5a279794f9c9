//! Where the idle objects of a pooled type live, and the two ways to get there: a static stack, or the table of generic types.

use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::block::{Block, MAX_CAPACITY};
use crate::exit;
use crate::local::{Key, LocalStack, empty};
use crate::probe::Sharing;
use crate::recipe::Recipe;
use crate::shared::Shared;
use crate::table;

/// Where the idle objects of a pooled type live. Derived; user code has no reason to name it.
pub trait Home: Recipe {
    /// [`AnyThread`], or [`OneThread`] for `local` types.
    type Reach: Reach;

    /// How many idle objects a thread keeps.
    const CAPACITY: usize = default_capacity::<Self>();

    /// How many idle objects the threads share.
    const DEPOT: usize = Self::CAPACITY.saturating_mul(4);

    /// The stack of this type; `None` for a generic type, which has its stacks in a table. Should not panic: it is called
    /// where objects are dropped.
    #[inline]
    #[must_use]
    fn key() -> Option<Key<Self>> {
        None
    }

    /// Whether objects may move between threads.
    fn sharing() -> Sharing<Self>;
}

/// How far the handles of a type may go.
pub trait Reach: UnwindSafe + RefUnwindSafe {}

/// Handles may be sent to any thread.
pub enum AnyThread {}

/// Handles stay on the thread they were taken on.
pub enum OneThread {}

impl Reach for AnyThread {}
impl Reach for OneThread {}

/// Implemented for [`AnyThread`] alone.
#[diagnostic::on_unimplemented(
    message = "a handle of a `#[pooled(local)]` type cannot leave its thread",
    label = "this would move or share a handle across threads",
    note = "remove `local` if the type is `Send`, or keep the handle here and send what is needed of the object"
)]
pub trait CrossThread {}

impl CrossThread for AnyThread {}

/// How many idle objects a thread keeps of a type that does not say: as many as fit in 64 KiB, but 8 to 256.
///
/// What the objects own beyond their own size is not counted: a type that retains much should say `capacity = N`.
#[must_use]
pub const fn default_capacity<T>() -> usize {
    const BYTES: usize = 64 * 1024;
    match size_of::<T>() {
        0..256 => 256,
        256..8192 => BYTES / size_of::<T>(),
        8192.. => 8,
    }
}

/// Checks what `capacity = N` says.
///
/// # Panics
/// At compile time, if a pool can't have that capacity.
#[must_use]
pub const fn capacity(n: usize) -> usize {
    assert!(n > 0, "`capacity = 0` would keep no object: write 1 or more, or do not derive `Pooled`");
    assert!(n <= MAX_CAPACITY, "`capacity` is above the limit of 268,435,456 idle objects a thread");
    n
}

/// Runs `work` on this thread's block for `T`. `work` runs no user code.
#[inline]
pub(crate) fn with<T: Home, R>(work: impl FnOnce(&Block) -> R) -> R {
    with_key(T::key(), work)
}

/// The same, of a type whose [`Home::key`] is known.
#[inline]
pub(crate) fn with_key<T: Home, R>(key: Option<Key<T>>, work: impl FnOnce(&Block) -> R) -> R {
    match key {
        Some(key) => LocalStack::with(key, work),
        None => table::with::<T, R>(work),
    }
}

/// What all threads share of `T`'s pool. Takes a lock only on a thread that has no block for `T`.
pub(crate) fn shared<T: Home>() -> &'static Shared {
    with::<T, _>(Block::shared).unwrap_or_else(Shared::of::<T>)
}

/// Makes sure that this thread has a block for `T`; `false` if it had one already, or can't have one any more.
pub(crate) fn open<T: Home>() -> bool {
    if with::<T, _>(|block| !core::ptr::eq(block, empty().as_ptr())) || exit::is_over() {
        return false;
    }
    let key = T::key();
    let Some(block) = Block::build(T::CAPACITY, Shared::of::<T>()) else { return false };
    let installed = match key {
        Some(key) => LocalStack::install(key, block),
        None => table::install::<T>(block),
    };
    if let Err(refused) = installed {
        // SAFETY: built above on this thread and refused, so nothing else has it.
        unsafe { Block::close(refused) };
    }
    installed.is_ok()
}
