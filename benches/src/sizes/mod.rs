//! Work of many sizes, for a pool that has to find its own size. Each workload has a file. A worker does the work of
//! one contender, in a process of its own; [`judge`](crate::judge) compares the contenders.
//!
//! # The map
//! Each module imports only from modules in rows above its row.
//!
//! | module | what it is |
//! |---|---|
//! | [`round`] | what a round of a workload gives back |
//! | `random` | numbers that are the same in each run |
//! | [`source`] | where objects come from: a pool, an allocator, a peer |
//! | [`grid`] | types with limits in their attributes, to find the best limits |
//! | [`many_types`] | 200 types that are alike, static and generic |
//! | `hold` | take many, drop them all |
//! | [`game`] | objects that live for some frames |
//! | `pipe` | one thread takes, another drops, at once or in waves |
//! | `crowd` | four threads take, four others drop |
//! | `exchange` | 64 threads hand objects to each other at random |
//! | `mixed` | many types in random order |
//! | `once` | 200 types, each used once in a thread |
//! | `threads` | threads that use four types and end |
//! | [`held`] | bytes that are held after a burst of large buffers |
//! | `ageing` | what a take or return pays for others' ends |
//! | [`work`] | the list of all workloads, and how a worker does one |

mod ageing;
mod crowd;
mod exchange;
pub mod game;
pub mod grid;
pub mod held;
mod hold;
pub mod many_types;
mod mixed;
mod once;
mod pipe;
mod random;
pub mod round;
pub mod source;
mod threads;
pub mod work;
