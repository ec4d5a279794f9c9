//! Looking at the object: formatting, comparing, hashing, borrowing.

use core::borrow::{Borrow, BorrowMut};
use core::cmp::Ordering;
use core::error::Error;
use core::fmt;
use core::hash::{Hash, Hasher};

use super::PoolBox;
use crate::pooled::Pooled;

impl<T: Pooled + fmt::Debug> fmt::Debug for PoolBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Pooled + fmt::Display> fmt::Display for PoolBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Pooled> fmt::Pointer for PoolBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.slot.as_ptr().fmt(f)
    }
}

impl<T: Pooled + Error> Error for PoolBox<T> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        (**self).source()
    }
}

impl<T: Pooled + PartialEq> PartialEq for PoolBox<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Pooled + Eq> Eq for PoolBox<T> {}

impl<T: Pooled + PartialOrd> PartialOrd for PoolBox<T> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (**self).partial_cmp(other)
    }
}

impl<T: Pooled + Ord> Ord for PoolBox<T> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(other)
    }
}

impl<T: Pooled + Hash> Hash for PoolBox<T> {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<T: Pooled> Borrow<T> for PoolBox<T> {
    #[inline]
    fn borrow(&self) -> &T {
        self
    }
}

impl<T: Pooled> BorrowMut<T> for PoolBox<T> {
    #[inline]
    fn borrow_mut(&mut self) -> &mut T {
        self
    }
}

impl<T: Pooled> AsRef<T> for PoolBox<T> {
    #[inline]
    fn as_ref(&self) -> &T {
        self
    }
}

impl<T: Pooled> AsMut<T> for PoolBox<T> {
    #[inline]
    fn as_mut(&mut self) -> &mut T {
        self
    }
}
