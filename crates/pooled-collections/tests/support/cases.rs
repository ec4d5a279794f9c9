//! How much the random tests try.

use std::ops::Range;

use proptest::test_runner::{Config, RngAlgorithm};

/// So many cases. Miri runs one, with the generator of random numbers that has the fewest instructions: the usual one
/// takes most of the time of such a test there.
pub(crate) fn cases(cases: u32) -> Config {
    let default = Config { failure_persistence: None, ..Config::default() };
    if cfg!(miri) {
        Config { cases: 1, rng_algorithm: RngAlgorithm::XorShift, ..default }
    } else {
        Config { cases, ..default }
    }
}

/// How many steps a case has.
pub(crate) fn at_most(steps: usize) -> Range<usize> {
    if cfg!(miri) { steps / 4..steps / 2 } else { 0..steps }
}
