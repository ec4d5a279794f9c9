//! Traits that read and write bytes through the object.

/// Implements the traits of `std::io`.
macro_rules! io {
    ($handle:ident $(<$life:lifetime>)?, $bound:path) => {
        impl<$($life,)? T: $bound + std::io::Read> std::io::Read for $handle<$($life,)? T> {
            #[inline]
            fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
                (**self).read(buf)
            }

            fn read_vectored(&mut self, bufs: &mut [std::io::IoSliceMut<'_>]) -> std::io::Result<usize> {
                (**self).read_vectored(bufs)
            }

            fn read_to_end(&mut self, buf: &mut Vec<u8>) -> std::io::Result<usize> {
                (**self).read_to_end(buf)
            }

            fn read_to_string(&mut self, buf: &mut String) -> std::io::Result<usize> {
                (**self).read_to_string(buf)
            }

            fn read_exact(&mut self, buf: &mut [u8]) -> std::io::Result<()> {
                (**self).read_exact(buf)
            }
        }

        impl<$($life,)? T: $bound + std::io::BufRead> std::io::BufRead for $handle<$($life,)? T> {
            fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
                (**self).fill_buf()
            }

            fn consume(&mut self, amount: usize) {
                (**self).consume(amount);
            }
        }

        impl<$($life,)? T: $bound + std::io::Write> std::io::Write for $handle<$($life,)? T> {
            #[inline]
            fn write(&mut self, buf: &[u8]) -> std::io::Result<usize> {
                (**self).write(buf)
            }

            fn write_vectored(&mut self, bufs: &[std::io::IoSlice<'_>]) -> std::io::Result<usize> {
                (**self).write_vectored(bufs)
            }

            fn write_all(&mut self, buf: &[u8]) -> std::io::Result<()> {
                (**self).write_all(buf)
            }

            #[inline]
            fn flush(&mut self) -> std::io::Result<()> {
                (**self).flush()
            }
        }

        impl<$($life,)? T: $bound + std::io::Seek> std::io::Seek for $handle<$($life,)? T> {
            fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
                (**self).seek(to)
            }

            fn rewind(&mut self) -> std::io::Result<()> {
                (**self).rewind()
            }

            fn stream_position(&mut self) -> std::io::Result<u64> {
                (**self).stream_position()
            }

            fn seek_relative(&mut self, offset: i64) -> std::io::Result<()> {
                (**self).seek_relative(offset)
            }
        }
    };
}
pub(crate) use io;
