//! The parts of the subcommand `cargo pooled`. A library for its own tests only: it promises nothing to others.
//!
//! # The map
//! Each module imports only from those above it.
//!
//! | module | what it is |
//! |---|---|
//! | [`mod@unit`] | a part of a package, such as its library |
//! | [`model`] | a pooled type, its fields, and what follows from where they lie |
//! | [`search`] | the order that the fields had better be in |
//! | [`draw`] | a type as a table, as a picture, as a page |
//! | [`document`] | the report as JSON, which is written and read |
//! | [`diff`] | what has changed since a baseline |
//! | [`fix`] | rewrites struct definitions to a better order |
//! | [`error`] | what ends the program early |
//! | [`opts`] | the command line |
//! | [`report`] | from a command line to the types of the crates that it names |
//! | [`layout`] | the subcommand: finds, sorts, shows, judges |

pub mod diff;
pub mod document;
pub mod draw;
pub mod error;
pub mod fix;
pub mod layout;
pub mod model;
pub mod opts;
pub mod report;
pub mod search;
pub mod unit;
