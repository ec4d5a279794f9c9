//! The maps and sets of `indexmap`: a vector of entries and a hash table of their places.

use core::mem::needs_drop;

use indexmap::{IndexMap, IndexSet};

use crate::reset::capacity::bytes_of_table;
use crate::reset::container::{Container, is_noticed, notice};
use crate::reset::{
    KEPT_BYTES, NOTICED_BYTES, Observer, ObserverFns, Reset, ResetWithin, reset_unobserved, reset_within_unobserved,
};

/// The bytes of an entry: a hash, a key and a value in a vector.
const fn bytes_of_entry<K, V>() -> usize {
    size_of::<(usize, K, V)>()
}

/// How many entries fit in `bytes`. Each has an index in a hash table besides. The table has up to 16/7 places for
/// each entry; the smallest table is larger than that, by less than 64 bytes.
const fn fit<K, V>(bytes: usize) -> usize {
    bytes.saturating_sub(64) / (bytes_of_entry::<K, V>() + (size_of::<usize>() + 1) * 16 / 7 + 1)
}

/// The `capacity` of these types is that of the smaller of their two parts, so it does not tell whether the other
/// part is too large. They are therefore always shrunk: `shrink_to` looks at each part, and does nothing to a part
/// within the limit. The observer hears of it only if both parts were above the limit; then at least the entries,
/// which are a vector, were shrunk.
macro_rules! keep_both_parts {
    ($([$($generics:tt)*] $type:ty, $key:ty, $value:ty;)+) => {$(
        impl<$($generics)*> Container for $type {
            const EACH: usize = bytes_of_entry::<$key, $value>() + size_of::<usize>();
            const KEPT: usize = fit::<$key, $value>(KEPT_BYTES);
            const NOTICED: usize = fit::<$key, $value>(NOTICED_BYTES);
            const HIDES_CAPACITY: bool = true;

            #[inline]
            fn len(&self) -> usize {
                self.len()
            }

            #[inline]
            fn capacity(&self) -> usize {
                self.capacity()
            }

            #[inline]
            fn empty(&mut self) {
                self.clear();
            }

            /// Where both parts are too large, it frees them and then allocates what is to stay, because only that may
            /// fail. To shrink one part alone needs memory.
            fn shrink_to(&mut self, capacity: usize) {
                if self.is_empty() && capacity < self.capacity() {
                    self.shrink_to(0);
                    // If there is no memory, nothing stays.
                    let _ = self.try_reserve_exact(capacity);
                } else {
                    self.shrink_to(capacity);
                }
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Reset for $type {
            const __POOLED_QUIET: bool = !needs_drop::<($key, $value)>() && !needs_drop::<S>();

            reset_unobserved!();

            #[inline]
            fn __pooled_reset<O: Observer>(&mut self) {
                self.__pooled_reset_within::<O>(const { <Self as Container>::KEPT });
            }

            /// Exact while both parts have the same capacity, as they have when they grew together.
            fn retained_bytes(&mut self) -> usize {
                let capacity = self.capacity();
                let entries = capacity.saturating_mul(bytes_of_entry::<$key, $value>());
                entries.saturating_add(bytes_of_table::<usize>(capacity))
            }

            fn shrink_retained(&mut self, max_bytes: usize) {
                Container::shrink_to(self, fit::<$key, $value>(max_bytes));
            }
        }

        #[diagnostic::do_not_recommend]
        impl<$($generics)*> ResetWithin for $type {
            reset_within_unobserved!();

            #[inline]
            fn __pooled_reset_within<O: Observer>(&mut self, max_capacity: usize) {
                let used = self.len();
                if O::SEEKS_CONTENT && used > 0 {
                    O::content(self);
                }
                self.clear();
                if is_noticed(self, max_capacity) {
                    notice(self, used, max_capacity, const { &ObserverFns::of::<O>() });
                } else {
                    self.shrink_to(max_capacity);
                }
            }
        }
    )+};
}

keep_both_parts! {
    [K, V, S] IndexMap<K, V, S>, K, V;
    [T, S] IndexSet<T, S>, T, ();
}
