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

/// The way of this thread to its cache of one type. It is made for one operation, and used on this thread alone.
pub(crate) struct Access {
    place: Place,
    pool: Source,
}

#[derive(Clone, Copy)]
enum Source {
    /// This finds it.
    OfType(fn() -> &'static TypePool),
    /// Valid as long as the operation, because the caller has the pool in hand.
    OfValue(&'static TypePool),
}

#[derive(Clone, Copy)]
enum Place {
    /// The thread-local of the type, if it has storage, and the means to find it again.
    Own(Option<NonNull<Stack>>, &'static dyn CachePointer),
    /// The table of generic types.
    Table(TypeKey),
    /// The table of pools of values.
    Values(Key),
}

impl Access {
    /// The way to the cache of `T`; `register` finds its pool. A `__pooled_key` written by hand may panic.
    #[inline]
    pub(crate) fn of<T: Placement>(register: fn() -> &'static TypePool) -> Self {
        let place = match T::__pooled_key() {
            Some(key) => Place::Own(LocalStack::stack(key), key),
            None => Place::Table(TypeKey::of::<T>()),
        };
        Self { place, pool: Source::OfType(register) }
    }

    /// The way to the cache of a pool of a value.
    pub(crate) fn of_value(pool: &'static TypePool, key: Key) -> Self {
        Self { place: Place::Values(key), pool: Source::OfValue(pool) }
    }

    /// Whether it leads to the cache of a pool of a value.
    pub(crate) fn is_of_value(&self) -> bool {
        matches!(self.place, Place::Values(_))
    }

    /// The pool.
    pub(crate) fn register(&self) -> &'static TypePool {
        match self.pool {
            Source::OfType(register) => register(),
            Source::OfValue(pool) => pool,
        }
    }

    /// The key of a generic type.
    pub(crate) fn in_table(&self) -> Option<TypeKey> {
        match self.place {
            Place::Own(..) | Place::Values(_) => None,
            Place::Table(key) => Some(key),
        }
    }

    /// The thread's cache, also if the fast path does not find it.
    pub(crate) fn find(&self) -> Option<NonNull<ThreadCache>> {
        match self.place {
            Place::Own(stack, _) => stack_at(&stack?).find(),
            Place::Table(key) => generic_tls::find(key),
            Place::Values(key) => value_tls::find(key),
        }
    }

    /// Has the fast path find `cache`, which is the thread's, from now on.
    pub(crate) fn restore(&self, cache: NonNull<ThreadCache>) {
        match self.place {
            Place::Own(Some(stack), _) => stack_at(&stack).restore(cache),
            Place::Own(None, _) => {}
            Place::Values(key) => value_tls::restore(key),
            Place::Table(key) => generic_tls::restore(key, cache),
        }
    }

    /// Has the fast path find no cache, on this thread.
    pub(crate) fn vacate(&self) {
        match self.place {
            Place::Own(Some(stack), _) => stack_at(&stack).vacate(),
            Place::Own(None, _) => {}
            Place::Table(key) => generic_tls::vacate(key),
            Place::Values(key) => value_tls::vacate(key),
        }
    }

    /// The seats that the fast path looks at, if other threads may write there.
    pub(crate) fn seats(&self) -> Seats {
        match self.place {
            Place::Own(stack, _) => stack.map_or(Seats::NONE, |stack| stack_at(&stack).seats()),
            Place::Table(key) => generic_tls::seats(key),
            Place::Values(_) => Seats::NONE,
        }
    }

    /// Makes `cache` this thread's cache of the type; `Err` if the thread is past its end or has one already.
    pub(crate) fn install(&self, cache: NonNull<ThreadCache>) -> Result<(), NonNull<ThreadCache>> {
        match self.place {
            Place::Own(Some(stack), pointer) => stack_at(&stack).install(pointer, cache),
            Place::Own(None, _) => Err(cache),
            Place::Table(key) => generic_tls::install(key, cache),
            Place::Values(key) => value_tls::install(key, cache),
        }
    }
}

/// The thread-local at `stack`.
fn stack_at(stack: &NonNull<Stack>) -> &Stack {
    // SAFETY: it was there when the operation began, on this thread. Storage of thread-locals goes when the thread runs
    // their destructors, one after the other: if this runs within one of them, the next one waits for it.
    unsafe { stack.as_ref() }
}
