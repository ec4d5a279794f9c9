//! Compares pools that are values: many pools in turn, what one costs to make and to drop, two threads on one pool.
//!
//! `values [ROUNDS [PART]]`. What is compared takes turns. It prints nanoseconds of the first lane of a row, the median
//! of the rounds, and how many times as long the others take: the median of the ratios of each turn. `PART` is `turns`,
//! `lives` or `threads`; else it measures all.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `pools` | the pools, each used as its documentation says |
//! | `turns` | pools that one thread uses in turn |
//! | `lives` | what a pool costs to make, to use first and to drop: time and bytes |
//! | `threads` | two threads on one pool |

mod lives;
mod pools;
mod threads;
mod turns;

use std::process::ExitCode;

use pooled_benches::allocations::Counting;
use pooled_benches::measure;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() -> ExitCode {
    // `threads` is the last, because it leaves this thread on one core.
    measure::run_parts(&[("turns", turns::compare), ("lives", lives::compare), ("threads", threads::compare)])
}
