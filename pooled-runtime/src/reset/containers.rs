//! Containers of the standard library: emptied, with their capacity kept up to a limit.
//!
//! A reset compares the capacity with the limit, which is a constant. The code that shrinks is out of line. It frees
//! all and then allocates what is to stay, because only that may fail: the functions that shrink end the process if
//! there is no memory for the smaller container.
//!
//! A hash table doesn't count the places of removed elements (tombstones) in its capacity. `clear` removes them only if
//! it finds an element. A table whose elements were all removed one by one is therefore swept, so that `capacity` says
//! its whole size and the next user doesn't inherit the tombstones.

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque};
use alloc::string::String;
use alloc::vec::Vec;

use core::mem::needs_drop;

use super::{Observer, Reset, is_left_alone, reset_unobserved, reset_with_content};

/// Implements `Reset` and `ResetWithin` for containers with `shrink_to`: lists and tables of elements of a type.
macro_rules! keep_capacity {
    (list $([$($generics:tt)*] $type:ty, $element:ty, $len:expr, $quiet:expr;)+) => {$(
        $crate::reset::containers::keep_capacity! {
            [$($generics)*] $type, $quiet, $len,
            false, size_of::<$element>(), $crate::reset::capacity::fit_in_list::<$element>,
            |list| list.clear(),
            |list| list.capacity().saturating_mul(size_of::<$element>()),
            |wanted, now| wanted < now, Self::try_reserve_exact
        }
    )+};
    (table $([$($generics:tt)*] $type:ty, $element:ty, $bytes:expr;)+) => {$(
        $crate::reset::containers::keep_capacity! {
            [$($generics)*] $type, !core::mem::needs_drop::<$element>() && !core::mem::needs_drop::<S>(), Self::len,
            true, size_of::<$element>() + 1, $crate::reset::capacity::fit_in_table::<$element>,
            |table| if table.is_empty() { drop(table.drain()) } else { table.clear() },
            $bytes,
            $crate::reset::capacity::is_smaller_table::<$element>, Self::try_reserve
        }
    )+};
    (
        [$($generics:tt)*] $type:ty, $quiet:expr, $len:expr,
        $hides:expr, $each:expr, $fit:expr, $empty:expr, $bytes:expr, $is_smaller:expr, $try_reserve:expr
    ) => {
        impl<$($generics)*> $crate::reset::container::Container for $type {
            const EACH: usize = $each;
            const KEPT: usize = $fit($crate::reset::KEPT_BYTES);
            const NOTICED: usize = $fit($crate::reset::NOTICED_BYTES);
            const HIDES_CAPACITY: bool = $hides;

            #[inline]
            fn len(&self) -> usize {
                let len: fn(&Self) -> usize = $len;
                len(self)
            }

            #[inline]
            fn capacity(&self) -> usize {
                self.capacity()
            }

            #[inline]
            fn empty(&mut self) {
                let empty: fn(&mut Self) = $empty;
                empty(self);
            }

            fn shrink_to(&mut self, capacity: usize) {
                let is_smaller: fn(usize, usize) -> bool = $is_smaller;
                if $crate::reset::container::Container::len(self) > 0 {
                    self.shrink_to(capacity);
                } else if is_smaller(capacity, self.capacity()) {
                    self.shrink_to(0);
                    // If there is no memory, nothing stays.
                    let _ = $try_reserve(self, capacity);
                }
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::reset::Reset for $type {
            const __POOLED_QUIET: bool = $quiet;

            $crate::reset::reset_unobserved!();

            #[inline]
            fn __pooled_reset<O: $crate::reset::Observer>(&mut self) {
                $crate::reset::container::reset_within::<_, O>(
                    self,
                    const { <Self as $crate::reset::container::Container>::KEPT },
                );
            }

            #[inline]
            fn retained_bytes(&mut self) -> usize {
                let bytes: fn(&Self) -> usize = $bytes;
                bytes(self)
            }

            fn shrink_retained(&mut self, max_bytes: usize) {
                $crate::reset::container::Container::shrink_to(self, $fit(max_bytes));
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> $crate::reset::ResetWithin for $type {
            $crate::reset::reset_within_unobserved!();

            #[inline]
            fn __pooled_reset_within<O: $crate::reset::Observer>(&mut self, max_capacity: usize) {
                $crate::reset::container::reset_within::<_, O>(self, max_capacity);
            }
        }
    };
}

pub(crate) use keep_capacity;

keep_capacity! { list
    [] String, u8, Self::len, true;
    [T] Vec<T>, T, Self::len, !needs_drop::<T>();
    [T] VecDeque<T>, T, Self::len, !needs_drop::<T>();
    [T: Ord] BinaryHeap<T>, T, Self::len, !needs_drop::<T>();
}

#[cfg(feature = "std")]
mod of_std {
    use core::hash::{BuildHasher, Hash};
    use std::collections::{HashMap, HashSet};
    use std::ffi::OsString;
    use std::path::PathBuf;

    use crate::reset::capacity::bytes_of_table;

    keep_capacity! { list
        [] OsString, u8, |text| text.as_os_str().len(), true;
        [] PathBuf, u8, |path| path.as_os_str().len(), true;
    }

    keep_capacity! { table
        [K: Eq + Hash, V, S: BuildHasher] HashMap<K, V, S>, (K, V), |map| bytes_of_table::<(K, V)>(map.capacity());
        [T: Eq + Hash, S: BuildHasher] HashSet<T, S>, T, |set| bytes_of_table::<T>(set.capacity());
    }
}

macro_rules! clear {
    ($([$($generics:tt)*] $type:ty, $quiet:expr;)+) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Reset for $type {
            const __POOLED_QUIET: bool = $quiet;

            #[inline]
            fn reset(&mut self) {
                self.clear();
            }

            reset_with_content!(|container| !container.is_empty());
        }
    )+};
}

clear! {
    [K, V] BTreeMap<K, V>, !needs_drop::<(K, V)>();
    [T] BTreeSet<T>, !needs_drop::<T>();
    [T] LinkedList<T>, !needs_drop::<T>();
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized + Reset> Reset for Box<T> {
    const __POOLED_KEEPS: bool = T::__POOLED_KEEPS;
    /// Not the answer of the content, which may be an object that has such a box in it: the constants of types that
    /// contain each other would depend on each other.
    const __POOLED_QUIET: bool = is_left_alone::<T>();

    reset_unobserved!();

    /// The box is kept, and its content reset in place.
    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        if O::SEEKS_CONTENT {
            O::enter(self);
        }
        (**self).__pooled_reset::<O>();
    }

    #[inline]
    fn __pooled_wipe(&mut self, ends: bool) {
        (**self).__pooled_wipe(ends);
    }

    fn retained_bytes(&mut self) -> usize {
        size_of_val(&**self).saturating_add((**self).retained_bytes())
    }

    fn shrink_retained(&mut self, max_bytes: usize) {
        (**self).shrink_retained(max_bytes);
    }
}

#[diagnostic::do_not_recommend]
impl Reset for Box<str> {
    const __POOLED_QUIET: bool = true;

    /// Becomes empty; the text is freed.
    #[inline]
    fn reset(&mut self) {
        *self = Self::default();
    }

    reset_with_content!(|text| !text.is_empty());

    fn retained_bytes(&mut self) -> usize {
        self.len()
    }
}
