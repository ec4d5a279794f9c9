//! What the subcommand does with whole packages, and what its parts say of types made up for tests.

mod baseline;
mod budget;
mod crates;
mod diff;
mod draw;
#[cfg(unix)]
mod fallback;
mod known;
mod nested;
mod project;
mod rewrite;
mod said;
mod shapes;
#[path = "../support/mod.rs"]
mod support;
mod targets;
#[cfg(unix)]
mod wrappers;
