//! What pools count, while no idle object is dropped for its age.
//!
//! Apart from `facade`, because a process sets the interval once, and before it uses a pool.

mod balance;
mod chains;
mod crowd;
mod interval;
mod stats;
#[path = "../support/mod.rs"]
mod support;
