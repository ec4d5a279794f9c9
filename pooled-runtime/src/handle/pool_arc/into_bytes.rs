//! Pooled buffers as [`Bytes`]: all slices of a buffer share the pooled memory, and the last one returns it.
//!
//! [`Bytes::from_owner`] moves its owner to the heap and asks it for its bytes once, on the thread that calls it. Those
//! bytes belong to the object, which has its own place in memory. The owner does not change the object until the last
//! slice is gone, and other handles of a shared object can only read. So a `PoolBox` needs no `Sync`.

use core::ops::Deref;

use bytes::Bytes;

use super::PoolArc;
use crate::handle::pool_box::PoolBox;
use crate::handle::pooled::Pooled;
use crate::thread::placement::CrossThread;

/// A handle that gives out the bytes of its object.
struct Owner<H>(H);

impl<H: Deref> AsRef<[u8]> for Owner<H>
where
    H::Target: AsRef<[u8]>,
{
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl<T: Pooled + AsRef<[u8]> + Send> From<PoolBox<T>> for Bytes
where
    T::__PooledReach: CrossThread,
{
    /// Copies no bytes. The object returns to the pool of the thread on which the last slice is dropped.
    ///
    /// `Bytes` allocates a count of its own.
    fn from(object: PoolBox<T>) -> Self {
        Self::from_owner(Owner(object))
    }
}

impl<T: Pooled + AsRef<[u8]> + Send + Sync> From<PoolArc<T>> for Bytes
where
    T::__PooledReach: CrossThread,
{
    /// Copies no bytes. The object returns to its pool when the last of its slices and handles is dropped.
    ///
    /// `Bytes` allocates a count of its own.
    fn from(object: PoolArc<T>) -> Self {
        Self::from_owner(Owner(object))
    }
}
