//! Looking at the shared object: formatting, comparing, hashing, borrowing.

use core::fmt;

use super::PoolArc;
use crate::handle::view;
use crate::pooled::Pooled;

view!(PoolArc);

impl<T: Pooled> fmt::Pointer for PoolArc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object.fmt(f)
    }
}
