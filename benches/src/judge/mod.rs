//! Compares the contenders at the workloads of [`sizes`](crate::sizes), and judges ours.
//!
//! Each contender works in a process of its own, so that none finds the memory of another in its allocator, and each
//! pool has the budget of a process for itself. The processes take turns. Each is replaced now and then: what a process
//! has by chance, such as the places of its pages, does not decide.
//!
//! # The map
//! Each module imports only from modules in rows above its row.
//!
//! | module | what it is |
//! |---|---|
//! | `worker` | a process that does a job |
//! | `lane` | one contender: its processes and its figures |
//! | `instructions` | counts the instructions of a job |
//! | `search` | finds the best limits for a workload |
//! | [`verdict`] | what is judged, by which limit, and the table |
//! | [`rule`] | how a row is measured and judged |
//! | [`rows`] | the rows: workloads and their rules |

mod instructions;
mod lane;
pub mod rows;
pub mod rule;
mod search;
pub mod verdict;
mod worker;
