//! The objects that are pooled.

use std::hint::black_box;

use pooled_types::{Pooled, Reset};
use poolshark::{LocationId, location_id};

/// What every contender can pool.
pub trait Object: Pooled + Send + Sync {
    /// poolshark keeps types apart by the place of an `unsafe impl`: each type needs one of its own.
    const PLACE: LocationId;

    /// A new object.
    fn make() -> Self;

    /// The use that is made of an object.
    fn touch(&mut self);

    /// The elements for which it has memory; never zero, which poolshark takes for nothing worth keeping.
    fn room(&self) -> usize;

    /// The reset that each peer is given: what the derive writes for the type, and no more.
    #[inline]
    fn wipe(&mut self) {
        Reset::reset(self);
    }
}

/// A kibibyte on the heap.
#[derive(Pooled)]
#[pooled(new = Self::make)]
pub struct Buffer(Vec<u8>);

impl Object for Buffer {
    const PLACE: LocationId = location_id!();

    #[inline]
    fn make() -> Self {
        Self(Vec::with_capacity(1024))
    }

    #[inline]
    fn touch(&mut self) {
        self.0.push(1);
        black_box(&mut self.0);
    }

    #[inline]
    fn room(&self) -> usize {
        self.0.capacity()
    }

    #[inline]
    fn wipe(&mut self) {
        self.0.clear();
    }
}
