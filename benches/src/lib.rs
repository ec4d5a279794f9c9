//! What the programs that compare pools share.
//!
//! # The map
//! Each module imports only from modules in rows above its row.
//!
//! | module | what it is |
//! |---|---|
//! | [`objects`] | the objects that are pooled |
//! | [`contenders`] | the pools that are compared, and plain allocation |
//! | [`channel`] | a bounded channel whose ends spin |
//! | [`together`] | a thread that works at the same time as this one |
//! | [`workloads`] | the work that is done with the objects |
//! | [`allocations`] | an allocator that counts its calls and its bytes |
//! | [`sizes`] | work of many sizes, for a pool that has to find its own size |
//! | [`worker`] | a process that does the work, with an allocator of its own |
//! | [`results`] | the results of a run |
//! | [`measure`] | runs what is compared in turn; medians and quartiles |
//! | [`row`] | measures and prints a row of a table: a time, and the ratios of the others to it |
//! | [`claims`] | what is claimed, and whether it holds |
//! | [`compare`] | starts the workers and collects the results |
//! | [`judge`] | starts the workers for [`sizes`], and judges what comes out |
//! | [`footprint`] | what the dependency and a type cost |
//! | [`report`] | writes the document and its plots |

pub mod allocations;
pub mod channel;
pub mod claims;
pub mod compare;
pub mod contenders;
pub mod footprint;
pub mod judge;
pub mod measure;
pub mod objects;
pub mod report;
pub mod results;
pub mod row;
pub mod sizes;
pub mod together;
pub mod worker;
pub mod workloads;
