//! Measures whether a type is worth pooling, on the machine where it will run.
//!
//! [`worth()`] compares three ways to get an object: a fresh value, a fresh value in a `Box`, and an object from the
//! pool. They take turns for half a second. The report has a verdict, the times, and what allocates.
//!
//! ```no_run
//! use pooled_types::worth;
//!
//! // One use of an object, as in your program. Run it with `--release`.
//! let report = worth::<Vec<u8>>(|buffer| buffer.extend_from_slice(&[7; 1000]));
//! println!("{report}"); // "Vec<u8>: pool it", and why
//! ```
//!
//! | you want to | use |
//! |---|---|
//! | have a verdict | [`worth()`], and [`Worth::verdict`] |
//! | measure with many objects at a time, or for longer | [`Trial`] |
//! | count the allocations that a pool avoids | [`CountingAllocator`] as the global allocator |
//! | test that warm code does not allocate | [`assert_no_alloc`] |

#[doc(inline)]
pub use pooled_worth::*;
