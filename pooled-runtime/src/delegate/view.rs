//! Traits that look at the object: format, compare, hash, borrow.

/// Implements traits that need only a shared reference to the object.
macro_rules! view {
    ($handle:ident $(<$life:lifetime>)?, $bound:path) => {
        impl<$($life,)? T: $bound + core::fmt::Debug> core::fmt::Debug for $handle<$($life,)? T> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<$($life,)? T: $bound + core::fmt::Display> core::fmt::Display for $handle<$($life,)? T> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<$($life,)? T: $bound + core::error::Error> core::error::Error for $handle<$($life,)? T> {
            fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
                (**self).source()
            }
        }

        impl<$($life,)? T: $bound + PartialEq> PartialEq for $handle<$($life,)? T> {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                **self == **other
            }
        }

        impl<$($life,)? T: $bound + Eq> Eq for $handle<$($life,)? T> {}

        impl<$($life,)? T: $bound + PartialOrd> PartialOrd for $handle<$($life,)? T> {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                (**self).partial_cmp(other)
            }
        }

        impl<$($life,)? T: $bound + Ord> Ord for $handle<$($life,)? T> {
            #[inline]
            fn cmp(&self, other: &Self) -> core::cmp::Ordering {
                (**self).cmp(other)
            }
        }

        impl<$($life,)? T: $bound + core::hash::Hash> core::hash::Hash for $handle<$($life,)? T> {
            #[inline]
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                (**self).hash(state);
            }
        }

        impl<$($life,)? T: $bound> core::borrow::Borrow<T> for $handle<$($life,)? T> {
            #[inline]
            fn borrow(&self) -> &T {
                self
            }
        }

        impl<$($life,)? T: $bound> core::fmt::Pointer for $handle<$($life,)? T> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::ptr::from_ref(&**self).fmt(f)
            }
        }

        impl<$($life,)? T: $bound> AsRef<T> for $handle<$($life,)? T> {
            #[inline]
            fn as_ref(&self) -> &T {
                self
            }
        }
    };
}
pub(crate) use view;
