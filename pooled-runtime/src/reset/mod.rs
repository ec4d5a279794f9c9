//! The reset: how a value becomes clean again.
//!
//! What is kept is what [`Reset::retained_bytes`] counts and [`Reset::shrink_retained`] frees.
//!
//! | type | after the reset | memory |
//! |---|---|---|
//! | numbers, `bool`, `char`, `()`, `Duration`, `PhantomData`, atomics | zero, `false`, `'\0'`, null | |
//! | `String`, `OsString`, `PathBuf` | empty | kept up to [`KEPT_BYTES`] |
//! | `Vec`, `VecDeque`, `BinaryHeap` | empty | kept up to [`KEPT_BYTES`]; elements are dropped |
//! | `HashMap`, `HashSet` | empty; the hasher stays | table kept up to [`KEPT_BYTES`]; elements are dropped |
//! | `BTreeMap`, `BTreeSet`, `LinkedList`, `Box<str>` | empty | freed |
//! | `&str`, `&[T]`, `Cow` | a borrow of an empty value | what a `Cow` owns is freed |
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
//! | `HeaderMap` of `http` | empty | kept up to [`KEPT_BYTES`]; a larger one is freed |
//! | `IndexMap`, `IndexSet` | empty; the hasher stays | entries and table together kept up to [`KEPT_BYTES`] |
//! | `BytesMut` | empty | kept up to [`KEPT_BYTES`]; a part that others use is not counted, nor the buffer's header |
//! | `Bump` | empty, without an allocation limit | the newest chunk is kept up to [`KEPT_BYTES`] |
//!
//! The count is exact for lists. For a hash table it may be 32 bytes more or less: how the table is aligned depends on
//! the target. For an `IndexMap` as well, and it takes both parts, entries and table, to be as large as the smaller
//! one. For an arena it includes the bookkeeping.
//!
//! The types of `core` need no feature. Those of `alloc` need the feature `alloc`, those that only `std` has need the
//! feature `std`.

mod borrowed;
mod capacity;
mod cells;
mod compound;
#[cfg(feature = "alloc")]
mod container;
#[cfg(feature = "alloc")]
mod containers;
pub(crate) mod erase;
mod foreign;
#[cfg(feature = "std")]
mod locks;
mod observer;
mod parts;
mod rebuild;
mod scalars;
mod visit;
pub(crate) mod zeroize;

pub use observer::NOTICED_BYTES;
#[cfg(feature = "alloc")]
use observer::ObserverFns;
#[doc(hidden)]
pub use observer::{Nobody, Observer};
#[doc(hidden)]
pub use parts::{AnyPart, AnyType, Asked, Part};
#[doc(hidden)]
pub use visit::Visit;

/// Prints the `reset` of an `impl Reset` whose work is in `__pooled_reset`.
macro_rules! reset_unobserved {
    () => {
        #[inline]
        fn reset(&mut self) {
            $crate::reset::Reset::__pooled_reset::<$crate::reset::Nobody>(self);
        }
    };
}

/// Prints the `__pooled_reset` of an `impl Reset` whose work is in `reset`. `$has_content` says whether the value has
/// content, which is what the reset removes.
macro_rules! reset_with_content {
    ($has_content:expr) => {
        #[inline]
        fn __pooled_reset<O: $crate::reset::Observer>(&mut self) {
            if O::SEEKS_CONTENT {
                let has_content: fn(&mut Self) -> bool = $has_content;
                if has_content(self) {
                    O::content(self);
                }
            }
            self.reset();
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
pub(crate) use reset_with_content;
#[cfg(feature = "alloc")]
pub(crate) use reset_within_unobserved;

#[doc(inline)]
pub use pooled_layout::KEPT_BYTES;

/// A value that can be made clean in place and may keep its memory.
///
/// `#[derive(Pooled)]` writes it for a type with a pool, and `#[derive(Reset)]` for the parts of one:
///
/// ```
/// use pooled_types::Reset;
///
/// #[derive(Reset, Default)]
/// struct Header {
///     name: String,
///     version: u8,
/// }
///
/// let mut header = Header { name: "host".to_owned(), version: 2 };
/// header.reset();
/// assert_eq!((header.name.as_str(), header.version), ("", 0));
/// assert!(header.name.capacity() >= 4);
/// ```
///
/// The [module](crate::reset) says what the reset of each type of the standard library does. By hand it is one method:
///
/// ```
/// use pooled_types::Reset;
///
/// struct Deck(Vec<u8>);
///
/// impl Reset for Deck {
///     fn reset(&mut self) {
///         self.0.clear();
///         self.0.extend(0..52);
///     }
/// }
///
/// let mut deck = Deck(vec![3]);
/// deck.reset();
/// assert_eq!(deck.0.len(), 52);
/// ```
///
/// # Contract
/// After `reset` the value differs from an empty one only in the capacity that it keeps: nothing that was in it can be
/// read, and every later use behaves as with an empty one. The pool calls it on every return, and once on every new
/// object.
///
/// It may free memory. It may panic: the pool then drops the object instead of reusing it.
///
/// # What an idle object owns
/// Pools limit the bytes that idle objects own. They learn from [`retained_bytes`](Self::retained_bytes) how many an
/// object owns on the heap, and free some by [`shrink_retained`](Self::shrink_retained). The derives write both: they
/// ask each field. The containers of the standard library answer from their capacity.
///
/// A type without `Reset` can't be asked, so what it owns does not count. The layout report names the fields of such
/// types. To make such a value count, put it into a type of yours that says what it owns:
///
/// ```
/// use pooled_types::Reset;
/// # mod ring {
/// #     #[derive(Default)]
/// #     pub struct Ring(Vec<f32>);
/// #     impl Ring {
/// #         pub fn push(&mut self, sample: f32) { self.0.push(sample) }
/// #         pub fn rewind(&mut self) { self.0.clear() }
/// #         pub fn slots(&self) -> usize { self.0.capacity() }
/// #         pub fn shrink(&mut self, slots: usize) { self.0.shrink_to(slots) }
/// #     }
/// # }
///
/// /// A container of another crate.
/// #[derive(Default)]
/// struct Samples(ring::Ring);
///
/// impl Reset for Samples {
///     fn reset(&mut self) {
///         self.0.rewind();
///     }
///     fn retained_bytes(&mut self) -> usize {
///         self.0.slots() * size_of::<f32>()
///     }
///     fn shrink_retained(&mut self, max_bytes: usize) {
///         self.0.shrink(max_bytes / size_of::<f32>());
///     }
/// }
///
/// let mut samples = Samples::default();
/// (0..1000).for_each(|_| samples.0.push(0.5));
/// samples.reset();
/// assert!(samples.retained_bytes() >= 4000);
/// samples.shrink_retained(400);
/// assert!(samples.retained_bytes() <= 400);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not implement `Reset`, so the pool does not know how to clean this field",
    label = "no `Reset`, and no rule that says what else to do",
    note = "set the field to a value: `#[pooled(value = ...)]`, or `#[pooled(default)]` if its type has a `Default`",
    note = "or write `#[derive(Reset)]` on the type, if it is yours, or on the type of yours that it holds",
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

    /// Whether dropping a clean value is known to run no code of users, allocators excepted. Other pools may then drop
    /// idle objects of this type.
    #[doc(hidden)]
    const __POOLED_QUIET: bool = false;

    /// Whether the value has a secret in it: a field with the rule `zeroize`, or a part that has one. What the value
    /// owns on the heap, such as the content of a `Box`, is not asked.
    #[doc(hidden)]
    const __POOLED_SECRET: bool = false;

    /// Makes the value clean.
    fn reset(&mut self);

    /// Runs the rule `zeroize` of all fields that have it, in this value and its parts. Fields that a reset keeps, or
    /// that functions of users clean, are left out, unless the value `ends`: it is about to be dropped.
    #[doc(hidden)]
    #[inline]
    fn __pooled_wipe(&mut self, ends: bool) {
        let _ = ends;
    }

    /// The bytes on the heap that a clean value owns, as requested from the allocator. The size of the value itself is
    /// not in it.
    ///
    /// The provided method counts the parts of a type that derives `Reset`; of any other type, 0. A sum that is too
    /// large is `usize::MAX`.
    ///
    /// A pool calls it when an object moves to the depot, which all threads share, and when the stack of a thread
    /// grows. It holds no lock then, and the object is in no list of the pool. So the method may use pools.
    ///
    /// It should be fast: one addition or multiplication a container. It gets a value that was reset. So a type whose
    /// reset frees everything, such as `Option`, says 0, and elements are never asked.
    ///
    /// # Panics
    /// It may panic: the pool then drops the object instead of keeping it.
    fn retained_bytes(&mut self) -> usize {
        let mut visit = Visit::MEASURE;
        self.__pooled_parts(&mut visit);
        visit.bytes
    }

    /// Frees capacity, so that no container in a clean value keeps much more than `max_bytes`. The limit is that of
    /// each container, not of their sum. What survives the reset on purpose stays.
    ///
    /// The provided method shrinks the parts of a type that derives `Reset`; for any other type it does nothing.
    ///
    /// A container that can't have exactly that capacity takes the next smaller one that it can have. If it can't
    /// shrink, as the arena `Bump`, it frees all. It may allocate the smaller memory before it frees the larger. If
    /// there is no memory for it, the containers of the standard library keep none. A pool calls it as it calls
    /// [`retained_bytes`](Self::retained_bytes).
    ///
    /// # Panics
    /// It may panic: the pool then drops the object instead of keeping it.
    fn shrink_retained(&mut self, max_bytes: usize) {
        self.__pooled_parts(&mut Visit::shrink(max_bytes));
    }

    /// Asks each part what `visit` asks. A type without parts does nothing.
    #[doc(hidden)]
    fn __pooled_parts(&mut self, visit: &mut Visit) {
        let _ = visit;
    }

    /// Asks this value as a part of another.
    #[doc(hidden)]
    #[inline]
    fn __pooled_ask(&mut self, visit: &mut Visit) {
        match visit.max_bytes {
            None => visit.bytes = visit.bytes.saturating_add(self.retained_bytes()),
            Some(max_bytes) => self.shrink_retained(max_bytes),
        }
    }

    /// Resets the value as part of a pool's object. A container that is shrunk reports it to `O`; a type with parts
    /// passes `O` on to them. The provided method reports nothing.
    #[doc(hidden)]
    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        self.reset();
    }
}

/// A container whose reset can keep less, or more, than [`KEPT_BYTES`].
///
/// ```
/// use pooled_types::ResetWithin;
///
/// let mut buffer = vec![0u8; 1000];
/// buffer.reset_within(100);
/// assert_eq!((buffer.len(), buffer.capacity()), (0, 100));
/// ```
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

/// A container that keeps its elements over a reset, and whose reset can keep less, or more, than [`KEPT_BYTES`].
///
/// Its limit is of bytes, not of elements as that of [`ResetWithin`]: what the kept elements own on the heap counts.
/// The field rule `max_bytes = N` calls it. `ReuseVec`, `ReuseMap` and `ReuseOption` have it.
///
/// ```
/// use pooled_types::{Reset, ResetWithin, ResetWithinBytes};
///
/// /// The lines of a text. A reset keeps the strings.
/// #[derive(Default)]
/// struct Lines {
///     lines: Vec<String>,
///     len: usize,
/// }
///
/// impl Lines {
///     fn push(&mut self, line: &str) {
///         if self.len == self.lines.len() {
///             self.lines.push(String::new());
///         }
///         self.lines[self.len].push_str(line);
///         self.len += 1;
///     }
/// }
///
/// impl Reset for Lines {
///     fn reset(&mut self) {
///         self.reset_within_bytes(pooled_types::reset::KEPT_BYTES);
///     }
///     fn retained_bytes(&mut self) -> usize {
///         let strings: usize = self.lines.iter().map(String::capacity).sum();
///         self.lines.capacity() * size_of::<String>() + strings
///     }
///     fn shrink_retained(&mut self, max_bytes: usize) {
///         if self.retained_bytes() > max_bytes {
///             self.lines.reset_within(0);
///         }
///     }
/// }
///
/// impl ResetWithinBytes for Lines {
///     fn reset_within_bytes(&mut self, max_bytes: usize) {
///         self.lines.iter_mut().for_each(Reset::reset);
///         self.len = 0;
///         self.shrink_retained(max_bytes);
///     }
/// }
///
/// let mut lines = Lines::default();
/// lines.push("a line of thirty-two characters.");
/// lines.reset_within_bytes(1000);
/// assert!(lines.retained_bytes() >= 32);
/// lines.reset_within_bytes(10);
/// assert_eq!(lines.retained_bytes(), 0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not keep its elements, so `max_bytes` has nothing to limit",
    label = "not a container that keeps its elements",
    note = "for a container such as `Vec`, `String` or `HashMap` write `max_capacity = N`, where `N` counts elements",
    note = "else remove `max_bytes`, or implement `ResetWithinBytes` if the type is yours"
)]
pub trait ResetWithinBytes: Reset {
    /// Makes the value clean. It keeps at most `max_bytes` on the heap: its own memory, and what its elements own.
    fn reset_within_bytes(&mut self, max_bytes: usize);

    /// Does so as part of a pool's object: see [`Reset::__pooled_reset`].
    #[doc(hidden)]
    #[inline]
    fn __pooled_reset_within_bytes<O: Observer>(&mut self, max_bytes: usize) {
        self.reset_within_bytes(max_bytes);
    }
}

/// Whether dropping a clean value is known to run no code of users, allocators excepted.
#[cfg(feature = "std")]
pub(crate) const fn is_quiet<T: Reset>() -> bool {
    T::__POOLED_QUIET || is_left_alone::<T>()
}

/// Whether the pool drops a value without a call: it has nothing to drop and no secret to wipe.
///
/// It is a function so that the second constant is asked only if the first says no. A value with nothing to drop has no
/// `Box` in it, so the constants of types that contain each other do not depend on each other.
#[cfg(feature = "alloc")]
pub(crate) const fn is_left_alone<T: ?Sized + Reset>() -> bool {
    const fn has_secret<T: ?Sized + Reset>() -> bool {
        T::__POOLED_SECRET
    }
    !core::mem::needs_drop::<T>() && !has_secret::<T>()
}
