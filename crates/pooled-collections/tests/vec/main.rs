//! `ReuseVec`: what its users see.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `cases` | how much the random tests try |
//! | `in_place` | deserialises in place |
//! | `pool` | a pool that knows what its intervals need |
//! | `trouble` | a value whose reset, drop and comparison panic when a test says so |
//! | `unlucky` | a number whose deserialising panics |
//! | `steps` | operations on a vector, done with it and with `Vec` |
//! | `model` | random operations, against `Vec` |
//! | `panics` | what a panic in code of users loses |
//! | `bounds` | how many spares a reset keeps |
//! | `methods` | what the examples in the documentation do not show |
//! | `serde` | serialising, and deserialising into spares |

// Its vectors are large; Miri sees the same code run by the tests against the model.
#[cfg(not(miri))]
mod bounds;
#[path = "../support/cases.rs"]
mod cases;
#[cfg(feature = "serde")]
#[path = "../support/in_place.rs"]
mod in_place;
mod methods;
mod model;
mod panics;
#[cfg(not(miri))]
#[path = "../support/pool.rs"]
mod pool;
#[cfg(feature = "serde")]
mod serde;
mod steps;
#[path = "../support/trouble.rs"]
mod trouble;
#[cfg(feature = "serde")]
#[path = "../support/unlucky.rs"]
mod unlucky;
