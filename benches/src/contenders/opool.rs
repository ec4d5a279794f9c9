//! opool: a shared queue. It resets an object when it is taken.

use opool::{Pool, PoolAllocator, RefGuard};

use super::{Contender, Kind, ROOM, forever};
use crate::objects::Object;

pub struct Objects;

impl<T: Object> PoolAllocator<T> for Objects {
    #[inline]
    fn allocate(&self) -> T {
        T::make()
    }

    #[inline]
    fn reset(&self, object: &mut T) {
        object.wipe();
    }
}

pub struct Shared<T: Object>(Pool<Objects, T>);

impl<T: Object> Contender<T> for Shared<T> {
    const NAME: &'static str = "opool Pool";
    const KIND: Kind = Kind::Peer;
    type Handle = RefGuard<'static, Objects, T>;

    fn start() -> &'static Self {
        forever(Self(Pool::new(ROOM, Objects)))
    }

    #[inline]
    fn take(&'static self) -> Self::Handle {
        let mut object = self.0.get();
        object.touch();
        object
    }
}
