//! The statistics of all pools of [`pooled-types`](https://docs.rs/pooled-types) for the [`metrics`] facade, and so for
//! Prometheus and all else that the facade has exporters for.
//!
//! A [`Collector`] publishes them when a scrape asks, as `metrics-process` does it. Between scrapes it does nothing.
//! Pools count in any case, so takes and returns are as fast with it as without.
//!
//! ```
//! use metrics_exporter_prometheus::PrometheusBuilder;
//! use pooled_metrics::Collector;
//! use pooled_types::Pooled;
//!
//! #[derive(Pooled, Default)]
//! struct Request {
//!     body: Vec<u8>,
//! }
//!
//! let exporter = PrometheusBuilder::new().install_recorder()?; // once, at the start
//! let collector = Collector::new();
//! collector.describe();
//!
//! drop(Request::take()); // the program works
//! drop(Request::take());
//!
//! collector.collect(); // for each scrape
//! let text = exporter.render();
//! let hits = text.lines().find(|line| line.contains("Request") && line.contains("hit")).unwrap();
//! assert!(hits.starts_with("pooled_takes_total{pool=") && hits.ends_with(" 1"));
//! # Ok::<(), metrics_exporter_prometheus::BuildError>(())
//! ```
//!
//! # The metrics
//! Each has the label `pool`, but for those of the budget, which all pools share.
//!
//! | metric | kind | unit | what it is |
//! |---|---|---|---|
//! | `pooled_takes_total` | counter | objects | handed out; `outcome` is `hit`, `refill` or `miss` |
//! | `pooled_returns_total` | counter | objects | went back into the pool |
//! | `pooled_discards_total` | counter | objects | the pool dropped; `reason` is a field of [`Discards`] |
//! | `pooled_warmed_total` | counter | objects | made ahead of use, by `warm` |
//! | `pooled_adopted_total` | counter | objects | put into handles by `PoolBox::new` |
//! | `pooled_detached_total` | counter | objects | left the pool by value, by `detach` or a `Drain` |
//! | `pooled_leaked_total` | counter | objects | given up by `leak`; no sign of a fault |
//! | `pooled_shrunk_total` | counter | containers | a reset shrank, because they were above their limit |
//! | `pooled_live_objects` | gauge | objects | in handles |
//! | `pooled_idle_objects` | gauge | objects | in caches of threads and in the depot |
//! | `pooled_peak_objects` | gauge | objects | the most at once, live and idle |
//! | `pooled_idle_bytes` | gauge | bytes | what the idle objects keep, as last measured |
//! | `pooled_peak_idle_bytes` | gauge | bytes | the most of that at a reading |
//! | `pooled_threads` | gauge | threads | have a cache of the type |
//! | `pooled_budget_bytes` | gauge | bytes | what all pools may keep idle together: `Settings::idle_bytes` |
//! | `pooled_budget_used_bytes` | gauge | bytes | used of it; `drop` is `plain` or `custom` |
//!
//! They are the fields of [`PoolStats`], which says exactly what each counts. All discards of a pool together are
//! `discarded` there, and all takes `takes`. `flushes` is not among the metrics: it is about how objects move, and the
//! refills show what comes of it.
//!
//! `drop="custom"` has the objects whose `Drop` may run code of yours, and those of every `Pool<T>`. They may use half
//! of the budget together. The sum of both is what is used.
//!
//! A pool has 25 series, the budget three. So 200 pools have about 5,000.
//!
//! # The label `pool`
//! It is the name of the type with its path, as [`type_name`](core::any::type_name) has it. If two types have one name,
//! such as types in two functions, the second one that is seen gets a number: `app::Job` and `app::Job #7`, the `id` of
//! [`PoolStats`]. A label stays the same until the process ends. In another process the two may have them the other way
//! round.
//!
//! # The map
//! Each module imports only from those above it.
//!
//! | module | what it is |
//! |---|---|
//! | `families` | the metrics: names, units, and where the values are |
//! | `labels` | the label of a pool |
//! | `handles` | the metrics of one pool, and of the budget |
//! | `rhythm` | how often scrapes come |
//! | `collector` | what a scrape calls |
//!
//! [`Discards`]: pooled_runtime::Discards
//! [`PoolStats`]: pooled_runtime::PoolStats
#![forbid(unsafe_code)]

mod collector;
mod families;
mod handles;
mod labels;
mod rhythm;

pub use collector::Collector;

/// Its page of the guide runs here, because the facade has no exporter among its dependencies.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/guide/metrics.md")]
mod guide {}
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
