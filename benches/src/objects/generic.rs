use std::hint::black_box;

use derivable_object_pool::prelude::*;
use pooled_types::Pooled;
use poolshark::{Discriminant, location_id};

use super::object::Object;

/// A type with a parameter, and a kibibyte on the heap.
#[derive(Pooled)]
#[pooled(new = Self::make_any)]
pub struct Generic<T>(Vec<T>);

impl<T> Generic<T> {
    #[inline]
    fn make_any() -> Self {
        Self(Vec::with_capacity(1024 / size_of::<T>()))
    }
}

static POOL: Pool<Generic<u64>> = Pool::new(Generic::make_any);

/// Written by hand: the derive of derivable-object-pool knows no parameters.
impl ObjectPool for Generic<u64> {
    #[inline]
    fn pool<'a>() -> &'a Pool<Self> {
        &POOL
    }
}

impl Object for Generic<u64> {
    const PLACE: Option<Discriminant> = Discriminant::new_p1::<u64>(location_id!());

    #[inline]
    fn make() -> Self {
        Self::make_any()
    }

    #[inline]
    fn touch(&mut self) {
        self.0.push(1);
        black_box(&mut self.0);
    }

    #[inline]
    fn room(&self) -> usize {
        self.0.capacity()
    }

    #[inline]
    fn wipe(&mut self) {
        self.0.clear();
    }
}
