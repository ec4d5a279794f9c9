//! The reset: how a value becomes clean again.
//!
//! | type | after the reset | memory |
//! |---|---|---|
//! | numbers, `bool`, `char`, `()`, `Duration`, `PhantomData`, atomics | zero, `false`, `'\0'`, null | |
//! | `String`, `OsString`, `PathBuf` | empty | kept up to [`KEPT_BYTES`] |
//! | `Vec`, `VecDeque`, `BinaryHeap` | empty | kept up to [`KEPT_BYTES`]; elements are dropped |
//! | `HashMap`, `HashSet` | empty; the hasher stays | table kept up to [`KEPT_BYTES`]; elements are dropped |
//! | `BTreeMap`, `BTreeSet`, `LinkedList`, `Box<str>` | empty | freed |
//! | `Option`, `OnceCell`, `OnceLock` | `None`, unset | the content is dropped |
//! | `Box`, arrays, slices, tuples, `Wrapping`, `Saturating` | each part reset in place | kept |
//! | `io::Cursor` | content reset in place, position 0 | kept |
//! | `Cell`, `RefCell`, `Mutex`, `RwLock` | content reset in place; no poison, leaked borrow or lock | kept |
//!
//! Each of these types is behind the feature that has the name of its crate:
//!
//! | type | after the reset | memory |
//! |---|---|---|
//! | `ArrayVec`, `ArrayString` | empty | none of their own |
//! | `SmallVec` | empty | kept up to [`KEPT_BYTES`]; if the limit fits in its array, it goes back there |
//! | `hashbrown::HashMap`, `HashSet` | empty; the hasher stays | as those of the standard library |
//! | `IndexMap`, `IndexSet` | empty; the hasher stays | entries and table together kept up to [`KEPT_BYTES`] |
//! | `BytesMut` | empty | kept up to [`KEPT_BYTES`]; a part that others use is not counted |
//! | `Bump` | empty, without an allocation limit | the newest chunk is kept up to [`KEPT_BYTES`] |
//!
//! The types of `core` need no feature. Those of `alloc` need the feature `alloc`, those that only `std` has need the
//! feature `std`.

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

/// Prints the `reset` of an `impl Reset` whose work is in `__pooled_reset`.
macro_rules! reset_unobserved {
    () => {
        #[inline]
        fn reset(&mut self) {
            $crate::reset::Reset::__pooled_reset::<$crate::reset::Nobody>(self);
        }
    };
}

/// Prints the `reset_within` of an `impl ResetWithin` whose work is in `__pooled_reset_within`.
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

/// A value that can be made clean in place and may keep its memory.
///
/// # Contract
/// After `reset` the value differs from an empty one only in the capacity that it keeps: nothing that was in it can be
/// read, and every later use behaves as with an empty one. The pool calls it on every return, and once on every new
/// object.
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
    /// Whether some part survives the reset on purpose. Such an object is not pooled while its thread unwinds, because
    /// a change of that part may be half done.
    #[doc(hidden)]
    const __POOLED_KEEPS: bool = false;

    /// Makes the value clean.
    fn reset(&mut self);

    /// Resets the value as part of a pool's object. A container that is shrunk reports it to `O`; a type with parts
    /// passes `O` on to them. The provided method reports nothing.
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
    /// Makes the value clean and keeps room for at most `max_capacity` elements. If it can't have exactly that many, it
    /// keeps the next larger capacity that it can have: a hash table has a power of two of places, so it may keep up to
    /// twice as many.
    fn reset_within(&mut self, max_capacity: usize);

    /// Does so as part of a pool's object: see [`Reset::__pooled_reset`].
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
/// Such a table has a power of two of buckets and is at most 7/8 full. A bucket is an element and a control byte; the
/// table has 16 bytes more.
#[cfg(any(feature = "std", feature = "hashbrown"))]
pub(crate) const fn kept_in_table<T>() -> usize {
    // 32 bytes less: the table aligns its array of elements, so a part of a group may be lost between elements and
    // control bytes.
    let buckets = (KEPT_BYTES - 32) / (size_of::<T>() + 1);
    match buckets {
        // The smallest table has four buckets. Tables of up to eight buckets keep one free.
        0..4 => 0,
        4..8 => 3,
        _ => (1 << buckets.ilog2()) / 8 * 7,
    }
}
