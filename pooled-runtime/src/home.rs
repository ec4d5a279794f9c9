//! Where the idle objects of a pooled type live, and the two ways to get there: a static stack, or the table of generic types.

use core::ptr::{self, NonNull};
use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::block::{Block, EMPTY};
use crate::config::{Mode, settings};
use crate::exit;
use crate::local::{Key, LocalStack, empty};
use crate::probe::Sharing;
use crate::recipe::Recipe;
use crate::registry;
use crate::reset::Observer;
use crate::shared::{Kind, MAX_CAPACITY, Shared};
use crate::stats::Event;
use crate::table;
use crate::unwind::{attempt, drop_payload};
use pooled_layout::LayoutSource;

/// Where the idle objects of a pooled type live. Derived; user code has no reason to name it.
pub trait Home: Recipe {
    /// [`AnyThread`], or [`OneThread`] for `local` types.
    type __PooledReach: Reach;

    /// Where the memory layout comes from: [`DescribedLayout`](pooled_layout::DescribedLayout) if a derive described the type, else
    /// [`OpaqueLayout`](pooled_layout::OpaqueLayout).
    type __PooledLayout: LayoutSource;

    /// How many idle objects a thread keeps.
    const __POOLED_CAPACITY: usize = default_capacity::<Self>();

    /// How many idle objects the threads share in the depot. Nothing is shared unless [`__pooled_sharing`](Self::__pooled_sharing) has the proof.
    const __POOLED_DEPOT: usize = Self::__POOLED_CAPACITY.saturating_mul(4);

    /// Whether takes are recorded in the mode `Track`.
    const __POOLED_TRACKED: bool = true;

    /// What the statistics call the type, if not by its name.
    const __POOLED_NAME: Option<&'static str> = None;

    /// The stack of this type; `None` for a generic type, which has its stacks in a table. Should not panic: it is called
    /// where objects are dropped.
    #[inline]
    #[must_use]
    fn __pooled_key() -> Option<Key<Self>> {
        None
    }

    /// Whether objects may move between threads.
    fn __pooled_sharing() -> Sharing<Self>;
}

/// How far the handles of a type may go.
pub trait Reach: UnwindSafe + RefUnwindSafe {
    /// Whether objects get to other threads through the depot.
    const SHARES: bool;
}

/// Handles may be sent to any thread.
pub enum AnyThread {}

/// Handles stay on the thread they were taken on.
pub enum OneThread {}

impl Reach for AnyThread {
    const SHARES: bool = true;
}

impl Reach for OneThread {
    const SHARES: bool = false;
}

/// Implemented for [`AnyThread`] alone.
#[diagnostic::on_unimplemented(
    message = "a handle of a `#[pooled(local)]` type cannot leave its thread",
    label = "this would move or share a handle across threads",
    note = "remove `local` if the type is `Send`, or keep the handle here and send what is needed of the object",
    note = "in a generic function that sends handles of `T`, write `where PoolBox<T>: Send`"
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

/// Checks what `depot = N` says.
///
/// # Panics
/// At compile time, if a depot can't have that limit.
#[must_use]
pub const fn depot(n: usize) -> usize {
    assert!(n <= MAX_CAPACITY, "`depot` is above the limit of 268,435,456 idle objects");
    n
}

/// Runs `work` on this thread's block for `T`, whose [`Home::__pooled_key`] this is, if one look finds it. `work` runs no user code but
/// the allocator, which can't end the thread.
#[inline]
pub(crate) fn with_at_hand<T: Home, R>(key: Option<Key<T>>, work: impl FnOnce(&Block) -> R) -> Option<R> {
    match key {
        Some(key) => Some(LocalStack::with(key, work)),
        None => table::with_first::<T, R>(work),
    }
}

/// The same wherever it is, for cold paths.
#[inline]
pub(crate) fn with_key<T: Home, R>(key: Option<Key<T>>, work: impl FnOnce(&Block) -> R) -> R {
    match key {
        Some(key) => LocalStack::with(key, work),
        None => table::with::<T, R>(work),
    }
}

/// The same on a cold path: also finds the block of a pool that is tracked, which no stack leads to.
#[inline]
pub(crate) fn with_any<T: Home, R>(key: Option<Key<T>>, work: impl FnOnce(&Block) -> R) -> R {
    let block = find_any(key);
    // SAFETY: the block is one that `with_key` runs work on, or of the exit list, which frees its blocks when the thread ends: while no
    // user code runs, it stays.
    work(unsafe { block.as_ref() })
}

/// This thread's block for `T`, whether or not a stack leads to it. It may go when user code runs. Out of line: cold paths ask several times.
#[inline(never)]
fn find_any<T: Home>(key: Option<Key<T>>) -> NonNull<Block> {
    if settings().mode == Mode::Track {
        return exit::block_of(shared::<T>()).unwrap_or(empty());
    }
    with_key(key, |block| NonNull::from(block))
}

/// What all threads share of `T`'s pool. Takes a lock only on a thread that has no block for `T`. Out of line: cold paths ask often.
#[inline(never)]
pub(crate) fn shared<T: Home>() -> &'static Shared {
    with_key::<T, _>(T::__pooled_key(), Block::shared).unwrap_or_else(|| {
        // Made by hand it may panic, and this may be the drop of a handle.
        let sharing = attempt(T::__pooled_sharing).unwrap_or_else(|payload| {
            drop_payload(payload);
            Sharing::local()
        });
        let name = T::__POOLED_NAME.unwrap_or_else(core::any::type_name::<T>);
        registry::find(Kind::of(name, T::__POOLED_CAPACITY, T::__POOLED_DEPOT, &sharing))
    })
}

/// A pool counts the containers that the resets of its objects shrink.
impl<T: Home> Observer for T {
    #[cold]
    fn shrunk() {
        shared::<T>().count(Event::Shrunk, 1);
    }
}

/// Makes sure that this thread has a block for `T`; `false` if it had one already, or can't have one.
pub(crate) fn open<T: Home>() -> bool {
    let key = T::__pooled_key();
    let has_one = with_any(key, |block| !ptr::eq(block, &raw const EMPTY));
    if has_one || exit::is_over() {
        return false;
    }
    let mode = settings().mode;
    // A pool that is switched off has a block without room: so its statistics are at hand.
    let capacity = if mode == Mode::Off { 0 } else { T::__POOLED_CAPACITY };
    let Some(block) = Block::build(shared::<T>(), capacity) else { return false };
    let installed = match key {
        _ if mode == Mode::Track => exit::own_block(&Nowhere, block).then_some(()).ok_or(block),
        Some(key) => LocalStack::install(key, block),
        None => table::install::<T>(block),
    };
    if let Err(refused) = installed {
        // SAFETY: built above on this thread and refused, so nothing else has it.
        unsafe { Block::close(refused) };
    }
    installed.is_ok()
}

/// Leads to no block: what is tracked must not be taken on a fast path.
struct Nowhere;

impl exit::Seat for Nowhere {
    fn vacate(&'static self) {}
}
