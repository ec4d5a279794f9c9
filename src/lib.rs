//! Object pools for Rust types: `#[derive(Pooled)]` gives a type a pool of its own on each thread, and writes the reset
//! that makes its objects clean for reuse.
//!
//! ```
//! use pooled_types::Pooled;
//!
//! #[derive(Pooled, Default)]
//! struct Request {
//!     id: u64,
//!     body: Vec<u8>,
//! }
//!
//! let mut request = Request::take(); // a clean object: an idle one, or a fresh one
//! request.body.extend_from_slice(b"hello");
//! drop(request); // reset, and back into the pool; `body` keeps its memory
//!
//! assert!(Request::take().body.is_empty());
//! assert_eq!(Request::stats().hits, 1);
//! ```
//!
//! The handle is a [`PoolBox`], which is used like a `Box`. An object may be taken on one thread and dropped on
//! another: the threads share what one of them has too much of. A field whose type can't be reset does not compile,
//! until the field has a [rule](derive@Pooled#attributes). Nobody has to say how many objects a pool keeps. The load
//! decides it, within one budget of bytes for all pools: 64 MiB, unless [`Settings::idle_bytes`] says something else.
//!
//! # What you want, and where it is
//!
//! | you want to | use |
//! |---|---|
//! | pool a type of yours | [`#[derive(Pooled)]`](derive@Pooled), which has the table of all attributes |
//! | take, warm, trim, count | the functions of the trait [`Pooled`](trait@Pooled) |
//! | pool a `Vec`, `String` or `HashMap` | [`PoolBox::<Vec<u8>>::take()`](PoolBox::take) |
//! | have several pools of one type | [`Pool`], a pool that is a value |
//! | accept pools of any kind | the trait [`ObjectPool`] |
//! | share one object between threads | [`PoolBox::share`], which makes a [`PoolArc`] |
//! | reset a part of a pooled type | [`#[derive(Reset)]`](derive@Reset), or the trait [`Reset`](trait@Reset) by hand |
//! | know what the reset of a type does | the table in [`reset`](mod@reset) |
//! | keep the elements of a container | [`ReuseVec`], [`ReuseMap`], [`ReuseOption`] |
//! | limit the memory of all pools | [`configure`] and [`Settings`] |
//! | limit one pool, or switch it off | [`Pooled::settings`](trait@Pooled#method.settings), a [`PoolSettings`] |
//! | give idle memory back | [`trim`], [`trim_thread`], [`Pooled::trim`](trait@Pooled#method.trim) |
//! | see what pools do | [`stats`], and [`PoolStats`] of one pool |
//! | find objects that do not come back | [`leaks`], in the mode [`Mode::Track`]; [`on_leak`] |
//! | know whether a pool pays | [`worth()`], and [`Worth`] |
//! | test that code does not allocate | [`assert_no_alloc`] and [`CountingAllocator`] |
//! | see how a type lies in memory | [`TypeLayout`], and the module [`layout`] |
//! | pool without `std` or an allocator | [`StaticPooled`], by `#[pooled(static = N)]` |
//!
//! # When not to pool
//! Do not pool a type that owns no memory on the heap and is cheap to make, or objects that live long. Do not pool what
//! one function uses alone: clear a local variable and use it again. Measure with [`worth()`] before you decide.
//!
#![doc = include_str!("../docs/guide/features.md")]
//!
//! # The guide
//! This is the reference. The guide is in the folder `docs` of the repository: how pools work, how to choose one, how
//! to use them in production, and what was measured.
//!
//! # The map
//! | module | what it is |
//! |---|---|
//! | [`collections`] | containers that keep their elements |
//! | [`layout`] | how the objects of a type lie in memory |
//! | [`worth`](mod@worth) | measures whether a type is worth pooling |
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

#[cfg(feature = "collections")]
pub mod collections;
pub mod layout;
#[cfg(feature = "worth")]
pub mod worth;

pub use pooled_derive::{Pooled, Reset};
#[cfg(feature = "std")]
pub use pooled_runtime::{
    AllStats, ConfigureError, Discards, Drain, Leak, LeakAlert, Mode, OwnedPoolGuard, Place, Pool, PoolArc, PoolBox,
    PoolBuilder, PoolDrain, PoolGuard, PoolOf, PoolSettings, PoolSettingsError, PoolStats, Pooled, Report, Settings,
    configure, leaks, leaks_older_than, on_leak, stats, trim, trim_thread,
};
pub use pooled_runtime::{NoPool, ObjectPool, Reset, ResetWithin, ResetWithinBytes, TypeLayout, Unpooled, reset};

/// Without the feature `std` there are no thread-local pools, and no type has this trait. It is here for its message.
#[cfg(not(feature = "std"))]
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no thread-local pool, because the feature `std` of `pooled-types` is off",
    label = "has no pool",
    note = "switch the feature `std` on, or write `#[pooled(static = N)]` on the type and the bound `T: StaticPooled`"
)]
pub trait Pooled {}

#[cfg(target_has_atomic = "8")]
pub use pooled_runtime::{StaticBox, StaticPool, StaticPoolOf, StaticPooled};

#[cfg(feature = "collections")]
pub use pooled_collections::{ReuseMap, ReuseOption, ReuseVec};

#[cfg(feature = "worth")]
pub use pooled_worth::{CountingAllocator, Worth, assert_no_alloc, worth};

#[doc(hidden)]
pub use pooled_runtime::__private;

#[cfg(all(doctest, feature = "collections", feature = "worth"))]
mod guide;
