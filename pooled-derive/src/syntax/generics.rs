//! Parameters of types.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, TypeParamBound, WherePredicate, parse_quote};

/// Whether there is more than one type of this name, lifetimes aside.
pub(crate) fn is_generic(generics: &Generics) -> bool {
    generics.params.iter().any(|param| !is_lifetime(param))
}

/// The type called `ident` where it is not generic: each lifetime is `'static`.
pub(crate) fn concrete(ident: &Ident, generics: &Generics) -> TokenStream {
    let lifetimes: Vec<_> = generics.lifetimes().map(|_| quote!('static)).collect();
    if lifetimes.is_empty() { quote!(#ident) } else { quote!(#ident<#(#lifetimes),*>) }
}

/// The parameters of impls that need `Self: 'static`: those that are not lifetimes, each bounded by `'static`.
pub(crate) fn static_generics(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    generics.params = generics.params.into_iter().filter(|param| !is_lifetime(param)).collect();
    for param in generics.type_params_mut() {
        param.bounds.push(parse_quote!('static));
    }
    generics
}

/// Whether some parameter is declared `?Sized`.
pub(crate) fn may_be_unsized(generics: &Generics) -> bool {
    let relaxes = |bound: &TypeParamBound| bound.to_token_stream().to_string().starts_with('?');
    let in_where = |of: &WherePredicate| matches!(of, WherePredicate::Type(of) if of.bounds.iter().any(relaxes));
    generics.where_clause.iter().flat_map(|clause| &clause.predicates).any(in_where)
        || generics.type_params().any(|param| param.bounds.iter().any(relaxes))
}

fn is_lifetime(param: &GenericParam) -> bool {
    matches!(param, GenericParam::Lifetime(_))
}
