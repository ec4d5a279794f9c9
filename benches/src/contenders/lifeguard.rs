//! lifeguard: a stack for one thread. Its users pass it around on that thread.

use lifeguard::{MaxSize, Pool, Recycleable, Recycled, StartingSize, pool};

use super::contender::{Contender, Kind, forever, room};
use crate::objects::Object;

pub struct Pooled<T>(T);

impl<T: Object> Recycleable for Pooled<T> {
    #[inline]
    fn new() -> Self {
        Self(T::make())
    }

    #[inline]
    fn reset(&mut self) {
        self.0.wipe();
    }
}

pub struct Stack<T: Object>(Pool<Pooled<T>>);

impl<T: Object> Contender<T> for Stack<T> {
    const NAME: &'static str = "lifeguard";
    const KIND: Kind = Kind::Peer;
    const NEEDS_POOL: bool = true;
    /// This handle borrows the pool. The documentation of lifeguard says that it is the cheaper one.
    type Handle = Recycled<'static, Pooled<T>>;

    fn start() -> &'static Self {
        forever(Self(pool().with(StartingSize(0)).with(MaxSize(room())).build()))
    }

    #[inline]
    fn take(&'static self) -> Self::Handle {
        let mut object = self.0.new();
        object.0.touch();
        object
    }
}
