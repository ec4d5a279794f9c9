//! poolshark: `GPooled` returns an object to a queue, `LPooled` to a stack of the thread that drops it.

use poolshark::global::{GPooled, Pool};
use poolshark::local::{self, LPooled};
use poolshark::{Discriminant, IsoPoolable, Poolable};

use super::contender::{Contender, Kind, forever, room};
use crate::objects::Object;

pub struct Pooled<T>(T);

impl<T: Object> Poolable for Pooled<T> {
    #[inline]
    fn empty() -> Self {
        Self(T::make())
    }

    #[inline]
    fn reset(&mut self) {
        self.0.wipe();
    }

    #[inline]
    fn capacity(&self) -> usize {
        self.0.room()
    }
}

// SAFETY: each type has a place of its own, so no two types share a pool. No type here borrows.
unsafe impl<T: Object> IsoPoolable for Pooled<T> {
    const DISCRIMINANT: Option<Discriminant> = T::PLACE;
}

/// Its documentation says to use it for objects that are dropped on another thread.
pub struct Global<T: Object>(Pool<Pooled<T>>);

impl<T: Object> Contender<T> for Global<T> {
    const NAME: &'static str = "poolshark GPooled";
    const KIND: Kind = Kind::Peer;
    const NEEDS_POOL: bool = true;
    type Handle = GPooled<Pooled<T>>;

    fn start() -> &'static Self {
        forever(Self(Pool::new(room(), 4096)))
    }

    #[inline]
    fn take(&'static self) -> Self::Handle {
        let mut object = self.0.take();
        object.0.touch();
        object
    }
}

/// For objects that are dropped on the thread that took them. Another thread that drops one keeps it for good.
pub struct Local;

impl<T: Object> Contender<T> for Local {
    const NAME: &'static str = "poolshark LPooled";
    const KIND: Kind = Kind::Peer;
    const NEEDS_POOL: bool = false;
    type Handle = LPooled<Pooled<T>>;

    fn start() -> &'static Self {
        local::set_size::<Pooled<T>>(room(), 4096);
        &Local
    }

    #[inline]
    fn take(&'static self) -> Self::Handle {
        let mut object = LPooled::<Pooled<T>>::take();
        object.0.touch();
        object
    }
}
