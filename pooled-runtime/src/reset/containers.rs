//! Containers of the standard library: emptied, with their capacity kept up to a limit.
//!
//! A reset compares the capacity with the limit, which is a constant. The code that shrinks is out of line.
//!
//! A hash table doesn't count the places of removed elements (tombstones) in its capacity. `clear` removes them only if
//! it finds an element. A table whose elements were all removed one by one is therefore swept, so that `capacity` says
//! its whole size and the next user doesn't inherit the tombstones.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque};
use alloc::string::String;
use alloc::vec::Vec;

use super::{Observer, Reset, kept, reset_unobserved};

/// Implements both traits for containers with `clear`, `capacity` and `shrink_to`. `$limit` is the default in elements.
/// `$empty` is a `fn(&mut Self)` that removes all elements, so that `capacity` says the whole size.
macro_rules! keep_capacity {
    ($([$($generics:tt)*] $type:ty, $limit:expr, $empty:expr;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::reset::Reset for $type {
            $crate::reset::reset_unobserved!();

            #[inline]
            fn __pooled_reset<O: $crate::reset::Observer>(&mut self) {
                $crate::reset::ResetWithin::__pooled_reset_within::<O>(self, const { $limit });
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::reset::ResetWithin for $type {
            $crate::reset::reset_within_unobserved!();

            #[inline]
            fn __pooled_reset_within<O: $crate::reset::Observer>(&mut self, max_capacity: usize) {
                // The capacity may have to stay above the limit: a table has a power of two of places, and elements may
                // have no size.
                #[cold]
                #[inline(never)]
                fn shrink<$($generics)*>(container: &mut $type, max_capacity: usize, report: fn()) {
                    let before = container.capacity();
                    container.shrink_to(max_capacity);
                    if container.capacity() < before {
                        report();
                    }
                }

                let empty: fn(&mut Self) = $empty;
                empty(self);
                if self.capacity() > max_capacity {
                    shrink(self, max_capacity, O::shrunk);
                }
            }
        }
    )+};
}

/// Empties a hash table, and frees the places of removed elements.
#[cfg(any(feature = "std", feature = "hashbrown"))]
macro_rules! sweep {
    () => {
        |table| if table.is_empty() { drop(table.drain()) } else { table.clear() }
    };
}

#[cfg(feature = "hashbrown")]
pub(crate) use {keep_capacity, sweep};

keep_capacity! {
    [] String, kept::<u8>(), Self::clear;
    [T] Vec<T>, kept::<T>(), Self::clear;
    [T] VecDeque<T>, kept::<T>(), Self::clear;
    [T: Ord] BinaryHeap<T>, kept::<T>(), Self::clear;
}

#[cfg(feature = "std")]
mod of_std {
    use core::hash::{BuildHasher, Hash};
    use std::collections::{HashMap, HashSet};
    use std::ffi::OsString;
    use std::path::PathBuf;

    use crate::reset::{kept, kept_in_table};

    keep_capacity! {
        [] OsString, kept::<u8>(), Self::clear;
        [] PathBuf, kept::<u8>(), Self::clear;
        [K: Eq + Hash, V, S: BuildHasher] HashMap<K, V, S>, kept_in_table::<(K, V)>(), sweep!();
        [T: Eq + Hash, S: BuildHasher] HashSet<T, S>, kept_in_table::<T>(), sweep!();
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
    const __POOLED_KEEPS: bool = T::__POOLED_KEEPS;

    reset_unobserved!();

    /// The box is kept, and its content reset in place.
    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        (**self).__pooled_reset::<O>();
    }
}

#[diagnostic::do_not_recommend]
impl Reset for Box<str> {
    /// Becomes empty; the text is freed.
    #[inline]
    fn reset(&mut self) {
        *self = Self::default();
    }
}
