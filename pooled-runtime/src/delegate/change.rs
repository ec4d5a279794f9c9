//! Traits that use the object: change, extend, iterate, poll, hash, write text.

/// Forwards the methods that take one value.
macro_rules! write_each {
    ($($name:ident: $type:ty;)+) => {$(
        #[inline]
        fn $name(&mut self, value: $type) {
            (**self).$name(value);
        }
    )+};
}
pub(crate) use write_each;

/// Implements traits that need an exclusive reference to the object.
macro_rules! change {
    ($handle:ident $(<$life:lifetime>)?, $bound:path) => {
        impl<$($life,)? T: $bound> core::borrow::BorrowMut<T> for $handle<$($life,)? T> {
            #[inline]
            fn borrow_mut(&mut self) -> &mut T {
                self
            }
        }

        impl<$($life,)? T: $bound> AsMut<T> for $handle<$($life,)? T> {
            #[inline]
            fn as_mut(&mut self) -> &mut T {
                self
            }
        }

        impl<$($life,)? A, T: $bound + Extend<A>> Extend<A> for $handle<$($life,)? T> {
            fn extend<I: IntoIterator<Item = A>>(&mut self, items: I) {
                (**self).extend(items);
            }
        }

        impl<$($life,)? T: $bound + Iterator> Iterator for $handle<$($life,)? T> {
            type Item = T::Item;

            #[inline]
            fn next(&mut self) -> Option<T::Item> {
                (**self).next()
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                (**self).size_hint()
            }

            fn nth(&mut self, n: usize) -> Option<T::Item> {
                (**self).nth(n)
            }
        }

        impl<$($life,)? T: $bound + DoubleEndedIterator> DoubleEndedIterator for $handle<$($life,)? T> {
            #[inline]
            fn next_back(&mut self) -> Option<T::Item> {
                (**self).next_back()
            }

            fn nth_back(&mut self, n: usize) -> Option<T::Item> {
                (**self).nth_back(n)
            }
        }

        impl<$($life,)? T: $bound + ExactSizeIterator> ExactSizeIterator for $handle<$($life,)? T> {
            fn len(&self) -> usize {
                (**self).len()
            }
        }

        impl<$($life,)? T: $bound + core::iter::FusedIterator> core::iter::FusedIterator for $handle<$($life,)? T> {}

        impl<$($life,)? T: $bound + core::future::Future + Unpin> core::future::Future for $handle<$($life,)? T> {
            type Output = T::Output;

            fn poll(
                mut self: core::pin::Pin<&mut Self>,
                context: &mut core::task::Context<'_>,
            ) -> core::task::Poll<T::Output> {
                core::pin::Pin::new(&mut **self).poll(context)
            }
        }

        impl<$($life,)? T: $bound + core::hash::Hasher> core::hash::Hasher for $handle<$($life,)? T> {
            #[inline]
            fn finish(&self) -> u64 {
                (**self).finish()
            }

            $crate::delegate::write_each! {
                write: &[u8];
                write_u8: u8;
                write_u16: u16;
                write_u32: u32;
                write_u64: u64;
                write_u128: u128;
                write_usize: usize;
                write_i8: i8;
                write_i16: i16;
                write_i32: i32;
                write_i64: i64;
                write_i128: i128;
                write_isize: isize;
            }
        }

        impl<$($life,)? T: $bound + core::fmt::Write> core::fmt::Write for $handle<$($life,)? T> {
            fn write_str(&mut self, text: &str) -> core::fmt::Result {
                (**self).write_str(text)
            }

            fn write_char(&mut self, c: char) -> core::fmt::Result {
                (**self).write_char(c)
            }
        }
    };
}
pub(crate) use change;
