//! What one thread has: its caches of idle objects, and the paths of a take and a return through them.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `cache` | the thread's stack of idle objects of one type |
//! | `exit` | the caches of a thread, which it closes when it ends |
//! | `tls` | the thread-local that leads to the cache of a type |
//! | `generic_tls` | the same for generic types: a table, because a `static` can't be generic |
//! | `placement` | which of the two thread-locals a type uses |
//! | `current` | finds or opens this thread's cache of a type |
//! | `decay` | what slow paths do for all pools: dropping what nobody needs, and trims |
//! | `drop_recursion` | cuts chains of drops that would go on for ever |
//! | `returns` | how the loan of an object ends: where the object goes, or how it leaves the pool |
//! | `slow_path` | takes that a cache can't serve; functions that fill and empty a pool |

pub(crate) mod cache;
#[cfg(not(pooled_loom))]
pub(crate) mod current;
#[cfg(not(pooled_loom))]
pub(crate) mod decay;
#[cfg(not(pooled_loom))]
mod drop_recursion;
#[cfg(not(pooled_loom))]
mod exit;
#[cfg(not(pooled_loom))]
mod generic_tls;
#[cfg(not(pooled_loom))]
pub(crate) mod placement;
#[cfg(not(pooled_loom))]
pub(crate) mod returns;
#[cfg(not(pooled_loom))]
pub(crate) mod slow_path;
#[cfg(not(pooled_loom))]
pub(crate) mod tls;
