//! Replaces names in tokens.

use std::mem;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Expr, Type};

use super::span::named_at;

/// `expr` with the name of the type in the place of `Self`, so that it can be printed outside of any impl, where `Self`
/// means nothing.
pub(crate) fn self_by_name(expr: &Expr, itself: &Ident) -> Expr {
    Expr::Verbatim(self_in(expr.to_token_stream(), itself))
}

/// The same for a type.
pub(crate) fn self_in_type_by_name(ty: &Type, itself: &Ident) -> TokenStream {
    self_in(ty.to_token_stream(), itself)
}

fn self_in(tokens: TokenStream, itself: &Ident) -> TokenStream {
    let name = |ident: Ident, _| if ident == "Self" { named_at(itself, ident.span()) } else { ident };
    replace(tokens, &name)
}

/// `tokens` with `'static` in the place of each of `lifetimes`.
pub(crate) fn lifetimes_by_static(tokens: TokenStream, lifetimes: &[&Ident]) -> TokenStream {
    let name = |ident: Ident, is_lifetime| {
        if is_lifetime && lifetimes.contains(&&ident) { Ident::new("static", ident.span()) } else { ident }
    };
    replace(tokens, &name)
}

/// `tokens` with names as `Debug` shows them: without `r#`, which says how a name is written and is no part of it.
pub(crate) fn unraw(tokens: TokenStream) -> TokenStream {
    replace(tokens, &|ident, _| ident.unraw())
}

/// `tokens` with what `name` makes of each name, at any depth. `name` is told whether it is the name of a lifetime.
fn replace(tokens: TokenStream, name: &dyn Fn(Ident, bool) -> Ident) -> TokenStream {
    let mut after_quote = false;
    let one = |token| {
        let is_lifetime = mem::replace(&mut after_quote, is_quote(&token));
        match token {
            TokenTree::Ident(ident) => name(ident, is_lifetime).into(),
            TokenTree::Group(group) => {
                let mut replaced = Group::new(group.delimiter(), replace(group.stream(), name));
                replaced.set_span(group.span());
                replaced.into()
            }
            other => other,
        }
    };
    tokens.into_iter().map(one).collect()
}

fn is_quote(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '\'')
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use syn::{Expr, parse_quote};

    use super::self_by_name;

    #[test]
    fn the_type_is_named() {
        let expr: Expr = parse_quote!(Self::N + { <Self as Sizes>::of(Selfish, [Self::M; 2]) });
        let named: Expr = parse_quote!(Item::N + { <Item as Sizes>::of(Selfish, [Item::M; 2]) });
        let itself = parse_quote!(Item);
        assert_eq!(self_by_name(&expr, &itself).to_token_stream().to_string(), named.to_token_stream().to_string());
    }
}
