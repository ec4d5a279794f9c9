//! Containers of other crates, each behind the feature of its name.
//!
//! Which traits a container has depends on what it keeps after a reset:
//!
//! | the container | traits | example |
//! |---|---|---|
//! | owns no memory of its own | `Reset`, with `reset` and `reset_with_content!` | `ArrayVec` |
//! | keeps memory that nobody can limit | `Reset`, with `reset_unobserved!` and `__pooled_reset` | `Bump` |
//! | keeps memory, and can be told how much | the same and `ResetWithin`, in the same way | `SmallVec` |
//! | the same, and its methods are those of std's containers | `keep_capacity!` writes all of them | `HashMap` |
//!
//! What keeps memory also has `retained_bytes` and `shrink_retained`. It gives memory up above
//! [`KEPT_BYTES`](super::KEPT_BYTES), and reports that to the observer.
//!
//! Each reset tells an observer that seeks content whether something is in the container. `reset_with_content!` writes
//! that, and so does `container::reset_within`.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `arrayvec` | the lists and texts of `arrayvec`: they have no memory of their own |
//! | `bumpalo` | the arena of `bumpalo`: its newest chunk is kept |
//! | `bytes` | the buffer of `bytes`, of which others may use parts |
//! | `hashbrown` | the hash tables of `hashbrown`: as those of the standard library |
//! | `http` | the map of headers of `http`: it can't be shrunk |
//! | `indexmap` | the maps and sets of `indexmap`: a vector of entries and a hash table of their places |
//! | `smallvec` | the list of `smallvec`: it has capacity only if its elements do not fit in its array |

#[cfg(feature = "arrayvec")]
mod arrayvec;
#[cfg(feature = "bumpalo")]
mod bumpalo;
#[cfg(feature = "bytes")]
mod bytes;
#[cfg(feature = "hashbrown")]
mod hashbrown;
#[cfg(feature = "http")]
mod http;
#[cfg(feature = "indexmap")]
mod indexmap;
#[cfg(feature = "smallvec")]
mod smallvec;
