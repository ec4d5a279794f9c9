//! How containers of other crates can keep their elements: documentation only.
//!
//! A reset of a `VecDeque<String>` keeps the ring and frees the texts. To keep the texts too, put a list of spares
//! beside the container, and write the reset by hand. It moves each element to the list, after its own reset:
//!
//! ```
//! use std::collections::VecDeque;
//!
//! use pooled_types::Reset;
//!
//! /// A queue of lines that keeps its texts.
//! #[derive(Default)]
//! struct Lines {
//!     queue: VecDeque<String>,
//!     spares: Vec<String>,
//! }
//!
//! impl Lines {
//!     fn push(&mut self, text: &str) {
//!         let mut line = self.spares.pop().unwrap_or_default();
//!         line.push_str(text);
//!         self.queue.push_back(line);
//!     }
//!
//!     /// Removes the first line. `look` sees it before it becomes a spare.
//!     fn pop<R>(&mut self, look: impl FnOnce(&str) -> R) -> Option<R> {
//!         let mut line = self.queue.pop_front()?;
//!         let seen = look(&line);
//!         line.reset();
//!         self.spares.push(line);
//!         Some(seen)
//!     }
//! }
//!
//! impl Reset for Lines {
//!     fn reset(&mut self) {
//!         for mut line in self.queue.drain(..) {
//!             line.reset();
//!             self.spares.push(line);
//!         }
//!         // Few enough that a pool may keep them.
//!         self.spares.truncate(100);
//!         self.queue.reset();
//!     }
//!
//!     fn retained_bytes(&mut self) -> usize {
//!         let texts: usize = self.spares.iter_mut().map(Reset::retained_bytes).sum();
//!         self.queue.retained_bytes() + self.spares.retained_bytes() + texts
//!     }
//!
//!     fn shrink_retained(&mut self, max_bytes: usize) {
//!         self.queue.shrink_retained(max_bytes);
//!         if self.retained_bytes() > max_bytes {
//!             self.spares = Vec::new();
//!         }
//!     }
//! }
//!
//! let mut lines = Lines::default();
//! for _ in 0..3 {
//!     lines.push("one");
//!     lines.push("two");
//!     assert_eq!(lines.pop(str::len), Some(3));
//!     lines.reset();
//!     assert_eq!((lines.queue.len(), lines.spares.len()), (0, 2));
//! }
//! ```
//!
//! The same works with other containers. What differs is how elements get out, and what is lost on the way:
//!
//! | container | elements get out by | what is freed all the same |
//! |---|---|---|
//! | `VecDeque` | `drain(..)` | nothing |
//! | `SmallVec` | `drain(..)` | nothing |
//! | `IndexMap` | `drain(..)`, as pairs | nothing |
//! | `BTreeMap` | `std::mem::take(&mut map)`, as pairs | its nodes, about one for each six to eleven entries |
//! | `BinaryHeap` | `drain()` | nothing |
//! | `HashMap` | use [`ReuseMap`](crate::ReuseMap) | |
//!
//! Instead of a `BTreeMap`, a [`ReuseMap`](crate::ReuseMap) whose keys are sorted when they are needed frees nothing.
//!
//! If the reset of an element panics in this recipe, `drain` drops the elements that are still in the container. A pool
//! then drops the object too, so nothing unclean is used again.
//!
//! The types `HashMap` and `HashSet` of `ahash` are aliases, so they have a `Reset`. `AHashMap` and `AHashSet` are
//! types of their own and have none: use the aliases, or a `ReuseMap` with the hasher `ahash::RandomState`.
