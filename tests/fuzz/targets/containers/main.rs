//! Programs for `ReuseVec` and `ReuseMap`, compared with `Vec` and `HashMap`. Some of the code of users panics in them.
//!
//! The programs and their models are those of the property tests of `pooled-collections`.

#![no_main]

use arbitrary::{Result, Unstructured};
use libfuzzer_sys::{Corpus, fuzz_target};

mod map;
#[path = "../../../../crates/pooled-collections/tests/map/steps.rs"]
mod map_steps;
#[path = "../../../../crates/pooled-collections/tests/support/trouble.rs"]
mod trouble;
#[path = "../../../../crates/pooled-collections/tests/map/troubled.rs"]
mod troubled;
mod vec;
#[path = "../../../../crates/pooled-collections/tests/vec/steps.rs"]
mod vec_steps;

/// How many steps a program has at most.
const MOST: usize = 100;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    match program(&mut Unstructured::new(bytes)) {
        Ok(()) => Corpus::Keep,
        Err(_) => Corpus::Reject,
    }
});

fn program(u: &mut Unstructured<'_>) -> Result<()> {
    match u.int_in_range(0..=3)? {
        0 => vec_steps::try_steps(&steps(u, vec::step)?),
        1 => vec_steps::try_panics(&steps(u, |u| with_fuse(u, vec::step))?),
        2 => map_steps::try_steps(&steps(u, map::step)?),
        _ => map_steps::try_panics(&steps(u, |u| with_fuse(u, map::step))?),
    }
    Ok(())
}

/// Steps, until the input ends.
fn steps<S>(u: &mut Unstructured<'_>, step: impl Fn(&mut Unstructured<'_>) -> Result<S>) -> Result<Vec<S>> {
    let mut steps = Vec::new();
    while !u.is_empty() && steps.len() < MOST {
        steps.push(step(u)?);
    }
    Ok(steps)
}

/// A step, after how many calls of code of users one panics in it, and whether drops count.
fn with_fuse<S>(u: &mut Unstructured<'_>, step: impl Fn(&mut Unstructured<'_>) -> Result<S>) -> Result<(S, u32, bool)> {
    Ok((step(u)?, u.int_in_range(0..=29)?, u.arbitrary()?))
}

/// Up to twelve parts.
fn some<T>(u: &mut Unstructured<'_>, part: impl Fn(&mut Unstructured<'_>) -> Result<T>) -> Result<Vec<T>> {
    (0..u.int_in_range(0..=12)?).map(|_| part(u)).collect()
}
