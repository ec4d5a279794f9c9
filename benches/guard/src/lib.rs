//! Guards the fast paths: what is measured here is compared by `tests/guard` with what was recorded.
//!
//! - [`types`]: what is pooled.
//! - The functions below: their assembly is in `assembly/`.
//! - `bin/fast_path`: the program whose instructions are counted; the counts are in `counts.txt`.

pub mod types;

use pooled_types::{PoolArc, PoolBox, Pooled};

use crate::types::{Generic, Static};

#[inline(never)]
pub fn take_static() -> PoolBox<Static> {
    Static::take()
}

#[inline(never)]
pub fn try_take_static() -> Option<PoolBox<Static>> {
    Static::try_take()
}

#[inline(never)]
pub fn drop_static(object: PoolBox<Static>) {
    drop(object);
}

#[inline(never)]
pub fn take_generic() -> PoolBox<Generic<u8>> {
    Generic::take()
}

#[inline(never)]
pub fn drop_generic(object: PoolBox<Generic<u8>>) {
    drop(object);
}

#[inline(never)]
pub fn clone_shared(object: &PoolArc<Static>) -> PoolArc<Static> {
    PoolArc::clone(object)
}

#[inline(never)]
pub fn drop_shared(object: PoolArc<Static>) {
    drop(object);
}
