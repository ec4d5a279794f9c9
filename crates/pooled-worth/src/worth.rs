//! The result of a measurement.

use pooled_runtime::Mode;

use crate::spread::{Spread, UseCost};
use crate::verdict::Verdict;

/// The result of [`worth`](fn@crate::worth). `Display` prints a text of some lines for people, without a line end after
/// the last.
///
/// ```
/// use pooled_types::worth;
/// use pooled_types::worth::Verdict;
///
/// let report = worth::<Vec<u8>>(|buffer| buffer.extend_from_slice(&[7; 1000]));
/// match report.verdict() {
///     Some(Verdict::Pool) => println!("the pool takes {} of the time", report.ratio.median),
///     Some(_) => println!("no pool"),
///     None => println!("measure with `--release`"),
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Worth {
    /// The type, as [`type_name`](core::any::type_name) has it.
    pub name: &'static str,
    /// How many objects were held at a time.
    pub held: usize,
    /// The cost of a fresh object by value.
    pub fresh: UseCost,
    /// The cost of a fresh object in a `Box`.
    pub boxed: UseCost,
    /// The cost of an object from the pool.
    pub pooled: UseCost,
    /// Where a pooled use still allocates: the place of its first allocation, and the function. `None` if it makes
    /// none, if there is no debug information, or if the [`CountingAllocator`](crate::CountingAllocator) is not
    /// installed.
    pub first_allocation: Option<String>,
    /// The time of a pooled use divided by that of a fresh use in the same turn: below 1 if the pool was faster. The
    /// fresh use is that by value or that in a `Box`, whichever has the lower median.
    pub ratio: Spread,
    /// The part of the takes that found no idle object, from 0 to 1. If it is above [`refused`](Self::refused), more
    /// objects are in use at a time than the pool keeps.
    pub missed: f64,
    /// The part of the returned objects that `validate` refused, from 0 to 1.
    pub refused: f64,
    /// How many containers, for each use, grew above what the pool keeps, so that the return shrinks them: see
    /// [`PoolStats::shrunk`](pooled_runtime::PoolStats::shrunk).
    pub shrunk: f64,
    /// The mode of the pools. If it is not the normal one, there is no verdict.
    pub mode: Mode,
    /// Whether this crate was built without debug assertions, as `--release` does. Otherwise there is no verdict.
    pub is_release: bool,
}

impl Worth {
    /// Whether to pool the type. `None` if [`mode`](Self::mode) is not the normal one or
    /// [`is_release`](Self::is_release) is false.
    ///
    /// ```
    /// use pooled_types::worth::{Verdict, worth};
    ///
    /// let report = worth::<Vec<u8>>(|buffer| buffer.extend_from_slice(&[7; 1000]));
    /// match report.verdict() {
    ///     Some(Verdict::Pool) => println!("it pays"),
    ///     Some(_) => println!("it does not"),
    ///     None => println!("build it with --release"),
    /// }
    /// ```
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let is_as_in_use = self.mode == Mode::Normal && self.is_release;
        is_as_in_use.then(|| Verdict::of(&self.ratio))
    }

    /// How many allocations the pool avoids for each use, compared with a fresh value without a `Box`; negative if it
    /// makes more. `None` if the [`CountingAllocator`](crate::CountingAllocator) is not installed.
    ///
    /// ```
    /// use pooled_types::{CountingAllocator, worth};
    ///
    /// #[global_allocator]
    /// static ALLOCATOR: CountingAllocator = CountingAllocator::new();
    ///
    /// let report = worth::<Vec<u8>>(|buffer| buffer.extend_from_slice(b"hello"));
    /// assert_eq!(report.allocations_avoided(), Some(1.0));
    /// ```
    #[must_use]
    pub fn allocations_avoided(&self) -> Option<f64> {
        Some(self.fresh.allocations? - self.pooled.allocations?)
    }
}
