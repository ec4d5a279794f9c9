//! What users hold.
//!
//! | file | what it is |
//! |---|---|
//! | `pooled` | the trait [`Pooled`](pooled::Pooled) |
//! | `pool_box` | [`PoolBox`](pool_box::PoolBox), the handle of one owner |
//! | `refcount` | how many handles a shared object has |
//! | `pool_arc` | [`PoolArc`](pool_arc::PoolArc), the handle of any number of owners |
//! | `settings` | the settings of one pool |
//! | `declare` | the macro that makes types of other crates pooled types |
//! | `std_types` | the containers of the standard library as pooled types |
//! | `foreign_types` | the containers of other crates as pooled types |
//!
//! `pooled` and `pool_box` import each other: functions of the trait return the handle, and the handle needs a type
//! with the trait.

#[cfg(not(pooled_loom))]
mod declare;
#[cfg(all(
    not(pooled_loom),
    any(
        feature = "arrayvec",
        feature = "bumpalo",
        feature = "bytes",
        feature = "hashbrown",
        feature = "http",
        feature = "indexmap",
        feature = "smallvec",
    )
))]
mod foreign_types;
#[cfg(not(pooled_loom))]
pub(crate) mod pool_arc;
#[cfg(not(pooled_loom))]
pub(crate) mod pool_box;
#[cfg(not(pooled_loom))]
pub(crate) mod pooled;
pub(crate) mod refcount;
#[cfg(not(pooled_loom))]
pub(crate) mod settings;
#[cfg(not(pooled_loom))]
mod std_types;
