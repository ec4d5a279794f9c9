//! Objects that iterate, run, hash or collect text, through their handle.

use core::fmt;
use core::future::Future;
use core::hash::Hasher;
use core::iter::FusedIterator;
use core::pin::Pin;
use core::task::{Context, Poll};

use super::PoolBox;
use crate::pooled::Pooled;

impl<T: Pooled + Iterator> Iterator for PoolBox<T> {
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

impl<T: Pooled + DoubleEndedIterator> DoubleEndedIterator for PoolBox<T> {
    #[inline]
    fn next_back(&mut self) -> Option<T::Item> {
        (**self).next_back()
    }

    fn nth_back(&mut self, n: usize) -> Option<T::Item> {
        (**self).nth_back(n)
    }
}

impl<T: Pooled + ExactSizeIterator> ExactSizeIterator for PoolBox<T> {
    fn len(&self) -> usize {
        (**self).len()
    }
}

impl<T: Pooled + FusedIterator> FusedIterator for PoolBox<T> {}

impl<T: Pooled + Future + Unpin> Future for PoolBox<T> {
    type Output = T::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T::Output> {
        Pin::new(&mut **self).poll(context)
    }
}

/// Forwards the methods that take one value.
macro_rules! write_each {
    ($($name:ident: $type:ty;)+) => {$(
        #[inline]
        fn $name(&mut self, value: $type) {
            (**self).$name(value);
        }
    )+};
}

impl<T: Pooled + Hasher> Hasher for PoolBox<T> {
    #[inline]
    fn finish(&self) -> u64 {
        (**self).finish()
    }

    write_each! {
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

impl<T: Pooled + fmt::Write> fmt::Write for PoolBox<T> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        (**self).write_str(text)
    }

    fn write_char(&mut self, c: char) -> fmt::Result {
        (**self).write_char(c)
    }
}
