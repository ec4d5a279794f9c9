//! Containers that keep their elements: what leaves them is reset and used again.
//!
//! # The map
//! | room | what it is |
//! |---|---|
//! | `quiet` | whether a pool may drop spares at any time |
//! | `needed` | how many spares the last uses needed |
//! | `in_place` | deserialising in place |
//! | `option` | [`ReuseOption`], an option |
//! | `vec` | [`ReuseVec`], a vector |
//! | `map` | [`ReuseMap`], a hash map |
//! | `pooled` | the containers as pooled types |
//! | [`recipes`] | how containers of other crates can keep their elements |
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

extern crate alloc;

#[cfg(feature = "serde")]
mod in_place;
mod map;
mod needed;
mod option;
mod pooled;
mod quiet;
pub mod recipes;
mod vec;

pub use map::ReuseMap;
pub use map::iter::{Drain, IntoIter, Iter, IterMut};
pub use option::ReuseOption;
pub use vec::ReuseVec;
