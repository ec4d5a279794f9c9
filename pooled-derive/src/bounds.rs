//! The bounds of the printed impls: what the fields need, unless `bound = "..."` says otherwise.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Ident, Type, WhereClause, parse_quote};

use crate::model::{Home, Model, Rule};

/// The bounds of `impl Reset`.
pub(crate) fn of_reset(model: &Model) -> WhereClause {
    let mut clause = declared(model);
    match &model.bound {
        Some(bound) => clause.predicates.extend(bound.iter().cloned()),
        None => infer_reset(model, &mut clause),
    }
    clause
}

/// The bounds of `impl Recipe`: those of `Reset`, and what making an object needs.
pub(crate) fn of_recipe(model: &Model) -> WhereClause {
    let mut clause = of_reset(model);
    for param in model.generics.type_params() {
        let ident = &param.ident;
        clause.predicates.push(parse_quote!(#ident: 'static));
    }
    if !model.body.makes_fresh() {
        infer_default(model, &mut clause);
    }
    clause
}

/// The bounds of `impl Home` and `impl Pooled`: those of `Recipe`, and that the objects can be sent.
///
/// Only the parameters are bounded: `Foo<T>: Send` would overflow for a recursive type.
pub(crate) fn of_pool(model: &Model) -> WhereClause {
    let mut clause = of_recipe(model);
    let is_local = matches!(&model.pool, Some(pool) if matches!(pool.home, Home::Threads { local: true, .. }));
    if model.bound.is_none() && !is_local {
        for param in model.generics.type_params() {
            let ident = &param.ident;
            clause.predicates.push(parse_quote!(#ident: ::core::marker::Send));
        }
    }
    clause
}

fn declared(model: &Model) -> WhereClause {
    model.generics.where_clause.clone().unwrap_or_else(|| parse_quote!(where))
}

/// Bounds the type of each field that mentions a parameter, as its rule needs it.
///
/// A field that mentions the type itself is left out: its bound would lead back here. What such a field needs follows from the
/// bounds that the type must declare to be well-formed.
fn infer_reset(model: &Model, clause: &mut WhereClause) {
    let params: Vec<_> = model.generics.type_params().map(|param| &param.ident).collect();
    let facade = &model.facade;
    let mut seen = Vec::new();
    for field in model.body.fields() {
        let needed = match field.rule {
            Rule::Reset => quote!(#facade::Reset),
            Rule::MaxCapacity(_) => quote!(#facade::__private::ResetWithin),
            Rule::Default => quote!(::core::default::Default),
            Rule::Value(_) | Rule::With(_) | Rule::Zeroize(_) | Rule::Keep => continue,
        };
        let ty = &field.ty;
        if mentions(ty, &params) && !mentions(ty, &[&model.ident]) && !mentions_self(ty) {
            let bound = quote!(#ty: #needed);
            let text = bound.to_string();
            if !seen.contains(&text) {
                seen.push(text);
                clause.predicates.push(parse_quote!(#bound));
            }
        }
    }
    if model.body.makes_fresh() {
        infer_default(model, clause);
    }
}

/// A generic type is made by `Default` where it has it.
fn infer_default(model: &Model, clause: &mut WhereClause) {
    let is_generic = model.generics.type_params().next().is_some() || model.generics.const_params().next().is_some();
    if model.bound.is_none() && model.new.is_none() && is_generic {
        let ident = &model.ident;
        let (_, arguments, _) = model.generics.split_for_impl();
        clause.predicates.push(parse_quote!(#ident #arguments: ::core::default::Default));
    }
}

fn mentions(ty: &Type, names: &[&Ident]) -> bool {
    any_ident(ty.to_token_stream(), &|ident| names.contains(&ident))
}

fn mentions_self(ty: &Type) -> bool {
    any_ident(ty.to_token_stream(), &|ident| ident == "Self")
}

/// Whether some identifier in `tokens`, at any depth, is one that is looked for.
fn any_ident(tokens: TokenStream, wanted: &dyn Fn(&Ident) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => wanted(&ident),
        TokenTree::Group(group) => any_ident(group.stream(), wanted),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
