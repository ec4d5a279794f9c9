//! How a value becomes clean again.
//!
//! | type | after the reset | memory |
//! |---|---|---|
//! | numbers, `bool`, `char`, `()`, `Duration`, `PhantomData`, atomics | zero, `false`, `'\0'`, null | |
//! | `String`, `Vec`, `VecDeque`, `BinaryHeap`, `OsString`, `PathBuf` | empty | kept up to [`KEPT_BYTES`]; what the elements own is freed |
//! | `HashMap`, `HashSet` | empty; the hasher stays | the table is kept up to [`KEPT_BYTES`]; what the elements own is freed |
//! | `BTreeMap`, `BTreeSet`, `LinkedList`, `Box<str>` | empty | freed |
//! | `Option`, `OnceCell`, `OnceLock` | `None`, unset | what it held is freed |
//! | `Box`, arrays, slices, tuples, `Wrapping`, `Saturating` | each part reset in place | kept |
//! | `io::Cursor` | content reset in place, position 0 | kept |
//! | `Cell`, `RefCell`, `Mutex`, `RwLock` | content reset in place; poison and leaked borrows or locks are gone | kept |
//!
//! Each of these is behind a feature, which has the name of its crate:
//!
//! | type | after the reset | memory |
//! |---|---|---|
//! | `ArrayVec`, `ArrayString` | empty | none of their own |
//! | `SmallVec` | empty | kept up to [`KEPT_BYTES`]; shrunk to no more than its array holds, it goes back there |
//! | `hashbrown::HashMap`, `HashSet` | empty; the hasher stays | as those of the standard library |
//! | `IndexMap`, `IndexSet` | empty; the hasher stays | entries and table together kept up to [`KEPT_BYTES`] |
//! | `BytesMut` | empty | kept up to [`KEPT_BYTES`], a part that others use not counted |
//! | `Bump` | empty, without an allocation limit | the newest chunk is kept up to [`KEPT_BYTES`] |
//!
//! The types of `core` need no feature, those of `alloc` the feature `alloc`, those that only `std` has the feature
//! `std`.

mod cells;
mod compound;
#[cfg(feature = "alloc")]
mod containers;
mod foreign;
#[cfg(feature = "std")]
mod locks;
mod observer;
mod rebuild;
mod scalars;
pub(crate) mod zeroize;

#[doc(hidden)]
pub use observer::{Nobody, Observer};

/// Prints the `reset` of an `impl Reset` that has the work in `__pooled_reset`.
macro_rules! reset_unobserved {
    () => {
        #[inline]
        fn reset(&mut self) {
            $crate::reset::Reset::__pooled_reset::<$crate::reset::Nobody>(self);
        }
    };
}

/// Prints the same of an `impl ResetWithin`.
#[cfg(feature = "alloc")]
macro_rules! reset_within_unobserved {
    () => {
        #[inline]
        fn reset_within(&mut self, max_capacity: usize) {
            $crate::reset::ResetWithin::__pooled_reset_within::<$crate::reset::Nobody>(self, max_capacity);
        }
    };
}

pub(crate) use reset_unobserved;
#[cfg(feature = "alloc")]
pub(crate) use reset_within_unobserved;

#[doc(inline)]
pub use pooled_layout::KEPT_BYTES;

/// A value that can be made clean in place, keeping what memory it may.
///
/// # Contract
/// After `reset` the value can't be told from an empty one but for retained capacity: nothing that was in it can be
/// read, and no later use behaves differently. The pool calls it on every return, and once on every new object.
///
/// It may free memory. It may panic: the pool then drops the object instead of reusing it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `Reset`, so the pool does not know how to clean this field",
    label = "no `Reset`, and no rule that says what else to do",
    note = "derive it, if the type is yours: `#[derive(Reset)]`",
    note = "or set the field to a value: `#[pooled(value = ...)]` or `#[pooled(default)]`",
    note = "or clean it with a function of yours: `#[pooled(with = path)]`, a `fn(&mut {Self})`",
    note = "or let it survive reuse, on purpose: `#[pooled(keep)]`",
    note = "or put it into an `Option`, which a reset sets to `None`",
    note = "a container of another crate may need a feature of `pooled-types`, such as `indexmap`"
)]
pub trait Reset {
    /// Whether some part survives the reset on purpose. Such an object is not pooled while its thread unwinds: what was
    /// being done to that part may be half done.
    #[doc(hidden)]
    const __POOLED_KEEPS: bool = false;

    /// Makes the value clean.
    fn reset(&mut self);

    /// The same, as part of a pool's object: a container that is shrunk tells `O`, and what has parts hands `O` on.
    /// The provided one tells nobody.
    #[doc(hidden)]
    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        self.reset();
    }
}

/// A container whose reset can keep less, or more, than [`KEPT_BYTES`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no capacity that `max_capacity` could limit",
    label = "not a container that keeps capacity",
    note = "remove `max_capacity`, or implement `ResetWithin` if the type is yours"
)]
pub trait ResetWithin: Reset {
    /// Makes the value clean and keeps room for at most `max_capacity` elements, or the least more that it can: a hash
    /// table has a power of two of places, so up to twice as many.
    fn reset_within(&mut self, max_capacity: usize);

    /// The same, as part of a pool's object: see [`Reset::__pooled_reset`].
    #[doc(hidden)]
    #[inline]
    fn __pooled_reset_within<O: Observer>(&mut self, max_capacity: usize) {
        self.reset_within(max_capacity);
    }
}

/// How many elements of `T` fit in [`KEPT_BYTES`].
#[cfg(feature = "alloc")]
pub(crate) const fn kept<T>() -> usize {
    match size_of::<T>() {
        0 => usize::MAX,
        size => KEPT_BYTES / size,
    }
}

/// How many elements of `T` a hash table in the style of `hashbrown` holds in [`KEPT_BYTES`].
///
/// It has a power of two of buckets, each an element and a byte of control, 16 bytes more, and is at most 7/8 full.
#[cfg(any(feature = "std", feature = "hashbrown"))]
pub(crate) const fn kept_in_table<T>() -> usize {
    // The table aligns its array of elements, so a part of a group may be lost between elements and control bytes.
    let buckets = (KEPT_BYTES - 32) / (size_of::<T>() + 1);
    match buckets {
        // There is no table of fewer than four buckets, one of which stays free up to eight.
        0..4 => 0,
        4..8 => 3,
        _ => (1 << buckets.ilog2()) / 8 * 7,
    }
}
