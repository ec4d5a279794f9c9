//! A small random number generator, so that a schedule can be repeated from its seed.

/// Marsaglia's xorshift with a multiplication behind it.
pub(crate) struct Rng(u64);

impl Rng {
    /// Seeds that are near each other give unlike sequences.
    pub(crate) fn new(seed: u64) -> Self {
        let mixed = (seed ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self((mixed ^ (mixed >> 32)) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).expect("a `usize` fits");
        usize::try_from((u128::from(self.next()) * u128::from(end)) >> 64).expect("it is below a `usize`")
    }

    /// True once in `n` times.
    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// The seeds of the schedules that a test tries: those below `count`, or the one that `POOLED_SEED` names.
pub(crate) fn seeds(count: u64) -> std::ops::Range<u64> {
    match std::env::var("POOLED_SEED") {
        Ok(seed) => {
            let seed = seed.parse().expect("`POOLED_SEED` is a number");
            seed..seed + 1
        }
        Err(_) => 0..count,
    }
}
