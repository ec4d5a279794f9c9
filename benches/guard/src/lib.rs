//! Guards the fast paths: `tests/guard` compares what it finds here with what was recorded.
//!
//! - The functions below: their assembly is in `assembly/`.
//! - `bin/fast_path`: the program whose instructions are counted. The counts are in `counts.txt`.
//!
//! # The map
//!
//! | module | what it is |
//! |---|---|
//! | [`types`] | the types that are pooled |

pub mod types;

use pooled_types::{Pool, PoolArc, PoolBox, PoolGuard, Pooled};

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
pub fn take_value(pool: &Pool<Vec<u8>>) -> PoolGuard<'_, Vec<u8>> {
    pool.take()
}

#[inline(never)]
pub fn drop_value(object: PoolGuard<'_, Vec<u8>>) {
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
