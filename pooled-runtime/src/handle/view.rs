//! Looking at the object: formatting, comparing, hashing, borrowing. The same for every handle that is a `Deref` to its object.

use core::borrow::BorrowMut;
use core::fmt;

use super::PoolBox;
use crate::pooled::Pooled;

/// Passes on to the object what can be asked of it through a shared reference.
macro_rules! view {
    ($handle:ident) => {
        impl<T: Pooled + core::fmt::Debug> core::fmt::Debug for $handle<T> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: Pooled + core::fmt::Display> core::fmt::Display for $handle<T> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: Pooled + core::error::Error> core::error::Error for $handle<T> {
            fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
                (**self).source()
            }
        }

        impl<T: Pooled + PartialEq> PartialEq for $handle<T> {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                **self == **other
            }
        }

        impl<T: Pooled + Eq> Eq for $handle<T> {}

        impl<T: Pooled + PartialOrd> PartialOrd for $handle<T> {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                (**self).partial_cmp(other)
            }
        }

        impl<T: Pooled + Ord> Ord for $handle<T> {
            #[inline]
            fn cmp(&self, other: &Self) -> core::cmp::Ordering {
                (**self).cmp(other)
            }
        }

        impl<T: Pooled + core::hash::Hash> core::hash::Hash for $handle<T> {
            #[inline]
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                (**self).hash(state);
            }
        }

        impl<T: Pooled> core::borrow::Borrow<T> for $handle<T> {
            #[inline]
            fn borrow(&self) -> &T {
                self
            }
        }

        impl<T: Pooled> AsRef<T> for $handle<T> {
            #[inline]
            fn as_ref(&self) -> &T {
                self
            }
        }
    };
}
pub(crate) use view;

view!(PoolBox);

impl<T: Pooled> fmt::Pointer for PoolBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.slot.as_ptr().fmt(f)
    }
}

impl<T: Pooled> BorrowMut<T> for PoolBox<T> {
    #[inline]
    fn borrow_mut(&mut self) -> &mut T {
        self
    }
}

impl<T: Pooled> AsMut<T> for PoolBox<T> {
    #[inline]
    fn as_mut(&mut self) -> &mut T {
        self
    }
}
