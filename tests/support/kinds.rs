//! Kinds of pooled types, none of which has a size in its attributes, and loads for them.

use std::marker::PhantomData;

use pooled_types::{PoolBox, Pooled};

/// The size of a large container.
pub(crate) const LARGE: usize = 60_000;

/// What is written into containers.
static BYTES: [u8; LARGE] = [7; LARGE];

/// A pooled type that may have a container.
pub(crate) trait Kind: Pooled {
    /// Fills its container with that many bytes.
    fn fill(&mut self, bytes: usize);
}

/// A type whose idle objects lie in a thread-local.
#[derive(Pooled, Default)]
pub(crate) struct Static {
    list: Vec<u8>,
    number: u64,
}

/// A generic type.
#[derive(Pooled)]
#[pooled(new = Generic::new)]
pub(crate) struct Generic<T> {
    list: Vec<u8>,
    rest: PhantomData<T>,
}

impl<T> Generic<T> {
    fn new() -> Self {
        Self { list: Vec::new(), rest: PhantomData }
    }
}

/// A type whose objects stay on their thread.
#[derive(Pooled, Default)]
#[pooled(local)]
pub(crate) struct Local {
    list: Vec<u8>,
}

/// A type without a size.
#[derive(Pooled, Default)]
pub(crate) struct Empty;

/// A type that only its own operations may drop.
#[derive(Pooled, Default)]
pub(crate) struct Loud {
    list: Vec<u8>,
}

impl Drop for Loud {
    fn drop(&mut self) {
        assert!(self.list.is_empty(), "what is idle is clean");
    }
}

fn fill(list: &mut Vec<u8>, bytes: usize) {
    list.extend_from_slice(&BYTES[..bytes]);
}

impl Kind for Static {
    fn fill(&mut self, bytes: usize) {
        fill(&mut self.list, bytes);
        self.number += 1;
    }
}

impl Kind for Generic<u16> {
    fn fill(&mut self, bytes: usize) {
        fill(&mut self.list, bytes);
    }
}

impl Kind for Local {
    fn fill(&mut self, bytes: usize) {
        fill(&mut self.list, bytes);
    }
}

impl Kind for Empty {
    fn fill(&mut self, _: usize) {}
}

impl Kind for Loud {
    fn fill(&mut self, bytes: usize) {
        fill(&mut self.list, bytes);
    }
}

impl Kind for Vec<u8> {
    fn fill(&mut self, bytes: usize) {
        fill(self, bytes);
    }
}

/// In which order the objects go back that are held.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Order {
    NewestFirst,
    OldestFirst,
}

/// Takes `n` objects, fills each with `bytes`, and returns them. `held` is where they are meanwhile.
pub(crate) fn cycle<T: Kind>(held: &mut Vec<PoolBox<T>>, n: usize, bytes: usize, order: Order) {
    hold(held, n, bytes);
    put_back(held, order);
}

/// Returns all that are held.
pub(crate) fn put_back<T: Kind>(held: &mut Vec<PoolBox<T>>, order: Order) {
    match order {
        Order::NewestFirst => while held.pop().is_some() {},
        Order::OldestFirst => held.clear(),
    }
}

/// Takes `n` objects and fills each with `bytes`.
pub(crate) fn hold<T: Kind>(held: &mut Vec<PoolBox<T>>, n: usize, bytes: usize) {
    for _ in 0..n {
        let mut object = T::take();
        object.fill(bytes);
        held.push(object);
    }
}
