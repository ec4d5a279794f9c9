//! Compares containers that keep their elements with those of the standard library and of `hashbrown`.
//!
//! `containers [ROUNDS [PART]]`. What is compared takes turns. It prints nanoseconds an entry of the first container
//! of a row, the median of the rounds, and how many times as long the others take: the median of the ratios of each
//! turn. `PART` is `fields` or `maps`; else it measures both.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `fields` | `ReuseVec` in a struct, beside fresh lists and lists that are emptied by hand |
//! | `maps` | `ReuseMap` beside other hash maps |

mod fields;
mod maps;

use std::process::ExitCode;

use pooled_benches::measure;
use pooled_types::CountingAllocator;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::new();

fn main() -> ExitCode {
    measure::run_parts(&[("fields", fields::compare), ("maps", maps::compare)])
}
