//! dynamic-pool: a shared queue. Handles have a weak reference to it.

use dynamic_pool::{DynamicPool, DynamicPoolItem, DynamicReset};

use super::contender::{Contender, Kind, forever, room};
use crate::objects::Object;

pub struct Pooled<T>(T);

impl<T: Object> DynamicReset for Pooled<T> {
    #[inline]
    fn reset(&mut self) {
        self.0.wipe();
    }
}

pub struct Dynamic<T: Object>(DynamicPool<Pooled<T>>);

impl<T: Object> Contender<T> for Dynamic<T> {
    const NAME: &'static str = "dynamic-pool";
    const KIND: Kind = Kind::Peer;
    const NEEDS_POOL: bool = true;
    type Handle = DynamicPoolItem<Pooled<T>>;

    fn start() -> &'static Self {
        forever(Self(DynamicPool::new(0, room(), || Pooled(T::make()))))
    }

    #[inline]
    fn take(&'static self) -> Self::Handle {
        let mut object = self.0.take();
        object.0.touch();
        object
    }
}
