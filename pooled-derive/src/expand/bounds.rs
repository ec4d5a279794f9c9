//! The bounds of the printed impls: what the fields need, unless `bound = "..."` says otherwise.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{WhereClause, parse_quote};

use crate::model::{FieldReset, Layout, Model, Rule};
use crate::syntax::distinct::distinct;
use crate::syntax::generics::may_be_unsized;
use crate::syntax::names;

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
/// Bounded are only the parameters, and the fields whose types are associated with parameters. `Foo<T>: Send` would
/// overflow for a recursive type.
pub(crate) fn of_pool(model: &Model) -> WhereClause {
    let mut clause = of_recipe(model);
    let is_local = model.pool.as_ref().is_some_and(|pool| pool.kind.is_local());
    if model.bound.is_none() && !is_local {
        for param in model.generics.type_params() {
            let ident = &param.ident;
            clause.predicates.push(parse_quote!(#ident: ::core::marker::Send));
        }
        for ty in model.field_types.iter().filter(|ty| names::has_associated_type(ty, &model.generics)) {
            clause.predicates.push(parse_quote!(#ty: ::core::marker::Send));
        }
    }
    clause
}

/// The bounds of the description of the layout: those that are declared, and that the last field has a size if it may
/// have none.
pub(super) fn of_layout(model: &Model, layout: &Layout) -> WhereClause {
    let mut clause = declared(model);
    let generics = &model.generics;
    if let Some(ty) = layout.fields.last().map(|field| &field.ty).filter(|_| may_be_unsized(generics)) {
        if names::type_param(ty, generics).is_some() {
            clause.predicates.push(parse_quote!(#ty: ::core::marker::Sized));
        }
    }
    clause
}

fn declared(model: &Model) -> WhereClause {
    model.generics.where_clause.clone().unwrap_or_else(|| parse_quote!(where))
}

/// Bounds the type of each field that mentions a parameter, as its rule needs it.
///
/// A field whose type mentions the type that is derived for adds no bound, because the bound would depend on itself.
/// What such a field needs follows from the bounds that the type must declare to be well-formed.
fn infer_reset(model: &Model, clause: &mut WhereClause) {
    let needs = |field: &FieldReset| {
        let ty = &field.ty;
        let needed = needed(model, &field.rule)?;
        let adds = names::type_param(ty, &model.generics).is_some() && !names::mentions_itself(ty, &model.ident);
        adds.then(|| quote!(#ty: #needed))
    };
    for bound in distinct(model.body.fields().filter_map(needs)) {
        clause.predicates.push(parse_quote!(#bound));
    }
    if model.body.makes_fresh() {
        infer_default(model, clause);
    }
}

/// The trait that a rule needs of the type of its field.
fn needed(model: &Model, rule: &Rule) -> Option<TokenStream> {
    let facade = &model.facade;
    match rule {
        Rule::Reset => Some(quote!(#facade::Reset)),
        Rule::MaxCapacity(_) => Some(quote!(#facade::__private::ResetWithin)),
        Rule::MaxBytes(_) => Some(quote!(#facade::__private::ResetWithinBytes)),
        Rule::Default => Some(quote!(::core::default::Default)),
        Rule::Value(_) | Rule::With(_) | Rule::Zeroize(_) | Rule::Keep => None,
    }
}

/// A fresh object of a generic type is made by `Default`, so the type is bounded by it, unless it says otherwise.
fn infer_default(model: &Model, clause: &mut WhereClause) {
    if model.bound.is_none() && model.new.is_none() && model.is_generic() {
        let ident = &model.ident;
        let (_, arguments, _) = model.generics.split_for_impl();
        clause.predicates.push(parse_quote!(#ident #arguments: ::core::default::Default));
    }
}
