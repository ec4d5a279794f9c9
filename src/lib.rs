#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

/// The examples of the page are tested.
#[cfg(all(doctest, feature = "std"))]
#[doc = include_str!("../docs/ROLLOUT.md")]
struct Rollout;

pub use pooled_derive::{Pooled, Reset};
#[cfg(feature = "std")]
pub use pooled_runtime::{
    AllStats, ConfigureError, Discards, Drain, Leak, Mode, PoolArc, PoolBox, PoolSettings, PoolSettingsError,
    PoolStats, Pooled, Report, Settings, configure, leaks, stats, trim, trim_thread,
};
pub use pooled_runtime::{Reset, ResetWithin, ResetWithinBytes, TypeLayout, layout, reset};

/// Without the feature `std` there are no thread-local pools, and no type has this trait. It is here for its message.
#[cfg(not(feature = "std"))]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no thread-local pool, because the feature `std` of `pooled-types` is off",
    label = "has no pool",
    note = "switch the feature `std` on, or write `#[pooled(static = N)]` on the type and the bound `T: StaticPooled`"
)]
pub trait Pooled {}

#[cfg(target_has_atomic = "8")]
pub use pooled_runtime::{StaticBox, StaticPool, StaticPooled};

#[cfg(feature = "collections")]
#[doc(inline)]
pub use pooled_collections as collections;
#[cfg(feature = "collections")]
pub use pooled_collections::{ReuseMap, ReuseOption, ReuseVec};

#[cfg(feature = "worth")]
#[doc(inline)]
pub use pooled_worth as worth;
#[cfg(feature = "worth")]
pub use pooled_worth::{CountingAllocator, Worth, assert_no_alloc, worth};

#[doc(hidden)]
pub use pooled_runtime::__private;

/// The examples of the page run.
#[cfg(all(doctest, feature = "collections", feature = "worth"))]
#[doc = include_str!("../docs/CONTAINERS.md")]
pub struct Containers;

#[cfg(all(doctest, feature = "collections", feature = "worth"))]
mod guide;
