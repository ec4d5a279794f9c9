//! The objects that are pooled.

mod buffer;
mod generic;
mod line;
pub mod numbered;
mod request;

use derivable_object_pool::ObjectPool;
use pooled_types::{Pooled, Reset};
use poolshark::Discriminant;

pub use self::buffer::Buffer;
pub use self::generic::Generic;
pub use self::line::Line;
pub use self::request::Request;

/// What every contender can pool.
pub trait Object: Pooled + ObjectPool + Send + Sync {
    /// poolshark keeps types apart by the place of an `unsafe impl`: each type needs one of its own.
    const PLACE: Option<Discriminant>;

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
