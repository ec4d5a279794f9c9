//! Containers that keep their elements: what leaves them is reset and used again.
//!
//! # The map
//! | room | what it is |
//! |---|---|
//! | `map` | [`ReuseMap`], a hash map |
//! | [`recipes`] | how containers of other crates can keep their elements |
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

mod map;
pub mod recipes;

pub use map::ReuseMap;
pub use map::iter::{Drain, IntoIter, Iter, IterMut};
