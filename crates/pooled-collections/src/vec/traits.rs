//! What a vector has in common with its slice, and `Clone`.

use alloc::vec::Vec;
use core::borrow::{Borrow, BorrowMut};
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::{Deref, DerefMut};

use super::ReuseVec;

impl<T> Default for ReuseVec<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Clone> Clone for ReuseVec<T> {
    /// The copy has no spares. [`copy_from`](ReuseVec::copy_from) makes use of the elements that a vector has.
    fn clone(&self) -> Self {
        Self::from(self.as_slice())
    }
}

impl<T> Deref for ReuseVec<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<T> DerefMut for ReuseVec<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        self.as_mut_slice()
    }
}

impl<T> AsRef<[T]> for ReuseVec<T> {
    fn as_ref(&self) -> &[T] {
        self
    }
}

impl<T> AsMut<[T]> for ReuseVec<T> {
    fn as_mut(&mut self) -> &mut [T] {
        self
    }
}

impl<T> Borrow<[T]> for ReuseVec<T> {
    fn borrow(&self) -> &[T] {
        self
    }
}

impl<T> BorrowMut<[T]> for ReuseVec<T> {
    fn borrow_mut(&mut self) -> &mut [T] {
        self
    }
}

impl<T: fmt::Debug> fmt::Debug for ReuseVec<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

impl<T: Eq> Eq for ReuseVec<T> {}

impl<T: PartialOrd> PartialOrd for ReuseVec<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.as_slice().partial_cmp(other)
    }
}

impl<T: Ord> Ord for ReuseVec<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_slice().cmp(other)
    }
}

impl<T: Hash> Hash for ReuseVec<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_slice().hash(state);
    }
}

macro_rules! compare {
    ($([$($generics:tt)*] $left:ty, $right:ty;)+) => {$(
        impl<T: PartialEq<U>, U, $($generics)*> PartialEq<$right> for $left {
            fn eq(&self, other: &$right) -> bool {
                self[..] == other[..]
            }
        }
    )+};
}

compare! {
    [] ReuseVec<T>, ReuseVec<U>;
    [] ReuseVec<T>, [U];
    [] ReuseVec<T>, &[U];
    [] ReuseVec<T>, &mut [U];
    [const N: usize] ReuseVec<T>, [U; N];
    [const N: usize] ReuseVec<T>, &[U; N];
    [] ReuseVec<T>, Vec<U>;
    [] [T], ReuseVec<U>;
    [] &[T], ReuseVec<U>;
    [] &mut [T], ReuseVec<U>;
    [const N: usize] [T; N], ReuseVec<U>;
    [] Vec<T>, ReuseVec<U>;
}
