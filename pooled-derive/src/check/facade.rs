//! The path of the facade crate.

use syn::{Path, parse_quote};

use crate::attr::{Attributes, Key};

/// The path that `crate = path` gives, or the usual one. `None` if what was written is no path; this was reported.
pub(crate) fn facade(attributes: &Attributes) -> Option<Path> {
    match attributes.path(Key::Crate) {
        Some(path) => Some(path.path.clone()),
        None => (!attributes.has(Key::Crate)).then(usual_facade),
    }
}

/// The path unless `crate = path` says otherwise.
pub(super) fn usual_facade() -> Path {
    parse_quote!(::pooled_types)
}
