//! Steps of a program for a vector.

use arbitrary::{Result, Unstructured};

use crate::some;
use crate::vec_steps::Step;

pub(crate) fn step(u: &mut Unstructured<'_>) -> Result<Step> {
    Ok(match u.int_in_range(0..=28)? {
        0..=2 => Step::Add(value(u)?),
        3 => Step::AddAt(index(u)?, value(u)?),
        4 => Step::AddWith(value(u)?),
        5 => Step::Push(value(u)?),
        6 => Step::Insert(index(u)?, value(u)?),
        7 => Step::Set(index(u)?, value(u)?),
        8 => Step::Extend(some(u, value)?),
        9 => Step::ExtendFromSlice(some(u, value)?),
        10 => Step::CopyFrom(some(u, value)?),
        11 => Step::Append(some(u, value)?),
        12 => Step::ResizeClean(index(u)?),
        13 => Step::Clear,
        14 => Step::Truncate(index(u)?),
        15 => Step::RemoveLast,
        16 => Step::Remove(index(u)?),
        17 => Step::SwapRemove(index(u)?),
        18 => Step::Retain(u.int_in_range(1..=3)?),
        19 => Step::Dedup,
        20 => Step::Pop,
        21 => Step::Take(index(u)?),
        22 => Step::Drain(index(u)?, index(u)?),
        23 => Step::Sort,
        24 => Step::Reserve(index(u)?),
        25 => Step::Shrink,
        26 => Step::Reset,
        27 => Step::ResetWithin(u.int_in_range(0..=299)?),
        _ => Step::ShrinkRetained(u.int_in_range(0..=299)?),
    })
}

fn index(u: &mut Unstructured<'_>) -> Result<usize> {
    u.int_in_range(0..=19)
}

fn value(u: &mut Unstructured<'_>) -> Result<u8> {
    u.int_in_range(0..=9)
}
