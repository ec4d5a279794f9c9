//! Attributes, also those under a condition.

use proc_macro2::TokenTree;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

/// Some attributes, with those that each `cfg_attr` may become in its place. A `cfg_attr` that can't be read stays.
pub(crate) fn with_conditional(attrs: &[Attribute]) -> impl Iterator<Item = Meta> {
    attrs.iter().flat_map(|attr| resolved(&attr.meta))
}

/// An attribute, or the ones that it may become.
fn resolved(meta: &Meta) -> Vec<Meta> {
    let Some(list) = meta.require_list().ok().filter(|list| list.path.is_ident("cfg_attr")) else {
        return vec![meta.clone()];
    };
    // The condition is skipped by its tokens: it need not have the form of an attribute, as `true` has not.
    let attributes = list.tokens.clone().into_iter().skip_while(|token| !is_comma(token)).skip(1).collect();
    match Punctuated::<Meta, Token![,]>::parse_terminated.parse2(attributes) {
        Ok(attributes) => attributes.iter().flat_map(resolved).collect(),
        Err(_) => vec![meta.clone()],
    }
}

/// Whether a token is a comma.
pub(super) fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',')
}
