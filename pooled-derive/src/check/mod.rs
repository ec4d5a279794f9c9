//! From an item to its [`Model`], or to all the mistakes in it.
//!
//! # The map
//! | module | what it checks |
//! |---|---|
//! | `facade` | the path of the facade crate |
//! | `repr` | what `repr` says of the layout |
//! | `recursion` | types that have handles of themselves |
//! | `generics` | parameters and bounds |
//! | `body` | rules of fields, marks of variants |
//! | `pool` | settings of the pool |
//! | `budget` | limits of the layout |
//! | `layout` | what is said about the layout |

mod body;
mod budget;
mod facade;
mod generics;
mod layout;
mod pool;
mod recursion;
mod repr;

use proc_macro2::TokenStream;
use syn::Meta;

pub(crate) use self::facade::facade;
use self::facade::usual_facade;
use crate::attr::Key;
use crate::errors::Errors;
use crate::item::Item;
use crate::model::Model;
use crate::syntax::span::by_derive;

/// Checks everything about the item. `errors` has what is wrong with its attributes.
pub(crate) fn check(item: &Item<'_>, mut errors: Errors) -> Result<Model, TokenStream> {
    let Item { input, derive, attributes, .. } = item;
    facade::check(attributes, &mut errors);
    repr::check(item, &mut errors);
    generics::check(item, &mut errors);
    let body = body::check(item, &mut errors);
    let pool = derive.makes_pool().then(|| pool::check(item, &mut errors));
    let bound = generics::check_bound(attributes, &mut errors);
    let layout = layout::check(item, &mut errors);
    let model = Model {
        ident: by_derive(&input.ident),
        at: input.ident.span(),
        generics: input.generics.clone(),
        facade: facade(attributes).unwrap_or_else(usual_facade),
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

/// The lints that the user allows on the item or a field. What the derive prints repeats the user's types and paths, so
/// it must allow them as well.
fn allowed(item: &Item<'_>) -> Vec<TokenStream> {
    let attrs = item.input.attrs.iter().chain(item.fields().flat_map(|field| &field.syntax.attrs));
    let lints = attrs.filter_map(|attr| match &attr.meta {
        Meta::List(list) if list.path.is_ident("allow") || list.path.is_ident("expect") => Some(list.tokens.clone()),
        _ => None,
    });
    lints.collect()
}
