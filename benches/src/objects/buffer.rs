use std::hint::black_box;

use derivable_object_pool::prelude::*;
use pooled_types::Pooled;
use poolshark::{Discriminant, location_id};

use super::object::Object;

/// What a buffer owns.
#[inline]
pub fn make_list() -> Vec<u8> {
    Vec::with_capacity(1024)
}

/// Uses what a buffer owns.
#[inline]
pub fn touch_list(list: &mut Vec<u8>) {
    list.push(1);
    black_box(list);
}

/// A kibibyte on the heap.
#[derive(Pooled, ObjectPool)]
#[pooled(new = Self::make)]
#[generator(Buffer::make)]
pub struct Buffer(Vec<u8>);

impl Object for Buffer {
    const PLACE: Option<Discriminant> = Discriminant::new(location_id!());

    #[inline]
    fn make() -> Self {
        Self(make_list())
    }

    #[inline]
    fn touch(&mut self) {
        touch_list(&mut self.0);
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
