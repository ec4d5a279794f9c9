//! The observer of a reset: it counts the containers that the reset shrinks, and says how much large ones may keep. Of
//! a fresh object it also hears which parts have content.

/// Containers that keep more bytes than this are *noticed*: a reset tells the pool how much of such a container was in
/// use, and frees what the pool says it no longer needs. Smaller containers pay nothing for that.
pub const NOTICED_BYTES: usize = 4 * 1024;

const _: () = assert!(NOTICED_BYTES <= pooled_layout::KEPT_BYTES, "a container above its limit is noticed as well");

/// Is told of the large containers that a reset empties. It is a pooled type, whose pool keeps account, or [`Nobody`].
///
/// It is a type parameter, which the resets of an object pass on to those of its parts. So it costs nothing outside of
/// the cold functions for large containers.
pub trait Observer {
    /// Whether [`may_keep`](Self::may_keep) knows what the intervals of a pool need. Otherwise a container with spare
    /// elements counts by itself what its last uses needed.
    const COUNTS_INTERVALS: bool = false;

    /// Whether [`content`](Self::content) and [`enter`](Self::enter) are to be called. It is a constant, so that other
    /// resets have nothing of them.
    const SEEKS_CONTENT: bool = false;

    /// `part` has content, which its reset is about to remove. Capacity is no content.
    fn content<T: ?Sized>(part: &T) {
        let _ = part;
    }

    /// `owner` is about to reset what it owns elsewhere.
    fn enter<T: ?Sized>(owner: &T) {
        let _ = owner;
    }

    /// A container was above the limit on kept memory, and was shrunk to it.
    fn shrunk();

    /// A container that keeps `kept` bytes was used up to `used` bytes. Returns how many bytes it may keep.
    ///
    /// It is asked about a container above [`NOTICED_BYTES`] or above its own limit. Both numbers are those of the
    /// elements, without the bookkeeping of the container. `used` is what is in the container at the time of the reset:
    /// what the user took out before is not seen. If the answer is at least `kept`, the container stays as it is.
    #[must_use]
    fn may_keep(kept: usize, used: usize) -> usize {
        let _ = (kept, used);
        usize::MAX
    }
}

/// The observer of a reset that no pool runs, or that runs in a pool without statistics.
pub enum Nobody {}

impl Observer for Nobody {
    #[inline]
    fn shrunk() {}
}

/// The functions of an observer, as a value: so there is one cold function for each type of container, not one for each
/// pool with such a container.
#[cfg(feature = "alloc")]
pub(crate) struct ObserverFns {
    pub(crate) shrunk: fn(),
    pub(crate) may_keep: fn(usize, usize) -> usize,
}

#[cfg(feature = "alloc")]
impl ObserverFns {
    /// Those of `O`.
    pub(crate) const fn of<O: Observer>() -> Self {
        Self { shrunk: O::shrunk, may_keep: O::may_keep }
    }

    /// How many elements of `each` bytes a container may keep that has room for `capacity` and had `used` in it.
    pub(crate) fn may_keep_elements(&self, capacity: usize, used: usize, each: usize) -> usize {
        (self.may_keep)(capacity.saturating_mul(each), used.saturating_mul(each)).div_ceil(each.max(1))
    }
}
