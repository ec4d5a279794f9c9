//! Traits that look at the object: format, compare, hash, borrow.

/// Implements traits that need only a shared reference to the object.
macro_rules! view {
    ($handle:ident, $bound:path) => {
        impl<T: $bound + core::fmt::Debug> core::fmt::Debug for $handle<T> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: $bound + core::fmt::Display> core::fmt::Display for $handle<T> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: $bound + core::error::Error> core::error::Error for $handle<T> {
            fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
                (**self).source()
            }
        }

        impl<T: $bound + PartialEq> PartialEq for $handle<T> {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                **self == **other
            }
        }

        impl<T: $bound + Eq> Eq for $handle<T> {}

        impl<T: $bound + PartialOrd> PartialOrd for $handle<T> {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                (**self).partial_cmp(other)
            }
        }

        impl<T: $bound + Ord> Ord for $handle<T> {
            #[inline]
            fn cmp(&self, other: &Self) -> core::cmp::Ordering {
                (**self).cmp(other)
            }
        }

        impl<T: $bound + core::hash::Hash> core::hash::Hash for $handle<T> {
            #[inline]
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                (**self).hash(state);
            }
        }

        impl<T: $bound> core::borrow::Borrow<T> for $handle<T> {
            #[inline]
            fn borrow(&self) -> &T {
                self
            }
        }

        impl<T: $bound> core::fmt::Pointer for $handle<T> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::ptr::from_ref(&**self).fmt(f)
            }
        }

        impl<T: $bound> AsRef<T> for $handle<T> {
            #[inline]
            fn as_ref(&self) -> &T {
                self
            }
        }
    };
}
pub(crate) use view;
