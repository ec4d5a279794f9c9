//! No objects: a number as large as a pointer stands for each handle.

use std::hint::black_box;

use super::contender::{Contender, Kind};
use crate::objects::Object;

pub struct Pointers;

/// Stands for a handle. The compiler must believe that somebody uses it, or it would remove the work.
pub struct Pointer(usize);

impl Drop for Pointer {
    #[inline]
    fn drop(&mut self) {
        black_box(self.0);
    }
}

impl<T: Object> Contender<T> for Pointers {
    const NAME: &'static str = "no objects";
    const KIND: Kind = Kind::Nothing;
    const NEEDS_POOL: bool = false;
    type Handle = Pointer;

    fn start() -> &'static Self {
        &Pointers
    }

    #[inline]
    fn take(&'static self) -> Pointer {
        Pointer(black_box(1))
    }
}
