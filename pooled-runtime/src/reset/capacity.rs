//! How many elements fit in a number of bytes, and how many bytes a number of elements takes.

/// How many elements of `T` fit in `bytes` of a list. Elements without a size take no memory, so any number fits.
#[cfg(feature = "alloc")]
pub(crate) const fn fit_in_list<T>(bytes: usize) -> usize {
    match size_of::<T>() {
        0 => usize::MAX,
        size => bytes / size,
    }
}

/// How many elements of `T` a hash table in the style of `hashbrown` holds in `bytes`.
///
/// Such a table has a power of two of buckets and is at most 7/8 full. A bucket is an element and a control byte; the
/// table has 16 bytes more.
#[cfg(any(feature = "std", feature = "hashbrown"))]
pub(crate) const fn fit_in_table<T>(bytes: usize) -> usize {
    // 32 bytes less: the table aligns its array of elements, so a part of a group may be lost between elements and
    // control bytes.
    let buckets = bytes.saturating_sub(32) / (size_of::<T>() + 1);
    match buckets {
        // The smallest table has four buckets. Tables of up to eight buckets keep one free.
        0..4 => 0,
        4..8 => 3,
        _ => (1 << buckets.ilog2()) / 8 * 7,
    }
}

/// The bytes of a hash table with room for `capacity` elements of `T`. They may be up to 32 bytes more or less: how the
/// table aligns its control bytes depends on the target.
#[cfg(any(feature = "std", feature = "hashbrown", feature = "indexmap"))]
pub(crate) const fn bytes_of_table<T>(capacity: usize) -> usize {
    let buckets = match capacity {
        0 => return 0,
        1..4 => 4,
        4..8 => 8,
        _ => (capacity.saturating_mul(8) / 7).next_power_of_two(),
    };
    buckets.saturating_mul(size_of::<T>() + 1).saturating_add(16)
}

/// Whether a table with room for `wanted` elements of `T` is smaller than one that has room for `now`.
#[cfg(any(feature = "std", feature = "hashbrown"))]
pub(crate) fn is_smaller_table<T>(wanted: usize, now: usize) -> bool {
    // A table of small elements has room for so many at least, so that their control bytes fill a group.
    let least = match size_of::<T>() {
        _ if wanted == 0 => 0,
        0..=1 => 14,
        2..=3 => 7,
        _ => 3,
    };
    bytes_of_table::<T>(wanted.max(least)) < bytes_of_table::<T>(now)
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::{bytes_of_table, fit_in_table};

    /// What is said to fit fits, and the next larger table does not.
    #[test]
    fn the_largest_table_that_fits() {
        fn check<T>() {
            for bytes in [0, 31, 100, 1_000, 4_096, 65_536] {
                let capacity = fit_in_table::<T>(bytes);
                assert!(bytes_of_table::<T>(capacity) <= bytes);
                assert!(bytes_of_table::<T>(capacity + 1) + 32 > bytes);
            }
        }
        check::<()>();
        check::<u8>();
        check::<(u64, u32)>();
        check::<[u64; 100]>();
    }
}
