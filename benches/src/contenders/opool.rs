//! opool: a queue for all threads, and a queue for one thread. Both reset an object when it is taken.

use opool::{LocalPool, Pool, PoolAllocator, RefGuard, RefLocalGuard};

use super::contender::{Contender, Kind, forever, room};
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
    const NEEDS_POOL: bool = true;
    type Handle = RefGuard<'static, Objects, T>;

    fn start() -> &'static Self {
        forever(Self(Pool::new(room(), Objects)))
    }

    #[inline]
    fn take(&'static self) -> Self::Handle {
        let mut object = self.0.get();
        object.touch();
        object
    }
}

/// A queue for one thread. Its users pass it around on that thread.
pub struct Local<T: Object>(LocalPool<Objects, T>);

impl<T: Object> Contender<T> for Local<T> {
    const NAME: &'static str = "opool LocalPool";
    const KIND: Kind = Kind::Peer;
    const NEEDS_POOL: bool = true;
    type Handle = RefLocalGuard<'static, Objects, T>;

    fn start() -> &'static Self {
        forever(Self(LocalPool::new(room(), Objects)))
    }

    #[inline]
    fn take(&'static self) -> Self::Handle {
        let mut object = self.0.get();
        object.touch();
        object
    }
}
