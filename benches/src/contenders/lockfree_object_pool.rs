//! lockfree-object-pool: a list of pages whose free slots are bits, and a stack under a lock.

use lockfree_object_pool::{LinearObjectPool, LinearReusable, MutexObjectPool, MutexReusable};

use super::{Contender, Kind, forever};
use crate::objects::Object;

pub struct Linear<T>(LinearObjectPool<T>);

impl<T: Object> Contender<T> for Linear<T> {
    const NAME: &'static str = "lockfree-object-pool linear";
    const KIND: Kind = Kind::Peer;
    type Handle = LinearReusable<'static, T>;

    fn start() -> &'static Self {
        forever(Self(LinearObjectPool::new(T::make, T::wipe)))
    }

    #[inline]
    fn take(&'static self) -> Self::Handle {
        let mut object = self.0.pull();
        object.touch();
        object
    }
}

pub struct Locked<T>(MutexObjectPool<T>);

impl<T: Object> Contender<T> for Locked<T> {
    const NAME: &'static str = "lockfree-object-pool mutex";
    const KIND: Kind = Kind::Peer;
    type Handle = MutexReusable<'static, T>;

    fn start() -> &'static Self {
        forever(Self(MutexObjectPool::new(T::make, T::wipe)))
    }

    #[inline]
    fn take(&'static self) -> Self::Handle {
        let mut object = self.0.pull();
        object.touch();
        object
    }
}
