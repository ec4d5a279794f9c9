//! The parts of the subcommand `cargo pooled`. A library for its own tests only: it promises nothing to others.
//!
//! # The map
//!
//! Each module imports only from those above it.
//!
//! | module | what it is |
//! |---|---|
//! | [`unit`](mod@unit) | a part of a package, such as its library |
//! | [`model`] | a pooled type, its fields, and what follows from where they lie |
//! | [`search`] | finds a better order of the fields |
//! | [`draw`] | a type as a table, as a picture, as a page |
//! | [`document`] | the report as JSON, which is written and read |
//! | [`diff`] | what has changed since a baseline |
//! | [`fix`] | rewrites struct definitions to a better order |
//! | [`error`] | what ends the program early |
//! | [`opts`] | the command line |
//! | [`discover`] | finds the types of the crates that a command line names |
//! | [`command`] | carries out `cargo pooled layout`: shows, compares, judges, rewrites |

pub mod command;
pub mod diff;
pub mod discover;
pub mod document;
pub mod draw;
pub mod error;
pub mod fix;
pub mod model;
pub mod opts;
pub mod search;
pub mod unit;
