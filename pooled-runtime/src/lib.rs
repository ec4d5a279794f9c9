//! The runtime of `pooled-types`: reset, slots, thread-local stacks, handles.
//!
//! Use the crate `pooled-types`, which has the derive and the documentation. What is public here and not
//! re-exported there is for the code that the derive prints.
//!
//! # The map
//! Each module imports only from those above it; `handle` and `pooled` alone name each other, as a type and the trait whose
//! functions return it must.
//!
//! | module | what it is |
//! |---|---|
//! | `reset` | the [`Reset`] trait and its implementations |
//! | `wipe` | the field rule `zeroize` |
//! | `probe` | questions that generated code asks of types |
//! | [`layout`](mod@layout) | where the fields of a type lie on cache lines, and which order would be better |
//! | `recipe` | how a type's objects are made |
//! | `sync`, `unwind` | the synchronisation primitives; panics that must not go on |
//! | [`static_pool`](StaticPool) | the pool of a fixed number of objects in a `static` |
//! | `stats` | counters |
//! | `slot` | the memory of one object |
//! | `requests` | how a request to trim reaches every thread |
//! | `depot` | the idle objects that threads share |
//! | `roster` | the threads that have a stack, and what others may read of it |
//! | `shared` | what all threads share of one type's pool: its depot, its roster, its counts |
//! | `registry` | the pools of all types |
//! | `config`, `track` | settings; where live objects were taken |
//! | `block` | one thread's stack of idle objects |
//! | `exit` | the blocks of a thread, which it closes when it ends |
//! | `upkeep` | what cold paths do for all pools: forgetting and trims |
//! | `local`, `table` | the thread-local stack of a type; of a generic type |
//! | `home` | which of the two a type has |
//! | `chain` | ends drops that would go on for ever |
//! | `cold` | everything a stack can't serve |
//! | `handle` | [`PoolBox`] |
//! | `pooled` | the [`Pooled`] trait |
//! | `count` | how many handles a shared object has |
//! | `arc` | [`PoolArc`] |
//! | `std_types` | the containers of the standard library as pooled types |
//! | `everywhere` | functions over the pools of all types |
//! | [`worth`](mod@worth) | whether a type is worth pooling, measured |
//! | `models` | what loom checks: the code that synchronises, under every interleaving of a few threads |
//!
//! `unsafe` code lives in `slot`, `depot`, `roster`, `block`, `exit`, `local`, `table`, `arc` and `static_pool`, each of which opens with
//! its invariants; in the few lines of `shared`, `cold`, `home` and `handle` that pass ownership and blocks between them, and of `registry`,
//! whose pools are never freed; in one helper of `reset`; and where others ask for it, in the global allocator of `worth`.
//!
//! # The fast path
//! A take pops a pointer from the thread's block, a return pushes one. A pool that can't serve, because it is not open
//! yet or its thread has ended, is a block with neither objects nor room, so one comparison covers every exception:
//!
//! ```text
//! thread-local          block
//! ┌───────┐   ┌─────┬──────┬─────┬──────┬────┬────┬────┬────┬────┐
//! │ block ├──▶│ top │ base │ end │ hits │ o₀ │ o₁ │ o₂ │    │    │
//! └───────┘   └──┬──┴──┬───┴──┬──┴──────┴────┴────┴────┴────┴────┘
//!                │     │      │         ▲              ▲         ▲
//!                │     └──────┼─────────┘              │         │
//!                └────────────┼────────────────────────┘         │
//!                             └──────────────────────────────────┘
//! ```
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(pooled_loom, allow(dead_code, unused_imports, reason = "models see only a part of the crate"))]

#[cfg(feature = "alloc")]
extern crate alloc;

mod probe;
mod recipe;
pub mod reset;
#[cfg(target_has_atomic = "8")]
mod static_pool;
#[cfg(target_has_atomic = "8")]
mod sync;
mod unwind;
mod wipe;

// What synchronises: loom models see it.
#[cfg(feature = "std")]
mod block;
#[cfg(feature = "std")]
mod count;
#[cfg(feature = "std")]
mod depot;
#[cfg(feature = "std")]
mod requests;
#[cfg(feature = "std")]
mod roster;
#[cfg(feature = "std")]
mod shared;
#[cfg(feature = "std")]
mod slot;
#[cfg(feature = "std")]
mod stats;

// What rests on constants or thread-locals, which loom does not have: models don't see it.
#[cfg(all(feature = "std", not(pooled_loom)))]
mod arc;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod chain;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod cold;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod config;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod everywhere;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod exit;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod handle;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod home;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod local;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod pooled;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod registry;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod std_types;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod table;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod track;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod upkeep;

#[cfg(all(test, pooled_loom))]
mod models;

#[doc(hidden)]
pub mod __private;
mod macros;

#[cfg(all(feature = "std", not(pooled_loom)))]
pub use arc::PoolArc;
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use config::{ConfigureError, Mode, Report, Settings, configure};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use everywhere::{AllStats, stats, trim, trim_thread};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use handle::PoolBox;
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use home::default_capacity;
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use pooled::{Drain, Pooled};
#[doc(inline)]
pub use pooled_layout as layout;
#[doc(inline)]
pub use pooled_layout::TypeLayout;
pub use reset::{Reset, ResetWithin};
#[cfg(target_has_atomic = "8")]
pub use static_pool::{StaticBox, StaticPool, StaticPooled};
#[cfg(feature = "std")]
pub use stats::{Discards, PoolStats};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use track::{Leak, leaks};
