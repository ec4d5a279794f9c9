//! What the owner of a pool says about its objects: how they are made, reset, judged and measured.

use std::sync::Arc;

use super::plain::Plain;
use crate::pool::type_pool::{MAX_CAPACITY, Measure};

/// What the owner of a pool says about its objects.
pub(super) struct Recipe<T: 'static> {
    /// Resets an object that comes back, and says whether it may be used again. One box for both, because the fast path
    /// asks whether there is one.
    pub(super) clean: Option<Box<Clean<T>>>,
    /// Whether objects have a reset.
    pub(super) resets: bool,
    make: Make<T>,
    /// Shared, so that it has an address of its own when the pool is moved.
    pub(super) measure: Option<Arc<Measure<Plain<T>>>>,
    pub(super) name: Option<&'static str>,
    pub(super) capacity: usize,
    pub(super) depot: usize,
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
            resets: false,
            make,
            measure: None,
            name: None,
            capacity: MAX_CAPACITY,
            depot: MAX_CAPACITY,
        }
    }

    pub(super) const fn of_function(make: fn() -> T) -> Self {
        Self::new(Make::Function(make))
    }

    pub(super) fn of_closure(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::new(Make::Closure(Box::new(make)))
    }

    /// A new object.
    pub(super) fn make(&self) -> Plain<T> {
        Plain(match &self.make {
            Make::Function(make) => make(),
            Make::Closure(make) => make(),
        })
    }
}
