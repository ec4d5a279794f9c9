//! pooled-types, with the limits that its derive chooses.

use pooled_types::PoolBox;

use super::contender::{Contender, Kind};
use crate::objects::Object;

pub struct PooledTypes;

impl<T: Object> Contender<T> for PooledTypes {
    const NAME: &'static str = "pooled-types";
    const KIND: Kind = Kind::Ours;
    const NEEDS_POOL: bool = false;
    type Handle = PoolBox<T>;

    fn start() -> &'static Self {
        &PooledTypes
    }

    #[inline]
    fn take(&'static self) -> PoolBox<T> {
        let mut object = T::take();
        object.touch();
        object
    }
}
