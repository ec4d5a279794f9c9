//! What allocates, and what does not.
//!
//! Apart from `facade`, because its allocator serves the whole process. Each thread counts its own allocations, so the
//! tests may run beside each other.

#[cfg(feature = "bytes")]
mod into_bytes;
mod pool_arc;
mod steady;
#[path = "../support/mod.rs"]
mod support;

// Under Miri nothing is counted: it objects to the notes that this writes behind allocations.
#[cfg(not(miri))]
#[global_allocator]
static ALLOCATOR: support::allocator::Checking = support::allocator::Checking;
