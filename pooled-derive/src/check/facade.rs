//! The path of the facade crate.

use syn::{ExprPath, Path, PathArguments, parse_quote};

use crate::attr::{Attributes, Key};
use crate::errors::Errors;

/// Refuses a path that leads to no crate.
pub(super) fn check(attributes: &Attributes, errors: &mut Errors) {
    if let Some(path) = attributes.path(Key::Crate).filter(|path| !is_module(path)) {
        errors.add_at(path, "`crate` takes the path of a crate or a module, without `<` and `>`: write `crate = path`");
    }
}

/// The path that `crate = path` gives, or the usual one. `None` if nothing like a path was written;
/// this was reported.
pub(crate) fn facade(attributes: &Attributes) -> Option<Path> {
    match attributes.path(Key::Crate) {
        Some(path) => path.qself.is_none().then(|| without_arguments(path.path.clone())),
        None => (!attributes.has(Key::Crate)).then(usual_facade),
    }
}

/// The path unless `crate = path` says otherwise.
pub(super) fn usual_facade() -> Path {
    parse_quote!(::pooled_types)
}

/// Whether the path may be that of a crate or a module, so that macros of it can be called by it.
fn is_module(path: &ExprPath) -> bool {
    path.qself.is_none() && path.path.segments.iter().all(|segment| segment.arguments.is_none())
}

/// The path that was meant by one with `<` and `>`, for the stubs.
fn without_arguments(mut path: Path) -> Path {
    for segment in &mut path.segments {
        segment.arguments = PathArguments::None;
    }
    path
}
