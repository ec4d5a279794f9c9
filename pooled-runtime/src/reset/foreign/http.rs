//! The map of headers of `http`. It can't be shrunk, so one that is too large is replaced.

use http::HeaderMap;
use http::header::HeaderName;

use crate::reset::container::{Container, reset_within};
use crate::reset::{KEPT_BYTES, NOTICED_BYTES, Observer, Reset, reset_unobserved};

/// The bytes of a header: a hash, a name, a value and two links in a vector; and its places in a table of indices,
/// which has 4/3 places of 4 bytes for each.
const fn bytes_of_header<T>() -> usize {
    size_of::<(u16, HeaderName, T, Option<(usize, usize)>)>() + 6
}

impl<T> Container for HeaderMap<T> {
    const EACH: usize = bytes_of_header::<T>();
    const KEPT: usize = KEPT_BYTES / bytes_of_header::<T>();
    const NOTICED: usize = NOTICED_BYTES / bytes_of_header::<T>();
    const HIDES_CAPACITY: bool = false;

    #[inline]
    fn len(&self) -> usize {
        self.len()
    }

    #[inline]
    fn capacity(&self) -> usize {
        self.capacity()
    }

    #[inline]
    fn empty(&mut self) {
        self.clear();
    }

    /// Frees all if there is more.
    fn shrink_to(&mut self, capacity: usize) {
        if self.capacity() > capacity {
            *self = Self::default();
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T> Reset for HeaderMap<T> {
    const __POOLED_QUIET: bool = !core::mem::needs_drop::<T>();

    reset_unobserved!();

    /// Removes all headers.
    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        reset_within::<_, O>(self, const { <Self as Container>::KEPT });
    }

    /// The list of further values of a name is not counted: nobody can ask for its capacity.
    fn retained_bytes(&mut self) -> usize {
        self.capacity().saturating_mul(const { <Self as Container>::EACH })
    }

    /// Frees all if there is more. A map that is in use stays as it is.
    fn shrink_retained(&mut self, max_bytes: usize) {
        if self.is_empty() {
            Container::shrink_to(self, max_bytes / const { <Self as Container>::EACH });
        }
    }
}
