//! One number bounds what all pools keep idle, whatever the loads are.
//!
//! A program of its own, because the budget is a setting of the process, and a small one here. Its tests run one at a
//! time. `POOLED_SEED=n` repeats the loads of one seed (not how the threads interleave); `POOLED_LONG=1` tries many
//! more seeds.

mod loads;
mod others;
#[path = "../support/mod.rs"]
mod support;
mod used;

// Under Miri nothing is counted: it objects to the notes that this writes behind allocations.
#[cfg(not(miri))]
#[global_allocator]
static ALLOCATOR: support::allocator::Checking = support::allocator::Checking;
