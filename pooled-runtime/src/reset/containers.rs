//! Containers of the standard library: emptied, with their capacity kept up to a limit.
//!
//! A reset compares the capacity with the limit, which is a constant, and calls out of line to shrink. What is kept is
//! measured after the container was emptied: a hash table that is full of tombstones reports too little before.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque};
use alloc::string::String;
use alloc::vec::Vec;

use super::{Reset, kept};

/// Implements both traits for containers with `clear`, `capacity` and `shrink_to`. `$limit` is the default in elements.
macro_rules! keep_capacity {
    ($($(#[$attribute:meta])* [$($generics:tt)*] $type:ty, $limit:expr;)+) => {$(
        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::reset::Reset for $type {
            #[inline]
            fn reset(&mut self) {
                $crate::reset::ResetWithin::reset_within(self, const { $limit });
            }
        }

        $(#[$attribute])*
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::reset::ResetWithin for $type {
            #[inline]
            fn reset_within(&mut self, max_capacity: usize) {
                #[cold]
                #[inline(never)]
                fn shrink<$($generics)*>(container: &mut $type, max_capacity: usize) {
                    container.shrink_to(max_capacity);
                }

                self.clear();
                if self.capacity() > max_capacity {
                    shrink(self, max_capacity);
                }
            }
        }
    )+};
}
#[cfg(any(feature = "std", feature = "hashbrown", feature = "indexmap"))]
pub(crate) use keep_capacity;

keep_capacity! {
    [] String, kept::<u8>();
    [T] Vec<T>, kept::<T>();
    [T] VecDeque<T>, kept::<T>();
    [T: Ord] BinaryHeap<T>, kept::<T>();
}

#[cfg(feature = "std")]
mod of_std {
    use core::hash::{BuildHasher, Hash};
    use std::collections::{HashMap, HashSet};
    use std::ffi::OsString;
    use std::path::PathBuf;

    use crate::reset::{kept, kept_in_table};

    super::keep_capacity! {
        [] OsString, kept::<u8>();
        [] PathBuf, kept::<u8>();
        [K: Eq + Hash, V, S: BuildHasher] HashMap<K, V, S>, kept_in_table::<(K, V)>();
        [T: Eq + Hash, S: BuildHasher] HashSet<T, S>, kept_in_table::<T>();
    }
}

macro_rules! clear {
    ($([$($generics:tt)*] $type:ty;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Reset for $type {
            #[inline]
            fn reset(&mut self) {
                self.clear();
            }
        }
    )+};
}

clear! {
    [K, V] BTreeMap<K, V>;
    [T] BTreeSet<T>;
    [T] LinkedList<T>;
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized + Reset> Reset for Box<T> {
    /// The box is kept, and its content reset in place.
    #[inline]
    fn reset(&mut self) {
        (**self).reset();
    }
}
