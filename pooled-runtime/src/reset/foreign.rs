//! Containers of other crates, each behind the feature of its name.

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
#[diagnostic::do_not_recommend]
impl super::Reset for bumpalo::Bump {
    /// Keeps the last chunk, which is the largest, unless it is larger than [`KEPT_BYTES`](super::KEPT_BYTES).
    fn reset(&mut self) {
        Self::reset(self);
        if self.allocated_bytes() > super::KEPT_BYTES {
            *self = Self::new();
        }
    }
}

#[cfg(feature = "bytes")]
mod of_bytes {
    use bytes::BytesMut;

    use crate::reset::{Reset, ResetWithin, kept};

    #[diagnostic::do_not_recommend]
    impl Reset for BytesMut {
        /// Keeps its buffer unless parts that were split off still use it: only then is a new one needed.
        #[inline]
        fn reset(&mut self) {
            self.reset_within(const { kept::<u8>() });
        }
    }

    #[diagnostic::do_not_recommend]
    impl ResetWithin for BytesMut {
        #[inline]
        fn reset_within(&mut self, max_capacity: usize) {
            self.clear();
            if self.capacity() > max_capacity {
                *self = BytesMut::with_capacity(max_capacity);
            }
        }
    }
}

#[cfg(feature = "hashbrown")]
mod of_hashbrown {
    use core::hash::{BuildHasher, Hash};

    use hashbrown::{HashMap, HashSet};

    use crate::reset::containers::keep_capacity;
    use crate::reset::kept_in_table;

    keep_capacity! {
        [K: Eq + Hash, V, S: BuildHasher] HashMap<K, V, S>, kept_in_table::<(K, V)>();
        [T: Eq + Hash, S: BuildHasher] HashSet<T, S>, kept_in_table::<T>();
    }
}

#[cfg(feature = "indexmap")]
mod of_indexmap {
    use indexmap::{IndexMap, IndexSet};

    use crate::reset::KEPT_BYTES;
    use crate::reset::containers::keep_capacity;

    /// An entry is a hash, a key and a value in a vector, and an index in a hash table of up to 16/7 places an entry.
    const fn kept_entries<K, V>() -> usize {
        KEPT_BYTES / (size_of::<(usize, K, V)>() + (size_of::<usize>() + 1) * 16 / 7 + 1)
    }

    keep_capacity! {
        [K, V, S] IndexMap<K, V, S>, kept_entries::<K, V>();
        [T, S] IndexSet<T, S>, kept_entries::<T, ()>();
    }
}

#[cfg(feature = "smallvec")]
mod of_smallvec {
    use smallvec::{Array, SmallVec};

    use crate::reset::{Reset, ResetWithin, kept};

    #[diagnostic::do_not_recommend]
    impl<A: Array> Reset for SmallVec<A> {
        #[inline]
        fn reset(&mut self) {
            self.reset_within(const { kept::<A::Item>() });
        }
    }

    #[diagnostic::do_not_recommend]
    impl<A: Array> ResetWithin for SmallVec<A> {
        #[inline]
        fn reset_within(&mut self, max_capacity: usize) {
            self.clear();
            if self.spilled() && self.capacity() > max_capacity {
                *self = SmallVec::with_capacity(max_capacity);
            }
        }
    }
}
