//! Types that have handles of themselves.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Generics, Type};

use crate::attr::Key;
use crate::errors::Errors;
use crate::item::Item;
use crate::syntax::names;

/// Refuses a type that has handles of itself and does not declare what their pool needs. The compiler would name each
/// part of that in each impl.
pub(super) fn check(item: &Item<'_>, errors: &mut Errors) {
    let (generics, itself) = (&item.input.generics, &item.input.ident);
    if !item.fields().any(|field| has_handle_of_itself(field.ty, itself, generics)) {
        return;
    }
    let clause = generics.where_clause.as_ref().map(ToTokens::to_token_stream).unwrap_or_default();
    let send = if item.attributes.has(Key::Local) { "" } else { "Send + " };
    for param in generics.type_params().filter(|param| param.bounds.is_empty()) {
        let name = &param.ident;
        if !names::contains(clause.clone(), name) {
            let message =
                format!("`{itself}` has handles of itself, so what its pool needs of `{name}` must be declared");
            errors.add_at(name, format_args!("{message}: write `{name}: Reset + Default + {send}'static`"));
        }
    }
}

/// Whether `ty` has handles of the type called `itself`, with parameters of its own.
fn has_handle_of_itself(ty: &Type, itself: &Ident, generics: &Generics) -> bool {
    let is_own = |argument: TokenStream| {
        let has = |name: &Ident| names::contains(argument.clone(), name);
        names::self_type(argument.clone()).is_some()
            || (has(itself) && generics.type_params().any(|param| has(&param.ident)))
    };
    any_handle(ty.to_token_stream(), &is_own)
}

/// Whether `tokens` have a handle of what is wanted.
fn any_handle(tokens: TokenStream, wanted: &dyn Fn(TokenStream) -> bool) -> bool {
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        let found = match token {
            TokenTree::Ident(ident) => (ident == "PoolBox" || ident == "PoolArc") && wanted(arguments(tokens.clone())),
            TokenTree::Group(group) => any_handle(group.stream(), wanted),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        };
        if found {
            return true;
        }
    }
    false
}

/// What stands in the angle brackets that `tokens` start with.
fn arguments(tokens: impl Iterator<Item = TokenTree>) -> TokenStream {
    let mut depth = 0;
    let is_inside = |token: &TokenTree| {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => depth -= 1,
            _ => {}
        }
        depth > 0
    };
    tokens.take_while(is_inside).collect()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::has_handle_of_itself;

    #[test]
    fn handles_of_the_type_itself_are_found() {
        let (ident, generics) = (parse_quote!(Node), parse_quote!(<T>));
        for ty in [
            parse_quote!(Vec<PoolBox<Node<T>>>),
            parse_quote!([Option<pooled_types::PoolArc<Self>>; 2]),
            parse_quote!((T, PoolBox<(u8, crate::Node<Vec<T>>)>)),
        ] {
            assert!(has_handle_of_itself(&ty, &ident, &generics));
        }
        for ty in [
            parse_quote!((PoolBox<u8>, Box<Node<T>>)),
            parse_quote!((PoolBox<Node<u8>>, T)),
            parse_quote!(Option<Box<Self>>),
            parse_quote!(Vec<PoolBox<Leaf<T>>>),
        ] {
            assert!(!has_handle_of_itself(&ty, &ident, &generics));
        }
    }
}
