//! What all threads share of the pool of one type, and the list of all pools.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `slot` | the memory of one object |
//! | `batch` | batches of idle objects, and stacks of them that threads share without a lock |
//! | `budget` | how many bytes all pools keep idle |
//! | `depot` | the idle objects that threads share |
//! | `gauge` | what other threads may read of a thread's stack |
//! | `stats` | what a pool counts |
//! | `trace` | what slow paths do, as events of `tracing` |
//! | `serde` | the statistics for serde |
//! | `roster` | the threads that have a cache of the type |
//! | `need` | how much of large containers the uses of objects fill |
//! | `contest` | whether several threads lack objects |
//! | `type_hash` | the hash of a type |
//! | `tree` | a tree of what there is once for each type, which threads share without a lock |
//! | `tuning` | what can be set of one pool while the program runs |
//! | `live_budget` | how many live objects a pool should have at most |
//! | `recorded` | whether threads may use their fast paths while takes are recorded |
//! | `type_pool` | all of this for one type |
//! | `clock` | in which interval the process is |
//! | `living` | the pools of values that live |
//! | `registry` | the pools of all types |
//! | `walk` | the place where an object was taken, by walking the stack if need be |
//! | `sample` | which takes are recorded |
//! | `records` | what is known of live objects, by their address |
//! | `leaks` | where live objects were taken, and when |
//! | `alerts` | tells the program's hook of leaks |

#[cfg(not(pooled_loom))]
pub(crate) mod alerts;
pub(crate) mod batch;
pub(crate) mod budget;
#[cfg(not(pooled_loom))]
pub(crate) mod clock;
pub(crate) mod contest;
pub(crate) mod depot;
pub(crate) mod gauge;
#[cfg(not(pooled_loom))]
pub(crate) mod leaks;
pub(crate) mod live_budget;
pub(crate) mod living;
pub(crate) mod need;
pub(crate) mod recorded;
pub(crate) mod records;
#[cfg(not(pooled_loom))]
pub(crate) mod registry;
pub(crate) mod roster;
#[cfg(not(pooled_loom))]
pub(crate) mod sample;
#[cfg(feature = "serde")]
mod serde;
pub(crate) mod slot;
pub(crate) mod stats;
pub(crate) mod trace;
pub(crate) mod tree;
pub(crate) mod tuning;
pub(crate) mod type_hash;
pub(crate) mod type_pool;
#[cfg(not(pooled_loom))]
pub(crate) mod walk;
