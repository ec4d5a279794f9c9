//! `--sort`: the order of the types.

use std::cmp::Reverse;

use crate::model::Type;
use crate::opts::Sort;

/// Sorts types. Those that are equal in what they are sorted by keep the order of the source.
pub(super) fn sort(types: &mut [Type], order: Sort) {
    types.sort_by_cached_key(|ty| {
        let Type { krate, file, module, name, target, .. } = ty.clone();
        (krate, file, ty.line, module, name, target)
    });
    match order {
        Sort::Source => {}
        Sort::Name => types.sort_by(|a, b| a.name.cmp(&b.name)),
        Sort::Size => types.sort_by_key(|ty| Reverse(ty.size)),
        Sort::Padding => types.sort_by_key(|ty| Reverse(ty.padding())),
        Sort::HotLines => types.sort_by_key(|ty| Reverse(ty.hot_lines())),
    }
}
