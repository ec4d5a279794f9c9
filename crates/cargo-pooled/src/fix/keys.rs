//! What `#[pooled(…)]` says, as far as a fix has to know.

use proc_macro2::TokenTree;
use syn::{Attribute, Meta};

use super::guard::{is_comma, with_conditional};

/// A key and what is behind its `=`.
pub(super) struct Key {
    pub(super) name: String,
    value: Vec<TokenTree>,
}

/// The keys of a definition's or a field's attributes, also those under a condition.
pub(super) fn keys(attrs: &[Attribute]) -> Vec<Key> {
    let lists = attrs.iter().flat_map(|attr| with_conditional(&attr.meta)).filter_map(|meta| match meta {
        Meta::List(list) if list.path.is_ident("pooled") => Some(list.tokens.into_iter().collect::<Vec<_>>()),
        _ => None,
    });
    lists.flat_map(|tokens| tokens.split(is_comma).filter_map(Key::new).collect::<Vec<_>>()).collect()
}

impl Key {
    fn new(tokens: &[TokenTree]) -> Option<Self> {
        let (name, value) = tokens.split_first()?;
        Some(Self { name: name.to_string(), value: value.iter().skip(1).cloned().collect() })
    }

    /// Whether a field with this key is reset by code of the user. A literal is none.
    pub(super) fn is_code(&self) -> bool {
        let is_literal = matches!(self.value.last(), Some(TokenTree::Literal(_))) && self.value.len() <= 2;
        self.name == "with" || (self.name == "value" && !is_literal)
    }
}
