//! The keys in `#[pooled(…)]`, as far as a fix has to know them.

use proc_macro2::TokenTree;
use syn::{Attribute, Meta};

use super::attributes::{is_comma, with_conditional};

/// Whether a rule runs code of the user.
#[derive(Clone, Copy)]
enum Runs {
    Code,
    /// Only if its value is no literal.
    CodeUnlessLiteral,
    Nothing,
}

/// The rules of the derive, and whether each runs code of the user. The derive can't be imported here, so a test of the
/// repository compares the names with its table.
const RULES: &[(&str, Runs)] = &[
    ("value", Runs::CodeUnlessLiteral),
    ("default", Runs::Nothing),
    ("with", Runs::Code),
    ("keep", Runs::Nothing),
    ("max_capacity", Runs::Nothing),
    ("max_bytes", Runs::Nothing),
    ("zeroize", Runs::Nothing),
];

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

    /// Whether code of the user resets a field with this key.
    pub(crate) fn is_code(&self) -> bool {
        let Some((_, runs)) = RULES.iter().find(|(name, _)| *name == self.name) else { return false };
        match runs {
            Runs::Code => true,
            Runs::CodeUnlessLiteral => !self.is_literal(),
            Runs::Nothing => false,
        }
    }

    /// Whether the value is a literal, perhaps behind a minus.
    fn is_literal(&self) -> bool {
        matches!(self.value.last(), Some(TokenTree::Literal(_))) && self.value.len() <= 2
    }
}
