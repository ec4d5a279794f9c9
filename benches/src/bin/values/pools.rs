//! The pools, each used as its documentation says. Nobody resets an object.

use std::hint::black_box;

use opool::PoolAllocator;

/// What a pool lends: a kibibyte on the heap.
pub type Buffer = Vec<u8>;

/// Bytes that a buffer owns.
pub const BYTES: usize = 1024;
/// The most objects that are in use at once, for pools that want to know: two threads with one each.
const MOST: usize = 2;

fn make() -> Buffer {
    vec![0; BYTES]
}

/// Uses a buffer.
#[inline]
fn touch(buffer: &mut Buffer) {
    buffer[0] = buffer[0].wrapping_add(1);
    black_box(buffer);
}

/// A pool that is a value.
pub trait ValuePool: 'static {
    const NAME: &'static str;

    fn new() -> Self;

    /// Takes an object, touches it and returns it.
    fn use_one(&self);
}

pub struct Ours(pooled_types::Pool<Buffer>);

impl ValuePool for Ours {
    const NAME: &'static str = "pooled-types";

    fn new() -> Self {
        Self(pooled_types::Pool::new(make))
    }

    #[inline]
    fn use_one(&self) {
        touch(&mut self.0.take());
    }
}

/// An object of the first thread that uses the pool, and stacks behind locks for the others.
pub struct RegexAutomata(regex_automata::util::pool::Pool<Buffer>);

impl ValuePool for RegexAutomata {
    const NAME: &'static str = "regex-automata";

    fn new() -> Self {
        Self(regex_automata::util::pool::Pool::new(make))
    }

    #[inline]
    fn use_one(&self) {
        touch(&mut self.0.get());
    }
}

/// A stack behind a lock.
pub struct ObjectPool(object_pool::Pool<Buffer>);

impl ValuePool for ObjectPool {
    const NAME: &'static str = "object-pool";

    fn new() -> Self {
        Self(object_pool::Pool::new(0, make))
    }

    #[inline]
    fn use_one(&self) {
        touch(&mut self.0.pull(make));
    }
}

pub struct Objects;

impl PoolAllocator<Buffer> for Objects {
    #[inline]
    fn allocate(&self) -> Buffer {
        make()
    }
}

/// A queue without locks.
pub struct Opool(opool::Pool<Objects, Buffer>);

impl ValuePool for Opool {
    const NAME: &'static str = "opool Pool";

    fn new() -> Self {
        Self(opool::Pool::new(MOST, Objects))
    }

    #[inline]
    fn use_one(&self) {
        touch(&mut self.0.get());
    }
}

/// A queue that stays on its thread.
pub struct OpoolLocal(opool::LocalPool<Objects, Buffer>);

impl ValuePool for OpoolLocal {
    const NAME: &'static str = "opool LocalPool";

    fn new() -> Self {
        Self(opool::LocalPool::new(MOST, Objects))
    }

    #[inline]
    fn use_one(&self) {
        touch(&mut self.0.get());
    }
}

/// A list behind a lock, with a semaphore. It makes no objects: who finds none adds one.
pub struct Deadpool(deadpool::unmanaged::Pool<Buffer>);

impl ValuePool for Deadpool {
    const NAME: &'static str = "deadpool";

    fn new() -> Self {
        Self(deadpool::unmanaged::Pool::new(MOST))
    }

    #[inline]
    fn use_one(&self) {
        let mut object = self.0.try_get().unwrap_or_else(|_| self.add_one());
        touch(&mut object);
    }
}

impl Deadpool {
    #[cold]
    fn add_one(&self) -> deadpool::unmanaged::Object<Buffer> {
        self.0.try_add(make()).expect("no more are in use than there is room for");
        self.0.try_get().expect("one was added")
    }
}
