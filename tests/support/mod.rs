//! What several test programs share.

#![allow(dead_code, unused_imports, unused_macros, reason = "each program uses a part")]

pub(crate) mod allocator;
pub(crate) mod amount;
pub(crate) mod child;
pub(crate) mod counts;
pub(crate) mod hand;
pub(crate) mod intervals;
pub(crate) mod kinds;
pub(crate) mod listed;
pub(crate) mod rng;
pub(crate) mod unwind;
pub(crate) mod values;
pub(crate) mod witness;
