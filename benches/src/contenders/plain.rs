//! No pool: an object is allocated when it is needed, and freed.

use super::contender::{Contender, Kind};
use crate::objects::Object;

/// In a box, so that the handle is a pointer and the object stays where it is, as in a pool.
pub struct Boxed;

/// Without a box: one allocation less, and the object moves.
pub struct ByValue;

impl<T: Object> Contender<T> for Boxed {
    const NAME: &'static str = "in a Box";
    const KIND: Kind = Kind::Plain;
    const NEEDS_POOL: bool = false;
    type Handle = Box<T>;

    fn start() -> &'static Self {
        &Boxed
    }

    #[inline]
    fn take(&'static self) -> Box<T> {
        let mut object = Box::new(T::make());
        object.touch();
        object
    }
}

impl<T: Object> Contender<T> for ByValue {
    const NAME: &'static str = "by value";
    const KIND: Kind = Kind::Plain;
    const NEEDS_POOL: bool = false;
    type Handle = T;

    fn start() -> &'static Self {
        &ByValue
    }

    #[inline]
    fn take(&'static self) -> T {
        let mut object = T::make();
        object.touch();
        object
    }
}
