//! Measures whether a type is worth pooling, on the machine where it will run: [`worth`](fn@worth), or a [`Trial`] with
//! other terms.
//!
//! It compares three ways to get an object: a fresh value, a fresh value in a `Box` (the price of a handle as small as
//! a [`PoolBox`](pooled_runtime::PoolBox) without a pool), and an object from the pool. Their rounds take turns, so
//! that a disturbance of the machine that is longer than a turn affects all three.
//!
//! Use it through `pooled_types::worth`.
//!
//! # The map
//! Each module imports only from those above it.
//!
//! | module | what it is |
//! |---|---|
//! | `allocations` | the allocator that counts |
//! | `stack` | where an allocation came from |
//! | `assert_no_alloc` | a test that code allocates nothing |
//! | `spread` | medians and quartiles of the rounds |
//! | `ways` | the three ways, and a round of each |
//! | `verdict` | whether to pool, judged by the figures |
//! | `figures` | times and their ratios as text |
//! | `worth` | the result of a measurement |
//! | `trial` | how long the rounds are, and whose turn it is |
//! | `report` | the result in words |

mod allocations;
mod assert_no_alloc;
mod figures;
mod report;
mod spread;
mod stack;
mod trial;
mod verdict;
mod ways;
mod worth;

pub use allocations::CountingAllocator;
pub use assert_no_alloc::assert_no_alloc;
pub use spread::{Spread, UseCost};
pub use trial::{Trial, worth};
pub use verdict::{MARGIN, Verdict};
pub use worth::Worth;
