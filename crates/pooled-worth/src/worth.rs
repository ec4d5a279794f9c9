//! What a measurement found.

use pooled_runtime::Mode;

use crate::spread::{Spread, UseCost};
use crate::verdict::Verdict;

/// What [`worth`](fn@crate::worth) found. `Display` is a text of some lines for people, without a line end.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Worth {
    /// The type, as [`type_name`](core::any::type_name) has it.
    pub name: &'static str,
    /// How many objects were held at a time.
    pub held: usize,
    /// A fresh object by value.
    pub fresh: UseCost,
    /// A fresh object in a `Box`.
    pub boxed: UseCost,
    /// An object from the pool.
    pub pooled: UseCost,
    /// How long a pooled use took for each unit of time that a fresh one took in the same turn: below 1 if the pool was
    /// faster. The fresh one is that by value or in a `Box`, whichever has the lower median.
    pub ratio: Spread,
    /// Which part of the takes found no idle object, 0 to 1. Above [`refused`](Self::refused), more objects are in use
    /// at a time than the pool keeps.
    pub missed: f64,
    /// Which part of the returned objects `validate` refused, 0 to 1.
    pub refused: f64,
    /// How many containers a use grew above what the pool keeps, so that each return shrinks them: see
    /// [`PoolStats::shrunk`](pooled_runtime::PoolStats::shrunk).
    pub shrunk: f64,
    /// Whether pools pooled. Otherwise there is no verdict.
    pub mode: Mode,
    /// Whether this crate was built without debug assertions, as `--release` does. Otherwise there is no verdict.
    pub is_release: bool,
}

impl Worth {
    /// Whether to pool the type. `None` if [`mode`](Self::mode) or [`is_release`](Self::is_release) is not as it is in
    /// use.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let is_as_in_use = self.mode == Mode::Normal && self.is_release;
        is_as_in_use.then(|| Verdict::of(&self.ratio))
    }

    /// How many allocations a use the pool avoids, compared with a fresh value without a `Box`; negative if it causes
    /// some. `None` where the [`CountingAllocator`](crate::CountingAllocator) is not installed.
    #[must_use]
    pub fn allocations_avoided(&self) -> Option<f64> {
        Some(self.fresh.allocations? - self.pooled.allocations?)
    }
}
