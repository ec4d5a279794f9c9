//! What all threads share of the pool of one type, and the list of all pools.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `slot` | the memory of one object |
//! | `stats` | what a pool counts |
//! | `trim_epoch` | how a request to trim reaches every thread |
//! | `depot` | the idle objects that threads share |
//! | `participants` | the threads that have a cache of the type, and what others may read of it |
//! | `type_pool` | all of this for one type |
//! | `registry` | the pools of all types |
//! | `leaks` | where live objects were taken |

pub(crate) mod depot;
#[cfg(not(pooled_loom))]
pub(crate) mod leaks;
pub(crate) mod participants;
#[cfg(not(pooled_loom))]
pub(crate) mod registry;
pub(crate) mod slot;
pub(crate) mod stats;
pub(crate) mod trim_epoch;
pub(crate) mod type_pool;
