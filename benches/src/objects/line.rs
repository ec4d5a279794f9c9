use std::hint::black_box;

use derivable_object_pool::prelude::*;
use pooled_types::Pooled;
use poolshark::{Discriminant, location_id};

use super::object::Object;

/// Uses what a line has.
#[inline]
pub fn touch_numbers(numbers: &mut [u64; 8]) {
    numbers[0] += 1;
    black_box(numbers);
}

/// A cache line of numbers, and nothing on the heap.
#[derive(Pooled, Default, ObjectPool)]
pub struct Line([u64; 8]);

impl Object for Line {
    const PLACE: Option<Discriminant> = Discriminant::new(location_id!());

    #[inline]
    fn make() -> Self {
        Self::default()
    }

    #[inline]
    fn touch(&mut self) {
        touch_numbers(&mut self.0);
    }

    #[inline]
    fn room(&self) -> usize {
        self.0.len()
    }
}
