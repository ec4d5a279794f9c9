//! What one thread has: its caches of idle objects, and the paths of a take and a return through them.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `notices` | tells the program what it wants to hear of pools |
//! | `drop_recursion` | bounds how deep drops are nested, and ends chains of them that would go on for ever |
//! | `cache` | the thread's stack of idle objects of one type |
//! | `flow` | how objects flow between the stack and the depot, and how large the stack may be |
//! | `signal` | how threads learn that an interval has ended, or that they are to trim |
//! | `exit` | the caches of a thread, which it closes when it ends |
//! | `value_tls` | leads to the caches of pools of values: a table |
//! | `fast_path` | where the fast paths of a pool of a value look, on all threads, and whether they look at all |
//! | `fork` | how the child of a forked process begins anew |
//! | `tls` | the thread-local that leads to the cache of a type |
//! | `generic_tls` | the same for generic types: a table, because a `static` can't be generic |
//! | `placement` | which of the two thread-locals a type uses |
//! | `access` | the way of a thread to its cache of a type, whatever the type |
//! | `upkeep` | what slow paths do beside their work: dropping what is not needed, and trims |
//! | `share` | which takes and returns are pooled, if not all are |
//! | `current` | finds or opens this thread's cache of a type |
//! | `returns` | how the loan of an object ends: where the object goes, or how it leaves the pool |
//! | `slow_path` | takes that a cache can't serve; functions that fill and empty a pool |

#[cfg(not(pooled_loom))]
pub(crate) mod access;
pub(crate) mod cache;
#[cfg(not(pooled_loom))]
pub(crate) mod current;
#[cfg(not(pooled_loom))]
pub(crate) mod drop_recursion;
#[cfg(not(pooled_loom))]
mod exit;
pub(crate) mod fast_path;
pub(crate) mod flow;
#[cfg(not(pooled_loom))]
mod fork;
#[cfg(not(pooled_loom))]
mod generic_tls;
#[cfg(not(pooled_loom))]
pub(crate) mod notices;
#[cfg(not(pooled_loom))]
pub(crate) mod placement;
#[cfg(not(pooled_loom))]
pub(crate) mod returns;
#[cfg(not(pooled_loom))]
mod share;
#[cfg(not(pooled_loom))]
mod signal;
#[cfg(not(pooled_loom))]
pub(crate) mod slow_path;
#[cfg(not(pooled_loom))]
pub(crate) mod tls;
#[cfg(not(pooled_loom))]
pub(crate) mod upkeep;
#[cfg(not(pooled_loom))]
pub(crate) mod value_tls;
