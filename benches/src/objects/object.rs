//! What every contender can pool.

use derivable_object_pool::ObjectPool;
use pooled_types::{Pooled, Reset};
use poolshark::Discriminant;

pub trait Object: Pooled + ObjectPool + Send + Sync {
    /// poolshark keeps types apart by the place of an `unsafe impl`: each type needs a place of its own.
    const PLACE: Option<Discriminant>;

    /// A new object.
    fn make() -> Self;

    /// Uses an object.
    fn touch(&mut self);

    /// The number of elements for which it has memory. It is never zero: poolshark would not keep such an object.
    fn room(&self) -> usize;

    /// The reset that each peer is given: what the derive writes for the type, and no more.
    #[inline]
    fn wipe(&mut self) {
        Reset::reset(self);
    }
}
