//! An HTTP service that prices orders: JSON in, JSON out. Requests, responses and buffers are pooled to their depth.
//!
//! Each order is answered on one of two ways. They do the same work: `fresh` with plain containers, `pooled` with
//! pooled records whose containers keep their elements. So both can be compared in one process.
//!
//! # The map
//! | module | what it is |
//! |---|---|
//! | [`tariff`] | prices, taxes and discounts: the numbers of both ways |
//! | [`fresh`] | records of plain containers |
//! | [`pooled`] | the same records, pooled |
//! | [`share`] | which requests are pooled |
//! | [`body`] | reads the body of a request, within limits |
//! | [`balance`] | what the pools must say when all is done |
//! | [`metrics`] | the statistics of the pools for Prometheus |
//! | [`settings`] | the settings of the service, and its command line |
//! | [`app`] | the routes |
//! | [`server`] | runs until it is told to stop, and waits for what is under way |
//! | [`samples`] | made-up orders |
//! | [`client`] | a small HTTP client for tests and for the loader |
//! | [`process`] | the service as a child process, for the same |

pub mod app;
pub mod balance;
pub mod body;
pub mod client;
pub mod fresh;
pub mod metrics;
pub mod pooled;
pub mod process;
pub mod samples;
pub mod server;
pub mod settings;
pub mod share;
pub mod tariff;
