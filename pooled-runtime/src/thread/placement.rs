//! Where the idle objects of a pooled type live, and how to get there: through a thread-local of the type, or through
//! the table of generic types.

use core::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::autoref::Sharing;
use crate::factory::Factory;
use crate::pool::type_pool::MAX_CAPACITY;
use crate::thread::tls::Key;

/// Where the idle objects of a pooled type live. Derived; user code has no reason to name it.
#[diagnostic::on_unimplemented(
    message = "`Pooled` is not written by hand",
    label = "has no pool",
    note = "write `#[derive(Pooled)]` on `{Self}`; for a reset by hand, write `#[pooled(reset = path)]` there, too"
)]
pub trait Placement: Factory {
    /// [`AnyThread`], or [`OneThread`] for `local` types.
    type __PooledReach: Reach;

    /// How many idle objects a thread may keep.
    const __POOLED_CAPACITY: usize = MAX_CAPACITY;

    /// How many idle objects the threads may share in the depot. They share none unless
    /// [`__pooled_sharing`](Self::__pooled_sharing) has the proof that they may.
    const __POOLED_DEPOT: usize = MAX_CAPACITY;

    /// Whether takes are recorded in the mode `Track`.
    const __POOLED_TRACKED: bool = true;

    /// The name of the type in the statistics. `None` for the name that it has in Rust.
    const __POOLED_NAME: Option<&'static str> = None;

    /// The thread-local of this type; `None` for a generic type, whose caches are in a table. It should not panic: it
    /// is called where objects are dropped.
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

/// Handles stay on the thread they were taken on. The parameter is there for the message of [`MayLeave`].
pub struct OneThread<T = ()>(PhantomData<fn() -> T>);

impl Reach for AnyThread {
    const SHARES: bool = true;
}

impl<T> Reach for OneThread<T> {
    const SHARES: bool = false;
}

/// Implemented for [`AnyThread`] alone. The message is for a type parameter, of which it is not known.
#[diagnostic::on_unimplemented(
    message = "handles of this type parameter may have to stay on their thread",
    label = "this would move or share a handle across threads",
    note = "`T: Pooled + Send` does not say that `T` is not `local`: write `where PoolBox<T>: Send`"
)]
pub trait CrossThread {}

impl CrossThread for AnyThread {}
impl<T: MayLeave> CrossThread for OneThread<T> {}

/// No type implements it: it carries the message for `local` types.
#[diagnostic::on_unimplemented(
    message = "a handle of a `#[pooled(local)]` type cannot leave its thread",
    label = "this would move or share a handle across threads",
    note = "remove `local` if the type is `Send`, or keep the handle here and send what is needed of the object"
)]
pub trait MayLeave {}

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
