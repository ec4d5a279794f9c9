//! The bounds of the printed impls: what the fields need, unless `bound = "..."` says otherwise.

use quote::quote;
use syn::{WhereClause, parse_quote};

use crate::mention;
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

/// The bounds of `impl Factory`: those of `Reset`, and what making an object needs.
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

/// The bounds of `impl Placement` and `impl Pooled`: those of `Factory`, and that the objects can be sent.
///
/// Only the parameters are bounded, and fields of types associated with them: `Foo<T>: Send` would overflow for a
/// recursive type.
pub(crate) fn of_pool(model: &Model) -> WhereClause {
    let mut clause = of_recipe(model);
    let is_local = matches!(&model.pool, Some(pool) if matches!(pool.home, Home::Threads { local: true, .. }));
    if model.bound.is_none() && !is_local {
        for param in model.generics.type_params() {
            let ident = &param.ident;
            clause.predicates.push(parse_quote!(#ident: ::core::marker::Send));
        }
        for ty in model.field_types.iter().filter(|ty| mention::associated(ty, &model.generics)) {
            clause.predicates.push(parse_quote!(#ty: ::core::marker::Send));
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
        if mention::type_param(ty, &model.generics).is_some() && !mention::itself(ty, &model.ident) {
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
    if model.bound.is_none() && model.new.is_none() && model.is_generic() {
        let ident = &model.ident;
        let (_, arguments, _) = model.generics.split_for_impl();
        clause.predicates.push(parse_quote!(#ident #arguments: ::core::default::Default));
    }
}
