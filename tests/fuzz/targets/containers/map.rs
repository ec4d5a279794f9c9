//! Steps of a program for a map.

use arbitrary::{Result, Unstructured};

use crate::map_steps::Step;
use crate::some;

pub(crate) fn step(u: &mut Unstructured<'_>) -> Result<Step> {
    Ok(match u.int_in_range(0..=18)? {
        0..=2 => Step::EntryRef(key(u)?, u.arbitrary()?),
        3 => Step::Insert(key(u)?, u.arbitrary()?),
        4 => Step::GetMut(key(u)?, u.arbitrary()?),
        5 | 6 => Step::Remove(key(u)?),
        7 => Step::Take(key(u)?),
        8 => Step::RemoveEntry(key(u)?),
        9 => Step::Retain(u.int_in_range(1..=3)?),
        10 => Step::Extend(some(u, pair)?),
        11 => Step::CopyFrom(some(u, pair)?),
        12 => Step::Clear,
        13 => Step::Drain(u.int_in_range(0..=11)?),
        14 => Step::Reserve(u.int_in_range(0..=49)?),
        15 => Step::Shrink,
        16 => Step::Reset,
        17 => Step::ResetWithin(u.int_in_range(0..=2_999)?),
        _ => Step::ShrinkRetained(u.int_in_range(0..=2_999)?),
    })
}

fn key(u: &mut Unstructured<'_>) -> Result<u8> {
    u.int_in_range(0..=39)
}

fn pair(u: &mut Unstructured<'_>) -> Result<(u8, u8)> {
    Ok((key(u)?, u.arbitrary()?))
}
