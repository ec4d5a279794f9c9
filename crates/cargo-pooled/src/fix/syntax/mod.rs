//! A source as syntax: what can be read from its tokens alone.
//!
//! # The map
//!
//! | module | what it is |
//! |---|---|
//! | `names` | names of types and fields without what does not belong to them |
//! | `parse` | parses a source file |
//! | `attributes` | attributes, also those under a condition |
//! | `derives` | the derives of a definition |
//! | `pooled_keys` | the keys in `#[pooled(…)]` |
//! | `types` | what the type of a field says of its values |

pub(crate) mod attributes;
pub(crate) mod derives;
pub(crate) mod names;
pub(crate) mod parse;
pub(crate) mod pooled_keys;
pub(super) mod types;
