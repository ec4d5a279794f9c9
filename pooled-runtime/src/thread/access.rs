//! The way of a thread to its cache of a pool: through the thread-local of its type, through the table of generic
//! types, or through that of pools of values. It has no type parameter, so that all types share the code of the slow
//! paths: a type that is used for the first time finds that code in the processor's cache, and adds little of its own
//! to a program.

use core::ptr::NonNull;

use crate::pool::gauge::Seats;
use crate::pool::type_pool::{Key, TypePool};
use crate::thread::cache::ThreadCache;
use crate::thread::exit::CachePointer;
use crate::thread::generic_tls::{self, TypeKey};
use crate::thread::placement::Placement;
use crate::thread::tls::{LocalStack, Stack};
use crate::thread::value_tls;

/// The way of this thread to its cache of one pool. It is made for one operation, and used on this thread alone.
#[derive(Clone, Copy)]
pub(crate) enum Access {
    /// The thread-local of the type, if it has storage, and the means to find it again.
    Own(Register, Option<NonNull<Stack>>, &'static dyn CachePointer),
    /// The table of generic types.
    Table(Register, TypeKey),
    /// The table of pools of values. The pool is valid as long as the operation, because the caller has it in hand.
    Values(&'static TypePool, Key),
}

/// Finds the pool of a type.
type Register = fn() -> &'static TypePool;

impl Access {
    /// The way to the cache of `T`; `register` finds its pool. A `__pooled_key` written by hand may panic.
    #[inline]
    pub(crate) fn of<T: Placement>(register: Register) -> Self {
        match T::__pooled_key() {
            Some(key) => Self::Own(register, LocalStack::stack(key), key),
            None => Self::Table(register, TypeKey::of::<T>()),
        }
    }

    /// Whether it leads to the cache of a pool of a value.
    pub(crate) fn is_of_value(&self) -> bool {
        matches!(self, Self::Values(..))
    }

    /// The pool.
    pub(crate) fn register(&self) -> &'static TypePool {
        match *self {
            Self::Own(register, ..) | Self::Table(register, _) => register(),
            Self::Values(pool, _) => pool,
        }
    }

    /// The thread's cache, if it is in a table where another pool may have the place that the fast path looks at.
    pub(crate) fn displaced(&self) -> Option<NonNull<ThreadCache>> {
        match *self {
            Self::Own(..) => None,
            Self::Table(_, key) => generic_tls::find(key),
            Self::Values(_, key) => value_tls::displaced(key),
        }
    }

    /// The thread's cache, also if the fast path does not find it.
    pub(crate) fn find(&self) -> Option<NonNull<ThreadCache>> {
        match *self {
            Self::Own(_, stack, _) => stack_at(&stack?).find(),
            Self::Table(_, key) => generic_tls::find(key),
            Self::Values(_, key) => value_tls::find(key),
        }
    }

    /// Has the fast path find `cache`, which is the thread's, from now on.
    pub(crate) fn restore(&self, cache: NonNull<ThreadCache>) {
        match *self {
            Self::Own(_, Some(stack), _) => stack_at(&stack).restore(cache),
            Self::Own(_, None, _) => {}
            Self::Values(_, key) => value_tls::restore(key),
            Self::Table(_, key) => generic_tls::restore(key, cache),
        }
    }

    /// Has the fast path find no cache, on this thread.
    pub(crate) fn vacate(&self) {
        match *self {
            Self::Own(_, Some(stack), _) => stack_at(&stack).vacate(),
            Self::Own(_, None, _) => {}
            Self::Table(_, key) => generic_tls::vacate(key),
            Self::Values(_, key) => value_tls::vacate(key),
        }
    }

    /// The seats that the fast path looks at, if other threads may write there.
    pub(crate) fn seats(&self) -> Seats {
        match *self {
            Self::Own(_, stack, _) => stack.map_or(Seats::NONE, |stack| stack_at(&stack).seats()),
            Self::Table(_, key) => generic_tls::seats(key),
            Self::Values(..) => Seats::NONE,
        }
    }

    /// Makes `cache` this thread's cache of the type; `Err` if the thread is past its end or has one already.
    pub(crate) fn install(&self, cache: NonNull<ThreadCache>) -> Result<(), NonNull<ThreadCache>> {
        match *self {
            Self::Own(_, Some(stack), pointer) => stack_at(&stack).install(pointer, cache),
            Self::Own(_, None, _) => Err(cache),
            Self::Table(_, key) => generic_tls::install(key, cache),
            Self::Values(_, key) => value_tls::install(key, cache),
        }
    }
}

/// The thread-local at `stack`.
fn stack_at(stack: &NonNull<Stack>) -> &Stack {
    // SAFETY: it was there when the operation began, on this thread. Storage of thread-locals goes when the thread runs
    // their destructors, one after the other: if this runs within one of them, the next one waits for it.
    unsafe { stack.as_ref() }
}
