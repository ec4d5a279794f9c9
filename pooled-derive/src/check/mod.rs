//! From the syntax of an item to its [`Model`], or to all the mistakes in it.

mod body;
mod generics;
pub(crate) mod layout;
mod repr;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Meta, Path, Token, WherePredicate, parse_quote};

use crate::attr::Attributes;
use crate::attr::Key;
use crate::attr::is_zero;
use crate::errors::Errors;
use crate::item::Item;
use crate::model::{Home, Model, Pool};
use crate::syntax::replace::outside;

/// Where the facade is unless `crate = path` says otherwise.
fn default_facade() -> Path {
    parse_quote!(::pooled_types)
}

/// Where the facade is; `None` if what was written is no path, which was reported.
pub(crate) fn facade(attributes: &Attributes) -> Option<Path> {
    match attributes.path(Key::Crate) {
        Some(path) => Some(path.path.clone()),
        None => attributes.span(Key::Crate).is_none().then(default_facade),
    }
}

/// `ident`, as if the derive had written it in the place where it stands. A derive may use what is deprecated.
fn by_derive(ident: &Ident) -> Ident {
    let mut ident = ident.clone();
    ident.set_span(ident.span().resolved_at(Span::call_site()));
    ident
}

/// Checks everything about the item; `errors` has what is wrong with its attributes.
pub(crate) fn check(item: &Item<'_>, mut errors: Errors) -> Result<Model, TokenStream> {
    let Item { input, derive, attributes, .. } = item;
    check_repr(item, &mut errors);
    generics::check(item, &mut errors);
    let body = body::check(item, &mut errors);
    let pool = derive.makes_pool().then(|| check_pool(item, &mut errors));
    let bound = check_bound(attributes, &mut errors);
    let layout = layout::check(item, &mut errors);
    let model = Model {
        ident: by_derive(&input.ident),
        at: input.ident.span(),
        generics: input.generics.clone(),
        facade: facade(attributes).unwrap_or_else(default_facade),
        body,
        new: attributes.path(Key::New).cloned(),
        bound,
        pool,
        layout,
        field_types: item.fields().map(|field| field.ty.clone()).collect(),
        allowed: allowed(item),
    };
    errors.finish(model)
}

/// The lints that are allowed on the item or a field: the derive prints the user's types and paths again.
fn allowed(item: &Item<'_>) -> Vec<TokenStream> {
    let attrs = item.input.attrs.iter().chain(item.fields().flat_map(|field| &field.syntax.attrs));
    let lints = attrs.filter_map(|attr| match &attr.meta {
        Meta::List(list) if list.path.is_ident("allow") || list.path.is_ident("expect") => Some(list.tokens.clone()),
        _ => None,
    });
    lints.collect()
}

fn check_bound(attributes: &Attributes, errors: &mut Errors) -> Option<Vec<WherePredicate>> {
    let text = attributes.text(Key::Bound)?;
    let parser = Punctuated::<WherePredicate, Token![,]>::parse_terminated;
    let bounds = text.parse_with(parser).unwrap_or_else(|error| {
        let message = format!("`bound` takes bounds as in a `where` clause, such as \"T: Clone\": {error}");
        errors.add(text.span(), message);
        Punctuated::new()
    });
    Some(bounds.into_iter().collect())
}

fn check_repr(item: &Item<'_>, errors: &mut Errors) {
    for attr in item.input.attrs.iter().filter(|attr| attr.path().is_ident("repr")) {
        let _ = attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("packed") {
                let message =
                    "`repr(packed)` fields can't be borrowed, so they can't be reset in place: remove `packed`, or";
                let instead =
                    format!("{message} put the packed struct in a field of one that derives `{}`", item.derive.name());
                errors.add_at(&meta.path, instead);
            }
            if meta.input.peek(syn::token::Paren) {
                meta.input.parse::<proc_macro2::Group>()?;
            }
            Ok(())
        });
    }
}

fn check_pool(item: &Item<'_>, errors: &mut Errors) -> Pool {
    let attributes = &item.attributes;
    for key in [Key::Capacity, Key::Static] {
        if let Some(zero) = attributes.expr(key).filter(|expr| is_zero(expr)) {
            let name = key.name();
            let message = format!(
                "`{name} = {}` would keep no object: write `{name} = 1` or more, or do not derive `Pooled`",
                zero.to_token_stream()
            );
            errors.add_at(zero, message);
        }
    }
    let home = match attributes.expr(Key::Static) {
        Some(slots) => Home::Static(outside(slots, &item.input.ident)),
        None => Home::Threads {
            local: attributes.span(Key::Local).is_some(),
            capacity: attributes.expr(Key::Capacity).cloned(),
            depot: attributes.expr(Key::Depot).cloned(),
            instances: attributes.types(Key::Instances).to_vec(),
        },
    };
    Pool { validate: attributes.path(Key::Validate).cloned(), home }
}
