//! Helpers for tokens, types and generics. They know nothing of attributes and pools.
//!
//! # The map
//! | module | what it is |
//! |---|---|
//! | `distinct` | leaves out repetitions |
//! | `span` | where a message points, and what a printed name means |
//! | `literal` | literals of integers |
//! | `types` | what a type is, as far as its form tells |
//! | `containers` | what a type does with its parts, as far as its name tells |
//! | `generics` | parameters of types |
//! | `names` | finds names in tokens |
//! | `replace` | replaces names in tokens |
//! | `pretty` | writes tokens as people do |

pub(crate) mod containers;
pub(crate) mod distinct;
pub(crate) mod generics;
pub(crate) mod literal;
pub(crate) mod names;
pub(crate) mod pretty;
pub(crate) mod replace;
pub(crate) mod span;
pub(crate) mod types;
