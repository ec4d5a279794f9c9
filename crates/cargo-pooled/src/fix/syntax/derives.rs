//! The derives of a definition.

use proc_macro2::TokenTree;
use syn::{Attribute, Meta};

use super::attributes::{is_comma, with_conditional};

/// The derives in the attributes of a definition, also those under a condition: the last name of each path.
pub(crate) fn derives(attrs: &[Attribute]) -> Vec<String> {
    with_conditional(attrs).flat_map(|meta| derived(&meta)).collect()
}

/// What an attribute derives. The attribute itself may have any path: `derive` is in `std::prelude::v1` as well.
fn derived(meta: &Meta) -> Vec<String> {
    let is_derive = meta.path().segments.last().is_some_and(|last| last.ident == "derive");
    let Some(list) = meta.require_list().ok().filter(|_| is_derive) else { return Vec::new() };
    let tokens: Vec<_> = list.tokens.clone().into_iter().collect();
    let name = |token: &TokenTree| matches!(token, TokenTree::Ident(_)).then(|| token.to_string());
    tokens.split(is_comma).filter_map(|path| path.iter().rev().find_map(name)).collect()
}
