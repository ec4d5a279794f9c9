//! Looks for names in the types and expressions that the user wrote.

use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericParam, Generics, Type};

/// The first name of a type parameter in `ty`.
pub(crate) fn type_param(ty: &Type, generics: &Generics) -> Option<Ident> {
    starting(ty, &|ident| generics.type_params().any(|param| param.ident == *ident))
}

/// Whether `ty` mentions a type that is associated with a type parameter: `T::Item` or `<T as Iterator>::Item`.
pub(crate) fn associated(ty: &Type, generics: &Generics) -> bool {
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
pub(crate) fn of_impl(ty: &Type, generics: &Generics) -> Option<Ident> {
    let is_param = |ident: &Ident| {
        generics.params.iter().any(|param| match param {
            GenericParam::Type(param) => param.ident == *ident,
            GenericParam::Const(param) => param.ident == *ident,
            GenericParam::Lifetime(_) => false,
        })
    };
    starting(ty, &|ident| ident == "Self" || is_param(ident))
}

/// Whether `ty` mentions the type called `itself`, by whatever path.
pub(crate) fn itself(ty: &Type, itself: &Ident) -> bool {
    find(ty.to_token_stream(), &|ident, _| ident == itself || ident == "Self").is_some()
}

/// Whether `tokens` mention `wanted`.
pub(crate) fn name(tokens: TokenStream, wanted: &Ident) -> bool {
    find(tokens, &|ident, _| ident == wanted).is_some()
}

/// The first `Self` in `tokens`.
pub(crate) fn self_type(tokens: TokenStream) -> Option<Ident> {
    find(tokens, &|ident, _| ident == "Self")
}

/// The first `self` in `tokens` that means the object: that of `self::CONSTANT` means the module.
pub(crate) fn object(tokens: TokenStream) -> Option<Ident> {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let found = match token {
            TokenTree::Ident(ident) => (ident == "self" && !is_path_sign(tokens.peek())).then_some(ident),
            TokenTree::Group(group) => object(group.stream()),
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

/// Whether `ty` has handles of the type called `itself`, with parameters of its own.
pub(crate) fn handle_of_itself(ty: &Type, itself: &Ident, generics: &Generics) -> bool {
    let is_own = |argument: TokenStream| {
        let has = |wanted: &dyn Fn(&Ident) -> bool| find(argument.clone(), &|ident, _| wanted(ident)).is_some();
        let is_param = |ident: &Ident| generics.type_params().any(|param| param.ident == *ident);
        has(&|ident| ident == "Self") || (has(&|ident| ident == itself) && has(&is_param))
    };
    any_handle(ty.to_token_stream(), &is_own)
}

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

/// Whether `ty` is by its name a number, a `bool` or a `char`, or an array of such.
pub(crate) fn only_scalars(ty: &Type) -> bool {
    const SCALARS: &[&str] = &[
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
        "usize",
    ];
    match ty {
        Type::Array(array) => only_scalars(&array.elem),
        Type::Path(path) => path.path.get_ident().is_some_and(|ident| SCALARS.iter().any(|scalar| ident == scalar)),
        _ => false,
    }
}

/// The first name in `ty` that is wanted and stands at the start of a path.
fn starting(ty: &Type, wanted: &dyn Fn(&Ident) -> bool) -> Option<Ident> {
    find(ty.to_token_stream(), &|ident, starts| starts && wanted(ident))
}

/// The first name in `tokens`, at any depth, that is wanted; `wanted` is told whether it starts a path.
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

    use super::{associated, handle_of_itself, itself, object, of_impl, only_scalars, type_param};

    #[test]
    fn associated_types_are_found() {
        let generics: Generics = parse_quote!(<T, U>);
        for ty in [parse_quote!(T::Item), parse_quote!(Vec<<U as Iterator>::Item>), parse_quote!([(u8, T::Item); 2])] {
            assert!(associated(&ty, &generics));
        }
        for ty in [parse_quote!(T), parse_quote!(HashMap<T, U>), parse_quote!(Item::T), parse_quote!(u8)] {
            assert!(!associated(&ty, &generics));
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
        assert!(of_impl(&parse_quote!(Foo<[u8; N]>), &generics).is_some_and(|ident| ident == "N"));
        assert!(of_impl(&parse_quote!(Self), &generics).is_some());
        assert!(of_impl(&parse_quote!(Foo<u8, 3>), &generics).is_none());
    }

    #[test]
    fn the_object_is_found_and_no_module() {
        let finds = |text: &str| object(text.parse().expect("tokens")).is_some();
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
    fn scalars_are_known_by_name() {
        for ty in [parse_quote!(u8), parse_quote!([[f64; 2]; N])] {
            assert!(only_scalars(&ty));
        }
        for ty in [parse_quote!(T), parse_quote!(u8::Part), parse_quote!([Vec<u8>; 2]), parse_quote!((u8,))] {
            assert!(!only_scalars(&ty));
        }
    }

    #[test]
    fn handles_of_the_type_itself_are_found() {
        let (ident, generics) = (parse_quote!(Node), parse_quote!(<T>));
        for ty in [
            parse_quote!(Vec<PoolBox<Node<T>>>),
            parse_quote!([Option<pooled_types::PoolArc<Self>>; 2]),
            parse_quote!((T, PoolBox<(u8, crate::Node<Vec<T>>)>)),
        ] {
            assert!(handle_of_itself(&ty, &ident, &generics));
        }
        for ty in [
            parse_quote!((PoolBox<u8>, Box<Node<T>>)),
            parse_quote!((PoolBox<Node<u8>>, T)),
            parse_quote!(Option<Box<Self>>),
            parse_quote!(Vec<PoolBox<Leaf<T>>>),
        ] {
            assert!(!handle_of_itself(&ty, &ident, &generics));
        }
    }

    #[test]
    fn a_type_is_found_by_any_path() {
        let ident = parse_quote!(Node);
        for ty in [parse_quote!(Vec<Node<T>>), parse_quote!(Option<Box<Self>>), parse_quote!(crate::tree::Node)] {
            assert!(itself(&ty, &ident));
        }
        assert!(!itself(&parse_quote!(Vec<NodeId>), &ident));
    }
}
