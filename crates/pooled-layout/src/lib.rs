//! The memory layout of a type: where its fields lie on cache lines, and which order would be better.
//!
//! Use it through `pooled_types::layout`. The derives of `pooled-types` print what the compiler says of a type;
//! everything else is computed from that by `const fn`, without allocation. What is hidden in the documentation is for
//! the code that the derives print and for the subcommand `cargo pooled`: it may change in any version.
//!
//! # The map
//! Each module imports only from those above it.
//!
//! | module | what it is |
//! |---|---|
//! | `variants` | enums that know all their variants |
//! | `probe` | the type of which generated code asks questions about another type |
//! | `type_traits` | what is known of the type of a field |
//! | `facts` | what the compiler computed of a type: its size, its fields, where they lie |
//! | `orders` | orders of the fields |
//! | `described` | the trait by which a derive says all this |
//! | `known` | what is known of the types of the standard library |
//! | `figures` | figures of one order of the fields: lines, straddles, size |
//! | `places` | what follows from where the fields lie: holes, straddling fields, shared lines |
//! | `suggest` | the order that is suggested, with the proof |
//! | `type_layout` | [`TypeLayout`], the report |
//! | `instance` | what is asked of the instantiations of a generic type |
//! | `source` | where the layout of a pooled type comes from |
//! | `serde` | the report as data |
//! | `render` | the report as text |
//! | `budget` | budgets, which fail the build |
//! | `encoding` | the facts as bytes, for the subcommand |
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

#[cfg(feature = "alloc")]
extern crate alloc;

#[doc(hidden)]
pub mod budget;
mod described;
#[doc(hidden)]
pub mod encoding;
mod facts;
#[doc(hidden)]
pub mod figures;
mod instance;
mod known;
#[doc(hidden)]
pub mod orders;
#[doc(hidden)]
pub mod places;
mod probe;
#[doc(hidden)]
pub mod render;
#[cfg(feature = "serde")]
mod serde;
mod source;
#[doc(hidden)]
pub mod suggest;
mod type_layout;
mod type_traits;
mod variants;

pub use facts::{Field, Heat, Kind};
pub use figures::Figures;
pub use places::Hole;
pub use suggest::Suggestion;
pub use type_layout::{SlotLayout, TypeLayout};

#[doc(hidden)]
pub use described::Described;
#[doc(hidden)]
pub use facts::{Facts, LINE};
#[doc(hidden)]
pub use instance::InstanceOf;
#[doc(hidden)]
pub use known::{Known, Untold};
#[doc(hidden)]
pub use orders::{NoOrders, Ordered};
#[doc(hidden)]
pub use probe::Probe;
#[doc(hidden)]
pub use source::{DescribedLayout, LayoutSource, OpaqueLayout};
#[doc(hidden)]
pub use suggest::OrdersOf;
#[doc(hidden)]
pub use type_layout::slot_align;
#[doc(hidden)]
pub use type_traits::{KEPT_BYTES, Traits};
