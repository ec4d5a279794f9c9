//! `TYPE-FILTER`: which types are meant.

use crate::error::Error;
use crate::model::Type;
use crate::opts::LayoutOpts;

/// The types whose path contains the filter; without a filter, all.
pub(super) fn chosen(opts: &LayoutOpts, types: &[Type]) -> Vec<Type> {
    let fits = |filter: &String, ty: &Type| format!("{}::{}", ty.module, ty.name).contains(filter);
    let is_chosen = |ty: &&Type| opts.filter.as_ref().is_none_or(|filter| fits(filter, ty));
    types.iter().filter(is_chosen).cloned().collect()
}

/// The error that no type fits the filter.
pub(super) fn no_type(filter: &str) -> Error {
    Error::new(format!("no pooled type has `{filter}` in its path"))
}
