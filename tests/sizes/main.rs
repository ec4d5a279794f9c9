//! Pools without attributes: they find their sizes by themselves, and give back what is not needed.
//!
//! A program of its own, because it moves the clock of all pools and counts the memory of the whole process. Its tests
//! run one at a time.

mod cycles;
mod exchange;
mod fading;
mod hits;
mod pieces;
mod random;
mod service;
mod steady;
mod strangers;
#[path = "../support/mod.rs"]
mod support;
mod values;

// Under Miri nothing is counted: it objects to the notes that this writes behind allocations.
#[cfg(not(miri))]
#[global_allocator]
static ALLOCATOR: support::allocator::Checking = support::allocator::Checking;
