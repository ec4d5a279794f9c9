//! object-pool: a stack behind a lock. Whoever takes an object resets it.

use object_pool::{Pool, Reusable};

use super::contender::{Contender, Kind, forever};
use crate::objects::Object;

pub struct Stack<T>(Pool<T>);

impl<T: Object> Contender<T> for Stack<T> {
    const NAME: &'static str = "object-pool";
    const KIND: Kind = Kind::Peer;
    const NEEDS_POOL: bool = true;
    type Handle = Reusable<'static, T>;

    fn start() -> &'static Self {
        forever(Self(Pool::new(0, T::make)))
    }

    #[inline]
    fn take(&'static self) -> Self::Handle {
        let mut object = self.0.pull(T::make);
        object.wipe();
        object.touch();
        object
    }
}
