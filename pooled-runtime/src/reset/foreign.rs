//! Containers of other crates, each behind the feature of its name.
//!
//! Which traits a container has depends on what it keeps after a reset:
//!
//! | the container | traits | example |
//! |---|---|---|
//! | owns no memory of its own | `Reset`, with `reset` alone | `ArrayVec` |
//! | keeps memory that nobody can limit | `Reset`, with `reset_unobserved!` and `__pooled_reset` | `Bump` |
//! | keeps memory, and can be told how much | the same and `ResetWithin`, in the same way | `SmallVec` |
//! | the same, and its methods are those of std's containers | `keep_capacity!` writes all of them | `HashMap` |
//!
//! What keeps memory gives it up above [`KEPT_BYTES`](super::KEPT_BYTES), and reports that to the observer.

/// Replaces a value that is too large by a new one and reports that. Out of line, because it is rare.
#[allow(dead_code, reason = "some features need it")]
#[cold]
#[inline(never)]
fn replace<T>(place: &mut T, new: impl FnOnce() -> T, report: fn()) {
    *place = new();
    report();
}

#[cfg(feature = "arrayvec")]
mod of_arrayvec {
    use arrayvec::{ArrayString, ArrayVec};

    use crate::reset::Reset;

    #[diagnostic::do_not_recommend]
    impl<T, const N: usize> Reset for ArrayVec<T, N> {
        #[inline]
        fn reset(&mut self) {
            self.clear();
        }
    }

    #[diagnostic::do_not_recommend]
    impl<const N: usize> Reset for ArrayString<N> {
        #[inline]
        fn reset(&mut self) {
            self.clear();
        }
    }
}

#[cfg(feature = "bumpalo")]
mod of_bumpalo {
    use super::replace;
    use crate::reset::{KEPT_BYTES, Observer, Reset, reset_unobserved};

    #[diagnostic::do_not_recommend]
    impl<const MIN_ALIGN: usize> Reset for bumpalo::Bump<MIN_ALIGN> {
        reset_unobserved!();

        /// Keeps the newest chunk, unless it is larger than [`KEPT_BYTES`]. Removes an allocation limit, because a new
        /// arena has none.
        fn __pooled_reset<O: Observer>(&mut self) {
            Self::reset(self);
            self.set_allocation_limit(None);
            if self.allocated_bytes_including_metadata() > KEPT_BYTES {
                replace(self, Self::with_min_align, O::shrunk);
            }
        }
    }
}

#[cfg(feature = "bytes")]
mod of_bytes {
    use bytes::BytesMut;

    use super::replace;
    use crate::reset::{Observer, Reset, ResetWithin, kept, reset_unobserved, reset_within_unobserved};

    #[diagnostic::do_not_recommend]
    impl Reset for BytesMut {
        reset_unobserved!();

        /// Keeps its buffer. The limit applies to the whole buffer, however little of it the handle still covers. While
        /// parts that were split off are in use elsewhere, the size of the whole buffer is not known: then the limit
        /// applies to the part that the handle covers, and the buffer is given up if that part is empty.
        #[inline]
        fn __pooled_reset<O: Observer>(&mut self) {
            self.__pooled_reset_within::<O>(const { kept::<u8>() });
        }
    }

    #[diagnostic::do_not_recommend]
    impl ResetWithin for BytesMut {
        reset_within_unobserved!();

        #[inline]
        fn __pooled_reset_within<O: Observer>(&mut self, max_capacity: usize) {
            self.clear();
            if self.try_reclaim(max_capacity.saturating_add(1)) {
                replace(self, || BytesMut::with_capacity(max_capacity), O::shrunk);
            } else if !self.try_reclaim(1) {
                *self = BytesMut::new();
            }
        }
    }
}

#[cfg(feature = "hashbrown")]
mod of_hashbrown {
    use core::hash::{BuildHasher, Hash};

    use hashbrown::{HashMap, HashSet};

    use crate::reset::containers::{keep_capacity, sweep};
    use crate::reset::kept_in_table;

    keep_capacity! {
        [K: Eq + Hash, V, S: BuildHasher] HashMap<K, V, S>, kept_in_table::<(K, V)>(), sweep!();
        [T: Eq + Hash, S: BuildHasher] HashSet<T, S>, kept_in_table::<T>(), sweep!();
    }
}

#[cfg(feature = "indexmap")]
mod of_indexmap {
    use indexmap::{IndexMap, IndexSet};

    use crate::reset::{KEPT_BYTES, Observer, Reset, ResetWithin, reset_unobserved, reset_within_unobserved};

    /// How many entries fit in [`KEPT_BYTES`]. An entry is a hash, a key and a value in a vector, and an index in a
    /// hash table. The table has up to 16/7 places for each entry; the smallest table is larger than that, by less than
    /// 64 bytes.
    const fn kept_entries<K, V>() -> usize {
        (KEPT_BYTES - 64) / (size_of::<(usize, K, V)>() + (size_of::<usize>() + 1) * 16 / 7 + 1)
    }

    /// The `capacity` of these types is that of the smaller of their two parts, so it does not tell whether the other
    /// part is too large. They are therefore always shrunk: `shrink_to` looks at each part, and does nothing to a part
    /// within the limit. It is reported only if both parts were above the limit; then at least the entries, which are a
    /// vector, were shrunk.
    macro_rules! keep_both_parts {
        ($([$($generics:tt)*] $type:ty, $limit:expr;)+) => {$(
            #[diagnostic::do_not_recommend]
            impl<$($generics)*> Reset for $type {
                reset_unobserved!();

                #[inline]
                fn __pooled_reset<O: Observer>(&mut self) {
                    self.__pooled_reset_within::<O>(const { $limit });
                }
            }

            #[diagnostic::do_not_recommend]
            impl<$($generics)*> ResetWithin for $type {
                reset_within_unobserved!();

                #[inline]
                fn __pooled_reset_within<O: Observer>(&mut self, max_capacity: usize) {
                    self.clear();
                    let is_above = self.capacity() > max_capacity;
                    self.shrink_to(max_capacity);
                    if is_above {
                        O::shrunk();
                    }
                }
            }
        )+};
    }

    keep_both_parts! {
        [K, V, S] IndexMap<K, V, S>, kept_entries::<K, V>();
        [T, S] IndexSet<T, S>, kept_entries::<T, ()>();
    }
}

#[cfg(feature = "smallvec")]
mod of_smallvec {
    use smallvec::{Array, SmallVec};

    use super::replace;
    use crate::reset::{Observer, Reset, ResetWithin, kept, reset_unobserved, reset_within_unobserved};

    #[diagnostic::do_not_recommend]
    impl<A: Array> Reset for SmallVec<A> {
        reset_unobserved!();

        #[inline]
        fn __pooled_reset<O: Observer>(&mut self) {
            self.__pooled_reset_within::<O>(const { kept::<A::Item>() });
        }
    }

    #[diagnostic::do_not_recommend]
    impl<A: Array> ResetWithin for SmallVec<A> {
        reset_within_unobserved!();

        #[inline]
        fn __pooled_reset_within<O: Observer>(&mut self, max_capacity: usize) {
            self.clear();
            if self.spilled() && self.capacity() > max_capacity {
                replace(self, || SmallVec::with_capacity(max_capacity), O::shrunk);
            }
        }
    }
}
