//! The runtime of `pooled-types`: resets, slots, thread caches, handles.
//!
//! Use the crate `pooled-types`, which has the derive and the documentation. Items that are public here and not
//! re-exported there are for the code that the derive prints.
//!
//! # The map
//! Each room imports only from those above it. A room that is a folder has a map of its own at its head.
//!
//! | room | what it is |
//! |---|---|
//! | `sync` | the synchronisation primitives, in one place so that loom can stand in for them |
//! | `stack` | reads the functions of a stack from its text |
//! | `panic` | panics of user code that must end here, or wait |
//! | `reset` | the [`Reset`] trait and its implementations; the field rule `zeroize` |
//! | `autoref` | questions that generated code asks about types |
//! | `factory` | how objects of a pooled type are made and judged |
//! | `fresh` | the reset of a fresh object; with debug assertions it tells what would be lost |
//! | `handle_end` | how a handle ends: the same for every handle |
//! | `delegate` | what a handle passes on to its object |
//! | `static_pool` | the pool of a fixed number of objects in a `static`, and its handle [`StaticBox`] |
//! | `config` | settings of all pools |
//! | `pool` | what all threads share of one type: depot, participants, statistics; the list of all pools |
//! | `thread` | what one thread has: its caches, and the paths of a take and a return |
//! | `handle` | what users hold: [`Pooled`], [`PoolBox`], [`PoolArc`] |
//! | `value_pool` | the pool of a value, [`Pool`], and its handles |
//! | `object_pool` | the trait [`ObjectPool`] of pools of any kind |
//! | `global` | functions over the pools of all types |
//! | `macros` | the macro through which generated code reaches what depends on `std` |
//! | `__private` | what generated code names |
//!
//! `models` has the tests that loom runs: they check the code that synchronises, under every interleaving of a few
//! threads. The crate `pooled-layout` says where fields lie on cache lines, the crate `pooled-worth` whether a type is
//! worth pooling.
//!
//! These files have `unsafe` code, and each opens with its invariants: `pool/slot`, `pool/batch`, `pool/depot`,
//! `pool/roster`, `thread/cache`, `thread/exit`, `thread/tls`, `thread/generic_tls`, `thread/value_tls`,
//! `handle/pool_arc`, `handle/pool_box`, `value_pool`, `static_pool`, `reset/erase` and `reset/rebuild`. A few lines
//! elsewhere pass ownership and caches between them (`pool/type_pool`, `thread/flow`, `thread/upkeep`,
//! `thread/current`, `thread/drop_recursion`, `thread/returns`, `thread/slow_path`), read pools that are never freed
//! (`pool/registry`), or that live as long as they are in a list (`pool/living`), count a hit and write to the seats of
//! threads (`pool/gauge`), or register a function with the operating system (`pool/leaks`, `thread/fork`).
//!
//! ## How large it is
//! The runtime is meant to stay small, so its size is stated here. In lines with comments and unit tests, without
//! `models` and `tests/`: the core that needs no `std` has about 1,900 (`lib`, `sync`, `panic`, `autoref`, `factory`,
//! `fresh`, `handle_end`, `delegate`, `static_pool`, `macros`, `__private`, `object_pool`), the pools that need `std`
//! about 13,800 (`stack`, `config`, `pool`, `thread`, `handle`, `value_pool`, `global`), the resets about 2,000
//! (`reset`). Count them again with `find src -name '*.rs' -not -path '*/models/*' | xargs wc -l`.
//!
//! # The fast path
//! A thread has a *cache* for each type: its stack of idle objects, which is an array. A take pops a pointer from it, a
//! return pushes one. A pool that can't serve (it is not open yet, its thread has ended, or has work to do) has a cache
//! without objects and without room, so one comparison covers every exception. Everything else is a *slow path*. Other
//! threads read only the *gauge* of a cache. `docs/ARCHITECTURE.md` says how large a stack is, what the depot is, and
//! who gives memory back.
//!
//! ```text
//! thread-local          cache                            array (the first four places are in the cache)
//! ┌──────┐   ┌──────┬─────┬──────┬─────┬───┐   ┌────┬────┬────┬────┬────┐
//! │ seat ├──▶│ beat │ top │ base │ end │ … │   │ o₀ │ o₁ │ o₂ │    │    │
//! └──────┘   └──────┴──┬──┴──┬───┴──┬──┴───┘   └────┴────┴────┴────┴────┘
//!                      │     │      │            ▲              ▲         ▲
//!                      │     └──────┼────────────┘              │         │
//!                      └────────────┼───────────────────────────┘         │
//!                                   └─────────────────────────────────────┘
//! ```
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(pooled_loom, allow(dead_code, unused_imports, reason = "models see only a part of the crate"))]

#[cfg(feature = "alloc")]
extern crate alloc;

mod autoref;
mod delegate;
mod factory;
mod fresh;
mod handle_end;
mod panic;
pub mod reset;
#[cfg(feature = "std")]
#[doc(hidden)]
pub mod stack;
#[cfg(target_has_atomic = "8")]
mod static_pool;
#[cfg(target_has_atomic = "8")]
mod sync;

// Loom has neither constants nor thread-locals: models see only the parts of these rooms that rest on neither.
#[cfg(all(feature = "std", not(pooled_loom)))]
mod config;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod global;
#[cfg(feature = "std")]
mod handle;
#[cfg(not(pooled_loom))]
mod object_pool;
#[cfg(feature = "std")]
mod pool;
#[cfg(feature = "std")]
mod thread;
#[cfg(all(feature = "std", not(pooled_loom)))]
mod value_pool;

#[cfg(all(test, pooled_loom))]
mod models;

#[doc(hidden)]
pub mod __private;
mod macros;

#[cfg(all(feature = "std", not(pooled_loom)))]
pub use config::{ConfigureError, Mode, Report, Settings};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use global::{AllStats, configure, stats, trim, trim_thread};
#[doc(hidden)]
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use global::{IdleBudget, each_stats, idle_budget};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use handle::pool_arc::PoolArc;
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use handle::pool_box::PoolBox;
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use handle::pooled::{Drain, Pooled};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use handle::settings::{PoolSettings, PoolSettingsError};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use object_pool::PoolOf;
#[cfg(all(target_has_atomic = "8", not(pooled_loom)))]
pub use object_pool::StaticPoolOf;
#[cfg(not(pooled_loom))]
pub use object_pool::{NoPool, ObjectPool, Unpooled};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use pool::alerts::{LeakAlert, on_leak};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use pool::leaks::{Leak, leaks, leaks_older_than};
#[cfg(feature = "std")]
pub use pool::stats::{Discards, PoolStats};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use pool::walk::Place;
#[doc(inline)]
pub use pooled_layout as layout;
#[doc(inline)]
pub use pooled_layout::TypeLayout;
pub use reset::{Reset, ResetWithin, ResetWithinBytes};
#[cfg(target_has_atomic = "8")]
pub use static_pool::{StaticBox, StaticPool, StaticPooled};
#[cfg(all(feature = "std", not(pooled_loom)))]
pub use value_pool::{OwnedPoolGuard, Pool, PoolBuilder, PoolDrain, PoolGuard};
