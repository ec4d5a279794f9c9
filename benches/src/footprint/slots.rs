//! The bytes of an object: those that are asked of the allocator, and those that it uses.

use pooled_types::{PoolBox, Pooled};

use super::heap::{grown_by, last_alignment};
use super::results::Slot;

const OBJECTS: usize = 4096;
/// Two objects with more bytes than this between them were not allocated one after the other.
const GAP: usize = 256;

#[derive(Pooled)]
#[pooled(new = Self::new)]
struct Object<const N: usize>([u64; N]);

impl<const N: usize> Object<N> {
    fn new() -> Self {
        Self([0; N])
    }
}

pub(super) fn measure() -> Vec<Slot> {
    vec![of::<1>(), of::<3>(), of::<5>(), of::<8>(), of::<9>(), of::<15>(), of::<25>(), of::<125>()]
}

fn of<const N: usize>() -> Slot {
    // Opens the pool, so that the cache of the thread is not counted.
    drop(Object::<N>::take());
    let mut slots = Vec::with_capacity(OBJECTS);
    let take = || slots.extend((0..OBJECTS).map(|_| PoolBox::<Object<N>>::take()));
    // The first object is the one that is idle already.
    let asked = grown_by(take) / (OBJECTS - 1) as f64;
    let align = last_alignment();
    let stride = distance::<N>(slots.iter().map(|object| object.0.as_ptr().addr()));
    drop(slots);
    Object::<N>::clear();
    let boxes: Vec<_> = (0..OBJECTS).map(|_| Box::new(Object::<N>::new())).collect();
    let boxed = distance::<N>(boxes.iter().map(|object| object.0.as_ptr().addr()));
    let size = size_of::<Object<N>>();
    Slot { of: format!("`[u64; {N}]`"), size, asked, align, stride, boxed }
}

/// The distance from one object to the next, on average.
fn distance<const N: usize>(addresses: impl Iterator<Item = usize>) -> f64 {
    let mut addresses: Vec<_> = addresses.collect();
    addresses.sort_unstable();
    let distances =
        addresses.windows(2).map(|pair| pair[1] - pair[0]).filter(|&distance| distance < size_of::<Object<N>>() + GAP);
    let (sum, count) = distances.fold((0, 0), |(sum, count), distance| (sum + distance, count + 1));
    sum as f64 / f64::from(count)
}

#[cfg(test)]
mod tests {
    use super::{GAP, distance};

    #[test]
    fn what_is_far_was_not_allocated_next() {
        let near = distance::<1>([164, 100, 132, 8 + GAP + 164].into_iter());
        assert!((near - 32.0).abs() < 1e-9, "{near}");
    }
}
