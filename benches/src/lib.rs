//! What the programs that compare pools share.

pub mod allocations;
pub mod channel;
pub mod claims;
pub mod compare;
pub mod contenders;
pub mod footprint;
pub mod measure;
pub mod objects;
pub mod report;
pub mod results;
pub mod worker;
pub mod workloads;
