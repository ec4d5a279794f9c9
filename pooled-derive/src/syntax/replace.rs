//! Expressions that are printed outside of any impl, where `Self` means nothing.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Expr;

/// `expr` with the name of the type in the place of `Self`.
pub(crate) fn outside(expr: &Expr, itself: &Ident) -> Expr {
    Expr::Verbatim(name(expr.to_token_stream(), itself))
}

fn name(tokens: TokenStream, itself: &Ident) -> TokenStream {
    let one = |token| match token {
        TokenTree::Ident(ident) if ident == "Self" => {
            let mut named = itself.clone();
            named.set_span(ident.span().resolved_at(Span::call_site()));
            named.into()
        }
        TokenTree::Group(group) => {
            let mut named = Group::new(group.delimiter(), name(group.stream(), itself));
            named.set_span(group.span());
            named.into()
        }
        other => other,
    };
    tokens.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use syn::{Expr, parse_quote};

    use super::outside;

    #[test]
    fn the_type_is_named() {
        let expr: Expr = parse_quote!(Self::N + { <Self as Sizes>::of(Selfish, [Self::M; 2]) });
        let named: Expr = parse_quote!(Item::N + { <Item as Sizes>::of(Selfish, [Item::M; 2]) });
        let itself = parse_quote!(Item);
        assert_eq!(outside(&expr, &itself).to_token_stream().to_string(), named.to_token_stream().to_string());
    }
}
