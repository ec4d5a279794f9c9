//! lockfree-object-pool: a list of pages with a bit for each free slot, and stacks behind a mutex or a spin lock.

use lockfree_object_pool::{
    LinearObjectPool, LinearReusable, MutexObjectPool, MutexReusable, SpinLockObjectPool, SpinLockReusable,
};

use super::contender::{Contender, Kind, forever};
use crate::objects::Object;

pub struct Linear<T>(LinearObjectPool<T>);

impl<T: Object> Contender<T> for Linear<T> {
    const NAME: &'static str = "lockfree-object-pool linear";
    const KIND: Kind = Kind::Peer;
    const NEEDS_POOL: bool = true;
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
    const NEEDS_POOL: bool = true;
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

pub struct Spinning<T>(SpinLockObjectPool<T>);

impl<T: Object> Contender<T> for Spinning<T> {
    const NAME: &'static str = "lockfree-object-pool spin lock";
    const KIND: Kind = Kind::Peer;
    const NEEDS_POOL: bool = true;
    type Handle = SpinLockReusable<'static, T>;

    fn start() -> &'static Self {
        forever(Self(SpinLockObjectPool::new(T::make, T::wipe)))
    }

    #[inline]
    fn take(&'static self) -> Self::Handle {
        let mut object = self.0.pull();
        object.touch();
        object
    }
}
