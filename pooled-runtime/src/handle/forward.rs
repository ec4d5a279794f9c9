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

impl<T: Pooled + Hasher> Hasher for PoolBox<T> {
    fn finish(&self) -> u64 {
        (**self).finish()
    }

    fn write(&mut self, bytes: &[u8]) {
        (**self).write(bytes);
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
