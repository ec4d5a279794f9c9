//! The pool of a value: not of a type, but one that a program makes, as many as it likes, each with objects of its own.
//!
//! | file | what it is |
//! |---|---|
//! | `plain` | the slot's view of a value that has no trait of ours |
//! | `ends` | how objects leave a pool: plainly, or by the rules of their type |
//! | `recipe` | how objects are made, reset, judged and measured |
//! | `pool` | [`Pool`]: what it is, and its fast paths |
//! | `builder` | [`PoolBuilder`] |
//! | `guard` | the handles, [`PoolGuard`] and [`OwnedPoolGuard`] |
//! | `drain` | the idle objects, by value |
//! | `lending` | what users do with a pool |
//!
//! # Invariants
//! What such a pool shares between threads is a `TypePool`, as for types. It is made at the first use, and freed when
//! the `Pool` is dropped. Nobody has a guard or another reference then, so no thread is inside an operation of the
//! pool. A thread that ends, and the statistics of all pools, look at it under the lock of
//! [`living`](crate::pool::living) only; the `Pool` takes it out of that list first.

mod builder;
mod drain;
mod ends;
mod guard;
mod lending;
mod plain;
mod pool;
mod recipe;

pub use builder::PoolBuilder;
pub use drain::PoolDrain;
pub use guard::{OwnedPoolGuard, PoolGuard};
pub use pool::Pool;
