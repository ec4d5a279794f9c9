//! The attributes of one type, field or variant.

use proc_macro2::Span;
use syn::{Expr, ExprPath, Ident, LitStr, Type};

use super::table::{Key, RuleKey};
use super::value::Value;

/// The attributes that are written on one type, field or variant, each once.
#[derive(Default)]
pub(crate) struct Attributes(Vec<Attr>);

/// One attribute, as it was written.
pub(crate) struct Attr {
    pub(crate) key: Key,
    pub(crate) name: Ident,
    pub(crate) value: Value,
}

impl Attributes {
    pub(super) fn push(&mut self, attr: Attr) {
        self.0.push(attr);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Attr> {
        self.0.iter()
    }

    pub(super) fn find(&self, key: Key) -> Option<&Attr> {
        self.iter().find(|attr| attr.key == key)
    }

    pub(crate) fn has(&self, key: Key) -> bool {
        self.find(key).is_some()
    }

    /// Where the attribute stands.
    pub(crate) fn span(&self, key: Key) -> Option<Span> {
        self.find(key).map(|attr| attr.name.span())
    }

    pub(crate) fn expr(&self, key: Key) -> Option<&Expr> {
        self.find(key)?.value.expr()
    }

    /// The bytes of a cache line.
    pub(crate) fn line(&self, key: Key) -> Option<usize> {
        self.find(key)?.value.line()
    }

    pub(crate) fn path(&self, key: Key) -> Option<&ExprPath> {
        self.find(key)?.value.path()
    }

    pub(crate) fn text(&self, key: Key) -> Option<&LitStr> {
        self.find(key)?.value.text()
    }

    pub(crate) fn types(&self, key: Key) -> &[Type] {
        self.find(key).and_then(|attr| attr.value.types()).unwrap_or_default()
    }

    /// The attributes that are rules of a field. There is one at most, or the others were reported.
    pub(crate) fn rules(&self) -> impl Iterator<Item = (RuleKey, &Attr)> {
        self.iter().filter_map(|attr| Some((attr.key.rule()?, attr)))
    }
}
