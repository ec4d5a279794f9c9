//! Looking at the shared object: formatting, comparing, hashing, borrowing.

use core::borrow::Borrow;
use core::cmp::Ordering;
use core::error::Error;
use core::fmt;
use core::hash::{Hash, Hasher};

use super::PoolArc;
use crate::pooled::Pooled;

impl<T: Pooled + fmt::Debug> fmt::Debug for PoolArc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Pooled + fmt::Display> fmt::Display for PoolArc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Pooled> fmt::Pointer for PoolArc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object.fmt(f)
    }
}

impl<T: Pooled + Error> Error for PoolArc<T> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        (**self).source()
    }
}

impl<T: Pooled + PartialEq> PartialEq for PoolArc<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Pooled + Eq> Eq for PoolArc<T> {}

impl<T: Pooled + PartialOrd> PartialOrd for PoolArc<T> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (**self).partial_cmp(other)
    }
}

impl<T: Pooled + Ord> Ord for PoolArc<T> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(other)
    }
}

impl<T: Pooled + Hash> Hash for PoolArc<T> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<T: Pooled> Borrow<T> for PoolArc<T> {
    #[inline]
    fn borrow(&self) -> &T {
        self
    }
}

impl<T: Pooled> AsRef<T> for PoolArc<T> {
    #[inline]
    fn as_ref(&self) -> &T {
        self
    }
}
