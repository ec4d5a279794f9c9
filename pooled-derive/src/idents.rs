//! Which names the tokens of a type mention.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Ident, Type};

/// Whether `ty` mentions one of `names`, at any depth.
pub(crate) fn mentions(ty: &Type, names: &[&Ident]) -> bool {
    any_ident(ty.to_token_stream(), &|ident| names.contains(&ident))
}

/// Whether `ty` mentions `Self`, at any depth.
pub(crate) fn mentions_self(ty: &Type) -> bool {
    any_ident(ty.to_token_stream(), &|ident| ident == "Self")
}

fn any_ident(tokens: TokenStream, wanted: &dyn Fn(&Ident) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => wanted(&ident),
        TokenTree::Group(group) => any_ident(group.stream(), wanted),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether `ty` mentions a type associated with one of `names`: `T::Item` or `<T as Iterator>::Item`.
pub(crate) fn mentions_associated(ty: &Type, names: &[&Ident]) -> bool {
    any_associated(ty.to_token_stream(), names)
}

fn any_associated(tokens: TokenStream, names: &[&Ident]) -> bool {
    let tokens: Vec<_> = tokens.into_iter().collect();
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Ident(ident) if names.contains(&ident) => match tokens.get(at + 1) {
            Some(TokenTree::Punct(next)) => next.as_char() == ':',
            Some(TokenTree::Ident(next)) => next == "as",
            _ => false,
        },
        TokenTree::Group(group) => any_associated(group.stream(), names),
        _ => false,
    })
}
