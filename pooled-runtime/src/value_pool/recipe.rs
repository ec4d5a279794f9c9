//! What the owner of a pool says about its objects: how they are made, reset, judged and measured.

use std::sync::Arc;

use super::ends::Ends;
use super::plain::Plain;
use crate::pool::type_pool::{MAX_CAPACITY, Measure};

/// What the owner of a pool says about its objects.
pub(super) struct Recipe<T: 'static> {
    /// Resets an object that comes back, and says whether it may be used again. One box for both, because the fast path
    /// asks whether there is one.
    pub(super) clean: Option<Box<Clean<T>>>,
    /// Whether no reset mends what a panic left half changed.
    pub(super) keeps: bool,
    /// How objects leave the pool.
    pub(super) ends: &'static Ends<T>,
    make: Make<T>,
    /// Shared, so that it has an address of its own when the pool is moved.
    pub(super) measure: Option<Arc<Measure<Plain<T>>>>,
    pub(super) name: Option<&'static str>,
    /// More than [`MAX_CAPACITY`] is no limit, as of `depot`.
    pub(super) capacity: u32,
    pub(super) depot: u32,
}

type Clean<T> = dyn Fn(&mut T) -> bool + Send + Sync;

enum Make<T> {
    /// For pools in a `static`: a constant can't have a box.
    Function(fn() -> T),
    Closure(Box<dyn Fn() -> T + Send + Sync>),
}

impl<T: 'static> Recipe<T> {
    const fn new(make: Make<T>) -> Self {
        Self {
            clean: None,
            keeps: true,
            ends: Ends::PLAIN,
            make,
            measure: None,
            name: None,
            capacity: u32::MAX,
            depot: u32::MAX,
        }
    }

    pub(super) const fn of_function(make: fn() -> T) -> Self {
        Self::new(Make::Function(make))
    }

    pub(super) fn of_closure(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::new(Make::Closure(Box::new(make)))
    }

    /// How many idle objects a thread may keep, and the depot.
    pub(super) fn limits(&self) -> [usize; 2] {
        [self.capacity, self.depot].map(|objects| (objects as usize).min(MAX_CAPACITY))
    }

    /// A new object.
    pub(super) fn make(&self) -> Plain<T> {
        Plain(match &self.make {
            Make::Function(make) => make(),
            Make::Closure(make) => make(),
        })
    }
}
