//! Whether a type is worth pooling, measured where it will run: [`worth`](fn@worth), or a [`Trial`] with other terms.
//!
//! Three ways to get an object are compared, in rounds that take turns: a fresh value, a fresh value in a `Box` (which is what a handle as
//! small as a [`PoolBox`](pooled_runtime::PoolBox) costs without a pool), and one from the pool. What disturbs the machine for longer
//! than a turn disturbs all three.
//!
//! | file | what it is |
//! |---|---|
//! | `allocations` | the allocator that counts |
//! | `ways` | the three ways, and a round of each |
//! | `trial` | how long the rounds are, whose turn it is |
//! | `spread` | what is read from the rounds |
//! | `verdict` | what follows from them |
//! | `figures` | times and their ratios, written |
//! | `report` | all of it in words |

mod allocations;
mod figures;
mod report;
mod spread;
mod trial;
mod verdict;
mod ways;

pub use allocations::CountingAllocator;
pub use spread::{Spread, UseCost};
pub use trial::Trial;
pub use verdict::{MARGIN, Verdict};

use pooled_runtime::{Mode, Pooled};

/// Measures whether pooling `T` pays, on this machine, for what `fill` does with an object. Takes about half a second;
/// a `fill` above 20 ms is called twenty to thirty times all the same, however long that takes.
///
/// The [`Verdict`] compares the pool with the faster of two fresh ways, turn by turn: a plain value, and one in a `Box`.
///
/// `fill` is one use of an object: it gets a clean one and does with it what the program would. Print the result, or read its
/// fields. Build with `--release`: there is no verdict without optimisation.
///
/// ```no_run
/// # use pooled_worth::worth;
/// let report = worth::<Vec<u8>>(|buffer| buffer.extend_from_slice(&[7; 1000]));
/// println!("{report}"); // "Vec<u8>: pool it", and why
/// ```
///
/// To see how many allocations the pool avoids, install the [`CountingAllocator`].
///
/// # What is measured
/// A fresh object is what `new` or `Default` makes, without the reset that the pool runs once on its own fresh objects: who does
/// not pool has no reset. So a `fill` should not rely on a field rule such as `value = …`.
///
/// The optimiser sees `fill`, as it would in the program, but neither what it leaves in the object nor the object itself can be
/// optimised away. Data that `fill` reads should come from outside, or through [`black_box`](core::hint::black_box): else it may be
/// computed at compile time.
///
/// A process has one placement of code and memory, which can be lucky for one way: where much depends on the answer, ask it in several.
///
/// All runs on the calling thread. What other threads add to a pool, the depot's use above all, is not measured.
///
/// # What it leaves behind
/// The pool of `T` is the real one: its statistics count the measurement's takes, and the objects it used stay idle there. Of a type with
/// `keep` fields, what is idle on this thread and in the depot is dropped before each round and at the end: what grows in such a field
/// does so for the uses of one round, 100 to 200 µs, and none of it stays.
///
/// # Panics
/// If making, filling, resetting or dropping an object does.
pub fn worth<T: Pooled>(fill: impl FnMut(&mut T)) -> Worth {
    Trial::new().run(fill)
}

/// What [`worth`](fn@worth) found. `Display` is a text of some lines for people, without a line end.
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
    /// How long a pooled use took for each unit of time that a fresh one took in the same turn: below 1 if the pool was faster. The fresh
    /// one is that by value or in a `Box`, whichever has the lower median.
    pub ratio: Spread,
    /// Which part of the takes found no idle object, 0 to 1. Above [`refused`](Self::refused), more objects are in use at a time than
    /// the pool keeps.
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
    /// Whether to pool the type. `None` if [`mode`](Self::mode) or [`is_release`](Self::is_release) is not as it is in use.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        let is_as_in_use = self.mode == Mode::Normal && self.is_release;
        is_as_in_use.then(|| Verdict::of(&self.ratio))
    }

    /// How many allocations a use the pool avoids, compared with a fresh value without a `Box`; negative if it causes some. `None`
    /// where the [`CountingAllocator`] is not installed.
    #[must_use]
    pub fn allocations_avoided(&self) -> Option<f64> {
        Some(self.fresh.allocations? - self.pooled.allocations?)
    }
}
