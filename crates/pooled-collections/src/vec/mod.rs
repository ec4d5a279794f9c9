//! [`ReuseVec`]: a vector that keeps its elements.
//!
//! All elements are in one `Vec`: first the live ones, then the spares. An element that leaves is moved to the end of
//! the live part and reset there. Then the live part ends before it, so it is the first spare.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `leave` | how elements become spares |
//! | `add` | what adds elements |
//! | `remove` | what removes elements |
//! | `bounds` | the reset: how many spares are kept |
//! | `convert` | from and to other containers, and iteration |
//! | `traits` | what a vector has in common with its slice, and `Clone` |
//! | `serde` | serialises, and deserialises into spares |

mod add;
pub(crate) mod bounds;
mod convert;
mod leave;
mod remove;
#[cfg(feature = "serde")]
mod serde;
mod traits;

use alloc::vec::Vec;

/// The bytes that a vector owns are not known.
const UNKNOWN: usize = usize::MAX;

/// A vector that keeps its elements for reuse.
///
/// It is used as a `Vec`, and it is a slice of its elements. But what leaves the vector is reset and kept as a *spare*:
/// [`clear`](Self::clear), [`truncate`](Self::truncate), [`remove`](Self::remove) and [`retain`](Self::retain) free no
/// element. [`add`](Self::add) gives a clean element, a spare if there is one. So a vector that is filled again and
/// again allocates nothing once it is warm.
///
/// ```
/// use pooled_types::ReuseVec;
///
/// let mut lines: ReuseVec<String> = ReuseVec::new();
/// for _request in 0..3 {
///     lines.add().push_str("first");
///     lines.add().push_str("second");
///     assert_eq!(lines, ["first", "second"]);
///     lines.clear();
/// }
/// assert_eq!(lines.spares(), 2);
/// ```
///
/// # What is kept
/// A reset ([`Reset::reset`](pooled_runtime::Reset::reset), which a pool calls) keeps at most 64 KiB
/// ([`KEPT_BYTES`](pooled_runtime::reset::KEPT_BYTES)): the places of the elements, and what spares own.
/// [`reset_within_bytes`](pooled_runtime::ResetWithinBytes::reset_within_bytes), which the field rule `max_bytes = N`
/// calls, takes another limit. Of a vector that owns more than 4 KiB
/// ([`NOTICED_BYTES`](pooled_runtime::reset::NOTICED_BYTES)), spares that neither of the last two uses needed go at a
/// reset. A use is all from one reset to the next. In a pool they go when two of its intervals did not need them.
/// [`clear`](Self::clear) keeps everything.
///
/// # Panics
/// A panic in the reset or in the drop of an element passes through. It loses at most the element that it came from:
/// the other elements stay in the vector or are spares, and spares are clean.
///
/// # Secrets
/// The rule `zeroize` of an element runs when the element leaves, as part of its reset, and before a spare is dropped.
/// As with every vector, moves leave copies in memory: of all elements when the vector grows, so make it large enough
/// first, and of those that are given out, as by [`pop`](Self::pop). Elements in a vector that is dropped outside of a
/// pool are dropped as they are.
pub struct ReuseVec<T> {
    /// Live elements, then spares. Spares are clean; those that were used last come first.
    items: Vec<T>,
    /// The number of live elements: at most `items.len()`.
    live: usize,
    /// The most elements that were live since the last reset. It is brought up to date when elements leave.
    peak: usize,
    /// The same of the use before.
    peak_before: usize,
    /// The bytes that the vector owned after the last reset, or [`UNKNOWN`].
    bytes_at_reset: usize,
}

impl<T> ReuseVec<T> {
    /// An empty vector. It allocates nothing.
    ///
    /// ```
    /// let vec = pooled_types::ReuseVec::<String>::new();
    /// assert_eq!(vec.capacity(), 0);
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self::of(Vec::new())
    }

    /// An empty vector with room for `capacity` elements.
    ///
    /// ```
    /// let vec = pooled_types::ReuseVec::<String>::with_capacity(10);
    /// assert!(vec.capacity() >= 10);
    /// assert_eq!(vec.spares(), 0);
    /// ```
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self::of(Vec::with_capacity(capacity))
    }

    /// A vector of these elements.
    const fn of(items: Vec<T>) -> Self {
        let live = items.len();
        Self { items, live, peak: 0, peak_before: 0, bytes_at_reset: UNKNOWN }
    }

    /// The number of elements. Spares do not count.
    ///
    /// ```
    /// let vec = pooled_types::ReuseVec::from(["a", "b"]);
    /// assert_eq!(vec.len(), 2);
    /// ```
    #[must_use]
    #[inline]
    pub const fn len(&self) -> usize {
        self.live
    }

    /// Whether there are no elements.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from([1]);
    /// assert!(!vec.is_empty());
    /// vec.clear();
    /// assert!(vec.is_empty());
    /// ```
    #[must_use]
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// The number of spares: they were in the vector, and wait for [`add`](Self::add).
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from([1, 2]);
    /// assert_eq!(vec.spares(), 0);
    /// vec.clear();
    /// assert_eq!(vec.spares(), 2);
    /// ```
    #[must_use]
    #[inline]
    pub const fn spares(&self) -> usize {
        self.items.len() - self.live
    }

    /// How many elements the vector has places for, spares included.
    ///
    /// ```
    /// let vec = pooled_types::ReuseVec::<u32>::with_capacity(3);
    /// assert!(vec.capacity() >= 3);
    /// ```
    #[must_use]
    #[inline]
    pub const fn capacity(&self) -> usize {
        self.items.capacity()
    }

    /// Makes room for `additional` more elements.
    ///
    /// # Panics
    /// If the vector would be larger than `isize::MAX` bytes.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::<u32>::new();
    /// vec.reserve(100);
    /// assert!(vec.capacity() >= 100);
    /// ```
    pub fn reserve(&mut self, additional: usize) {
        self.bytes_at_reset = UNKNOWN;
        self.items.reserve(additional.saturating_sub(self.spares()));
    }

    /// Drops all spares, and frees the places that the live elements do not need.
    ///
    /// ```
    /// let mut vec: pooled_types::ReuseVec<u32> = (0..100).collect();
    /// vec.truncate(2);
    /// vec.shrink_to_fit();
    /// assert_eq!(vec.spares(), 0);
    /// assert!(vec.capacity() < 10);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.bytes_at_reset = UNKNOWN;
        // One by one: if a drop panics, the others are still spares.
        while self.spares() > 0 {
            self.items.pop();
        }
        self.items.shrink_to_fit();
    }

    /// The live elements.
    ///
    /// ```
    /// let vec = pooled_types::ReuseVec::from([1, 2]);
    /// assert_eq!(vec.as_slice(), &[1, 2]);
    /// ```
    #[must_use]
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        &self.items[..self.live]
    }

    /// All elements, live ones and spares.
    #[inline]
    pub(crate) fn all(&self) -> &[T] {
        &self.items
    }

    /// The live elements, to change them.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from([2, 1]);
    /// vec.as_mut_slice().sort();
    /// assert_eq!(vec, [1, 2]);
    /// ```
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        &mut self.items[..self.live]
    }
}
