//! How the objects of a type lie in memory, and which order of the fields would be better.
//!
//! [`TypeLayout`] is the report. The derives write it as the compiler sees the type: `T::LAYOUT` of a pooled type, and
//! [`TypeLayout::of`] of a type that derives `Reset` alone. Printed, it is a table of the fields and a map of the cache
//! lines. Its methods have the same as values, in constants too:
//!
//! ```
//! use pooled_types::layout::Heat;
//! use pooled_types::{Reset, TypeLayout};
//!
//! #[derive(Reset)]
//! #[repr(C)]
//! struct Item {
//!     #[pooled(hot)]
//!     id: u64,
//!     #[pooled(cold)]
//!     history: [u64; 16],
//!     #[pooled(hot)]
//!     body: Vec<u8>,
//! }
//!
//! const LAYOUT: TypeLayout = TypeLayout::of::<Item>();
//! println!("{LAYOUT}");
//! assert_eq!(LAYOUT.lines(), 3);
//! let hot = LAYOUT.fields().filter(|field| field.heat == Heat::Hot);
//! assert_eq!(hot.map(|field| field.name).collect::<Vec<_>>(), ["id", "body"]);
//! ```
//!
//! Budgets make a bad layout an error of the build: [`max_size`](derive@crate::Pooled#max_size),
//! [`max_lines`](derive@crate::Pooled#max_lines), [`hot_lines`](derive@crate::Pooled#hot_lines) and
//! [`no_straddle`](derive@crate::Pooled#no_straddle). The command `cargo pooled layout` shows all pooled types of a
//! crate, for any target, and writes the better order into the source.

#[doc(inline)]
pub use pooled_runtime::layout::{Field, Figures, Heat, Hole, Kind, SlotLayout, Suggestion, TypeLayout};
