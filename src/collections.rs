//! Containers that keep their elements: what leaves them is reset and used again.
//!
//! A `Vec<String>` that is cleared keeps its own memory and frees that of its texts. These containers keep both. They
//! are for types that a pool resets, and for any other loop that fills a container again and again.
//!
//! | instead of | use | what it keeps |
//! |---|---|---|
//! | `Vec<T>` | [`ReuseVec<T>`](ReuseVec) | elements, and what they own |
//! | `HashMap<K, V>` | [`ReuseMap<K, V>`](ReuseMap) | keys and values, and what they own |
//! | `Option<T>` | [`ReuseOption<T>`](ReuseOption) | the value, and what it owns |
//!
//! ```
//! use pooled_types::{Pooled, ReuseVec};
//!
//! #[derive(Pooled, Default)]
//! struct Message {
//!     lines: ReuseVec<String>,
//! }
//!
//! for _ in 0..3 {
//!     let mut message = Message::take();
//!     message.lines.add().push_str("first"); // a clean text: from the second time on one that has memory
//!     message.lines.add().push_str("second");
//!     assert_eq!(message.lines, ["first", "second"]);
//! }
//! assert_eq!(Message::take().lines.spares(), 2);
//! ```
//!
//! A reset keeps at most 64 KiB in each, or what the field rule [`max_bytes`](derive@crate::Pooled#max_bytes) says. The
//! type of the elements has a [`Reset`](trait@crate::Reset). For containers of other crates there are [`recipes`].

#[doc(inline)]
pub use pooled_collections::*;
