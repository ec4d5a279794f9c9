//! Spans say where a message points and what a printed name means.
//!
//! A token that a derive prints at the place of the user's has two parts of a span: the place, and the surroundings in
//! which names are looked up. These functions keep the place and change the surroundings.

use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;

/// The place of `tokens`, for tokens that the user did not write: a message points there, and local names that are
/// printed with it are not visible to the user's code.
pub(crate) fn span_of(tokens: &impl Spanned) -> Span {
    tokens.span().resolved_at(Span::mixed_site())
}

/// `ident`, as if the derive had written it in the place where it stands. A derive may use what is deprecated.
pub(crate) fn by_derive(ident: &Ident) -> Ident {
    named_at(ident, ident.span())
}

/// `ident`, as if the derive had written it at the place of `span`.
pub(crate) fn named_at(ident: &Ident, span: Span) -> Ident {
    let mut ident = ident.clone();
    ident.set_span(span.resolved_at(Span::call_site()));
    ident
}
