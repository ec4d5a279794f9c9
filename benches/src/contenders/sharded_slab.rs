//! sharded-slab: each thread has a shard with the slots that it took.

use std::sync::Arc;

use sharded_slab::pool::OwnedRefMut;
use sharded_slab::{Clear, Pool};

use super::contender::{Contender, Kind, forever};
use crate::objects::Object;

pub struct Pooled<T>(T);

impl<T: Object> Default for Pooled<T> {
    #[inline]
    fn default() -> Self {
        Self(T::make())
    }
}

impl<T: Object> Clear for Pooled<T> {
    #[inline]
    fn clear(&mut self) {
        self.0.wipe();
    }
}

/// Handles that own a reference to the pool.
pub struct Owned<T: Object>(Arc<Pool<Pooled<T>>>);

/// Clears its object once the handle is gone. A call of `clear` while the handle still borrows the object mutably would
/// lose the slot: the object would be neither cleared nor used again.
pub struct Held<T: Object> {
    pool: &'static Pool<Pooled<T>>,
    object: Option<OwnedRefMut<Pooled<T>>>,
}

impl<T: Object> Drop for Held<T> {
    #[inline]
    fn drop(&mut self) {
        if let Some(object) = self.object.take() {
            let key = object.key();
            drop(object);
            self.pool.clear(key);
        }
    }
}

impl<T: Object> Contender<T> for Owned<T> {
    const NAME: &'static str = "sharded-slab Pool, owned";
    const KIND: Kind = Kind::Peer;
    const NEEDS_POOL: bool = true;
    type Handle = Held<T>;

    fn start() -> &'static Self {
        forever(Self(Arc::new(Pool::new())))
    }

    #[inline]
    fn take(&'static self) -> Self::Handle {
        let mut object = Arc::clone(&self.0).create_owned().expect("the pool has room");
        object.0.touch();
        Held { pool: &self.0, object: Some(object) }
    }
}

/// Its handles are keys. Whoever has the key clears the object.
pub struct Keyed<T: Object>(Pool<Pooled<T>>);

pub struct Key<T: Object> {
    pool: &'static Pool<Pooled<T>>,
    key: usize,
}

impl<T: Object> Drop for Key<T> {
    #[inline]
    fn drop(&mut self) {
        self.pool.clear(self.key);
    }
}

impl<T: Object> Contender<T> for Keyed<T> {
    const NAME: &'static str = "sharded-slab Pool, by key";
    const KIND: Kind = Kind::Peer;
    const NEEDS_POOL: bool = true;
    type Handle = Key<T>;

    fn start() -> &'static Self {
        forever(Self(Pool::new()))
    }

    #[inline]
    fn take(&'static self) -> Self::Handle {
        let key = self.0.create_with(|object| object.0.touch()).expect("the pool has room");
        Key { pool: &self.0, key }
    }
}
