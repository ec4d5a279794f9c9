//! Finds names in the types and expressions that the user wrote.

use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericParam, Generics, Type};

/// The first name of a type parameter in `ty`.
pub(crate) fn type_param(ty: &Type, generics: &Generics) -> Option<Ident> {
    starting(ty, &|ident| generics.type_params().any(|param| param.ident == *ident))
}

/// The first name of a constant parameter in `ty`.
pub(crate) fn const_param(ty: &Type, generics: &Generics) -> Option<Ident> {
    starting(ty, &|ident| generics.const_params().any(|param| param.ident == *ident))
}

/// Whether `ty` mentions a type that is associated with a type parameter: `T::Item` or `<T as Iterator>::Item`.
pub(crate) fn has_associated_type(ty: &Type, generics: &Generics) -> bool {
    any_associated(ty.to_token_stream(), &|ident| generics.type_params().any(|param| param.ident == *ident))
}

fn any_associated(tokens: TokenStream, is_param: &dyn Fn(&Ident) -> bool) -> bool {
    let mut after_param = false;
    tokens.into_iter().any(|token| {
        let found = after_param
            && match &token {
                TokenTree::Punct(punct) => punct.as_char() == ':',
                TokenTree::Ident(ident) => ident == "as",
                _ => false,
            };
        after_param = matches!(&token, TokenTree::Ident(ident) if is_param(ident));
        found || matches!(token, TokenTree::Group(group) if any_associated(group.stream(), is_param))
    })
}

/// The first name in `ty` that means something only inside an impl: `Self`, or that of a parameter.
pub(crate) fn self_or_param(ty: &Type, generics: &Generics) -> Option<Ident> {
    let is_param = |ident: &Ident| {
        generics.params.iter().any(|param| match param {
            GenericParam::Type(param) => param.ident == *ident,
            GenericParam::Const(param) => param.ident == *ident,
            GenericParam::Lifetime(_) => false,
        })
    };
    starting(ty, &|ident| ident == "Self" || is_param(ident))
}

/// Whether `ty` mentions the type called `itself`, by any path or as `Self`.
pub(crate) fn mentions_itself(ty: &Type, itself: &Ident) -> bool {
    find(ty.to_token_stream(), &|ident, _| ident == itself || ident == "Self").is_some()
}

/// Whether `wanted` is in `tokens`, at any depth.
pub(crate) fn contains(tokens: TokenStream, wanted: &Ident) -> bool {
    find(tokens, &|ident, _| ident == wanted).is_some()
}

/// The first `Self` in `tokens`.
pub(crate) fn self_type(tokens: TokenStream) -> Option<Ident> {
    find(tokens, &|ident, _| ident == "Self")
}

/// The first `self` in `tokens` that means the object. In `self::CONSTANT` it means the module.
pub(crate) fn self_value(tokens: TokenStream) -> Option<Ident> {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let found = match token {
            TokenTree::Ident(ident) => (ident == "self" && !is_path_sign(tokens.peek())).then_some(ident),
            TokenTree::Group(group) => self_value(group.stream()),
            TokenTree::Punct(_) | TokenTree::Literal(_) => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn is_path_sign(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint)
}

/// The first wanted name in `ty` that starts a path.
fn starting(ty: &Type, wanted: &dyn Fn(&Ident) -> bool) -> Option<Ident> {
    find(ty.to_token_stream(), &|ident, starts| starts && wanted(ident))
}

/// The first wanted name in `tokens`, at any depth. `wanted` is told whether the name starts a path.
fn find(tokens: TokenStream, wanted: &dyn Fn(&Ident, bool) -> bool) -> Option<Ident> {
    let mut after_colon = false;
    tokens.into_iter().find_map(|token| {
        let starts = !after_colon;
        after_colon = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
        match token {
            TokenTree::Ident(ident) => wanted(&ident, starts).then_some(ident),
            TokenTree::Group(group) => find(group.stream(), wanted),
            TokenTree::Punct(_) | TokenTree::Literal(_) => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use syn::{Generics, parse_quote};

    use super::{has_associated_type, mentions_itself, self_or_param, self_value, type_param};

    #[test]
    fn associated_types_are_found() {
        let generics: Generics = parse_quote!(<T, U>);
        for ty in [parse_quote!(T::Item), parse_quote!(Vec<<U as Iterator>::Item>), parse_quote!([(u8, T::Item); 2])] {
            assert!(has_associated_type(&ty, &generics));
        }
        for ty in [parse_quote!(T), parse_quote!(HashMap<T, U>), parse_quote!(Item::T), parse_quote!(u8)] {
            assert!(!has_associated_type(&ty, &generics));
        }
    }

    #[test]
    fn names_are_found_where_they_mean_the_parameter() {
        let generics: Generics = parse_quote!(<'a, T, const N: usize>);
        for ty in [
            parse_quote!(T),
            parse_quote!([Vec<T>; 2]),
            parse_quote!(<T as Iterator>::Item),
            parse_quote!((u8, T::Item)),
        ] {
            assert!(type_param(&ty, &generics).is_some_and(|ident| ident == "T"));
        }
        for ty in [parse_quote!(module::T), parse_quote!(Vec<u8>), parse_quote!([u8; N]), parse_quote!(&'a Self)] {
            assert!(type_param(&ty, &generics).is_none());
        }
        assert!(self_or_param(&parse_quote!(Foo<[u8; N]>), &generics).is_some_and(|ident| ident == "N"));
        assert!(self_or_param(&parse_quote!(Self), &generics).is_some());
        assert!(self_or_param(&parse_quote!(Foo<u8, 3>), &generics).is_none());
    }

    #[test]
    fn the_object_is_found_and_no_module() {
        let finds = |text: &str| self_value(text.parse().expect("tokens")).is_some();
        for text in
            ["self", "self.y + 1", "vec![1, self.y]", "{ self . y += 1; 3 }", "Self::of(&*self)", "a[self::N + self.n]"]
        {
            assert!(finds(text), "{text}");
        }
        for text in ["3", "self::N", "vec![self::N; 2]", "Self::N", "\"self\"", "itself.y", "x.self_"] {
            assert!(!finds(text), "{text}");
        }
    }

    #[test]
    fn a_type_is_found_by_any_path() {
        let ident = parse_quote!(Node);
        for ty in [parse_quote!(Vec<Node<T>>), parse_quote!(Option<Box<Self>>), parse_quote!(crate::tree::Node)] {
            assert!(mentions_itself(&ty, &ident));
        }
        assert!(!mentions_itself(&parse_quote!(Vec<NodeId>), &ident));
    }
}
