//! The thread-local stack of one type: a pointer to the thread's block.
//!
//! # Invariants
//! The pointer in a [`LocalStack`] leads to [`EMPTY`] or to a block that was built on this thread for `T` and that the thread's
//! [exit list](crate::exit) owns. A block is freed only after the pointer has been set back to `EMPTY` (or the storage with
//! the pointer is gone), and no reference to a block that can be reached here lives across user code. A `LocalStack` is
//! reached through a `LocalKey` alone, never moved and never shared: it is neither `Send` nor `Sync`.

use core::any::Any;
use core::cell::Cell;
use core::marker::PhantomData;
use core::ptr::NonNull;
use std::thread::LocalKey;

use crate::block::{Block, EMPTY};
use crate::exit::{Seat, own_block};

/// A thread's idle objects of one type. Const-initialised and without a destructor, so that access costs an address.
pub struct LocalStack<T> {
    block: Cell<NonNull<Block>>,
    of: PhantomData<*mut T>,
}

/// How the stack of a type is found.
pub type Key<T> = &'static LocalKey<LocalStack<T>>;

impl<T> LocalStack<T> {
    /// A stack that no object has reached yet.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "only `const` initialisers of thread-locals call it")]
    pub const fn new() -> Self {
        Self { block: Cell::new(empty()), of: PhantomData }
    }

    /// Runs `work` on the thread's block. `work` runs no user code but the allocator, which can't end the thread.
    #[inline]
    pub(crate) fn with<R>(key: Key<T>, work: impl FnOnce(&Block) -> R) -> R {
        let block = key.try_with(|stack| stack.block.get()).unwrap_or(empty());
        // SAFETY: the block is valid (see the module's invariants), and stays so until the thread ends.
        work(unsafe { block.as_ref() })
    }
}

impl<T: 'static> LocalStack<T> {
    /// Gives the thread `block` for this stack; `Err` if the thread is past its end, or has one already.
    pub(crate) fn install(key: Key<T>, block: NonNull<Block>) -> Result<(), NonNull<Block>> {
        let is_empty = key.try_with(|stack| stack.block.get() == empty());
        if is_empty == Ok(true) && own_block(key, block) {
            // If the storage is gone by now, the block serves nobody until it is closed.
            let _ = key.try_with(|stack| stack.block.set(block));
            Ok(())
        } else {
            Err(block)
        }
    }
}

impl<T: 'static> Seat for LocalKey<LocalStack<T>> {
    fn vacate(&'static self) {
        let _ = self.try_with(|stack| stack.block.set(empty()));
    }
}

/// `key`, if `A` and `B` are the same type. Folds away in optimised code.
#[must_use]
pub fn same_key<A: 'static, B: 'static>(key: Key<B>) -> Option<Key<A>> {
    (key as &'static dyn Any).downcast_ref()
}

/// The block of a pool that cannot serve.
pub(crate) const fn empty() -> NonNull<Block> {
    // SAFETY: a reference is never null. Only ever read through: `EMPTY` is a shared static.
    unsafe { NonNull::new_unchecked((&raw const EMPTY).cast_mut()) }
}
