//! derivable-object-pool: a stack for each type, behind a lock. It never resets an object: whoever takes one does.

use derivable_object_pool::Reusable;

use super::contender::{Contender, Kind};
use crate::objects::Object;

pub struct Derived;

impl<T: Object> Contender<T> for Derived {
    const NAME: &'static str = "derivable-object-pool";
    const KIND: Kind = Kind::Peer;
    const NEEDS_POOL: bool = false;
    type Handle = Reusable<T>;

    fn start() -> &'static Self {
        &Derived
    }

    #[inline]
    fn take(&'static self) -> Self::Handle {
        let mut object = T::new();
        object.wipe();
        object.touch();
        object
    }
}
