//! Pools that are values.

/// More pools than the fast path of a thread finds at once. It finds fewer under Miri.
pub(crate) const MANY: usize = if cfg!(miri) { 10 } else { 300 };
