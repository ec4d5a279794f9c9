//! No pool: a number of a pointer's size in place of each handle.

use std::hint::black_box;

use super::{Contender, Kind};
use crate::objects::Object;

pub struct Pointers;

/// As a handle it is of use to whoever gets it, which the compiler must not see through.
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
