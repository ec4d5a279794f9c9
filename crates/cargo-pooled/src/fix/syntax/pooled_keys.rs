//! The keys in `#[pooled(…)]`, as far as a fix has to know them.

use proc_macro2::TokenTree;
use syn::{Attribute, Meta};

use super::attributes::{is_comma, with_conditional};

/// A key and its value.
pub(crate) struct PooledKey {
    pub(crate) name: String,
    /// The tokens behind the `=`.
    value: Vec<TokenTree>,
}

/// The keys in the attributes of a definition or a field, also those under a condition.
pub(crate) fn pooled_keys(attrs: &[Attribute]) -> Vec<PooledKey> {
    let lists = with_conditional(attrs).filter_map(|meta| match meta {
        Meta::List(list) if list.path.is_ident("pooled") => Some(list.tokens.into_iter().collect::<Vec<_>>()),
        _ => None,
    });
    lists.flat_map(|tokens| tokens.split(is_comma).filter_map(PooledKey::new).collect::<Vec<_>>()).collect()
}

impl PooledKey {
    fn new(tokens: &[TokenTree]) -> Option<Self> {
        let (name, value) = tokens.split_first()?;
        Some(Self { name: name.to_string(), value: value.iter().skip(1).cloned().collect() })
    }

    /// Whether code of the user resets a field with this key. A literal is no code.
    pub(crate) fn is_code(&self) -> bool {
        let is_literal = matches!(self.value.last(), Some(TokenTree::Literal(_))) && self.value.len() <= 2;
        self.name == "with" || (self.name == "value" && !is_literal)
    }
}
