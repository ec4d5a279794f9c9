//! What the facade offers, in one program, because each program takes time to link.
//!
//! The tests run beside each other, and all threads share the idle objects of a type. A test that counts objects or
//! compares their addresses has a pooled type that no other test uses. A test that trims or configures the pools of all
//! types, or needs an allocator of its own, is in another program.

#[cfg(feature = "collections")]
mod collections;
mod fresh;
mod handle;
mod many_types;
mod panics;
mod pool;
mod pool_arc_threads;
mod retained;
mod rules;
mod shrunk;
mod static_pool;
#[path = "../support/mod.rs"]
mod support;
mod threads;
mod value_hooks;
mod value_pool;
mod value_rules;
