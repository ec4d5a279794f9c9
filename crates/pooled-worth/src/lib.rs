//! Whether a type is worth pooling, measured where it will run: [`worth`](fn@worth), or a [`Trial`] with other terms.
//!
//! Three ways to get an object are compared, in rounds that take turns: a fresh value, a fresh value in a `Box` (a
//! handle as small as a [`PoolBox`](pooled_runtime::PoolBox) costs that much without a pool), and an object from the
//! pool. If the machine is disturbed for longer than a turn, all three are disturbed.
//!
//! Use it through `pooled_types::worth`.
//!
//! # The map
//! Each module imports only from those above it.
//!
//! | module | what it is |
//! |---|---|
//! | `allocations` | the allocator that counts |
//! | `spread` | what is read from the rounds |
//! | `ways` | the three ways, and a round of each |
//! | `verdict` | what follows from the figures |
//! | `figures` | times and their ratios, written |
//! | `worth` | what a measurement found |
//! | `trial` | how long the rounds are, and whose turn it is |
//! | `report` | all of it in words |

mod allocations;
mod figures;
mod report;
mod spread;
mod trial;
mod verdict;
mod ways;
mod worth;

pub use allocations::CountingAllocator;
pub use spread::{Spread, UseCost};
pub use trial::{Trial, worth};
pub use verdict::{MARGIN, Verdict};
pub use worth::Worth;
