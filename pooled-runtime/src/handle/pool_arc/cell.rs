//! Where the count of a shared object lives: in a small pooled object of its own.
//!
//! So slots need no header, and objects that are never shared pay nothing. One pool serves the counts of all types.

use crate::handle::pool_box::PoolBox;
use crate::handle::pooled::Pooled;
use crate::handle::refcount::Count;
use crate::thread::placement::{AnyThread, Placement};
use crate::thread::tls::{Key, LocalStack};
use pooled_layout::{OpaqueLayout, Probe};

use crate::autoref::{IsSend, Sharing};
use crate::factory::Factory;
use crate::reset::Reset;

/// A count on a cache line of its own: threads that count the handles of one object do not slow down those of another.
#[repr(align(64))]
pub(crate) struct CountCell {
    pub(super) count: Count,
}

impl CountCell {
    /// A cell whose count is one.
    #[inline]
    pub(super) fn take() -> PoolBox<Self> {
        PoolBox::take()
    }
}

impl Factory for CountCell {
    type __PooledLayout = OpaqueLayout<Self>;

    fn __pooled_fresh() -> Self {
        Self { count: Count::one() }
    }
}

impl Reset for CountCell {
    /// Sets the count to one, so that the taker has nothing to write.
    #[inline]
    fn reset(&mut self) {
        self.count = Count::one();
    }
}

impl Placement for CountCell {
    type __PooledReach = AnyThread;

    /// As many as fit in 64 KiB, because one pool serves all types.
    const __POOLED_CAPACITY: usize = 1024;

    /// The count is not tracked. Its object is, and both live equally long.
    const __POOLED_TRACKED: bool = false;

    const __POOLED_NAME: Option<&'static str> = Some("counts of PoolArc");

    #[inline]
    fn __pooled_key() -> Option<Key<Self>> {
        thread_local!(static STACK: LocalStack<CountCell> = const { LocalStack::new() });
        Some(&STACK)
    }

    fn __pooled_sharing() -> Sharing<Self> {
        IsSend::__pooled_sharing(&Probe::<Self>::NEW)
    }
}

impl Pooled for CountCell {}
