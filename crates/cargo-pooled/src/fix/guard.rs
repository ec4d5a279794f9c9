//! Definitions whose fields must stay where they are.

use proc_macro2::TokenTree;
use quote::quote;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Field, ItemStruct, Meta, Token, Type};

use super::types::is_sized;
use super::wish::{Wish, plain};

/// The derives of a definition, also those under a condition, by their last names.
#[must_use]
pub(super) fn derives(item: &ItemStruct) -> Vec<String> {
    item.attrs.iter().flat_map(|attr| with_conditional(&attr.meta)).flat_map(|meta| derived(&meta)).collect()
}

/// The derive may be called by any path: it is in `std::prelude::v1` as well.
fn derived(meta: &Meta) -> Vec<String> {
    let is_derive = meta.path().segments.last().is_some_and(|last| last.ident == "derive");
    let Some(list) = meta.require_list().ok().filter(|_| is_derive) else { return Vec::new() };
    let tokens: Vec<_> = list.tokens.clone().into_iter().collect();
    let name = |token: &TokenTree| matches!(token, TokenTree::Ident(_)).then(|| token.to_string());
    tokens.split(is_comma).filter_map(|path| path.iter().rev().find_map(name)).collect()
}

pub(super) fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',')
}

/// An attribute, or those that a `cfg_attr` may become. One that can't be read stays a `cfg_attr`.
#[must_use]
pub(super) fn with_conditional(meta: &Meta) -> Vec<Meta> {
    let Some(list) = meta.require_list().ok().filter(|list| list.path.is_ident("cfg_attr")) else {
        return vec![meta.clone()];
    };
    // The condition may be no attribute: `true`.
    let attributes = list.tokens.clone().into_iter().skip_while(|token| !is_comma(token)).skip(1).collect();
    match Punctuated::<Meta, Token![,]>::parse_terminated.parse2(attributes) {
        Ok(attributes) => attributes.iter().flat_map(with_conditional).collect(),
        Err(_) => vec![meta.clone()],
    }
}

/// Checks that all attributes can be read: what one says that can't may matter.
fn check_attributes(item: &ItemStruct) -> Result<(), String> {
    let attrs = item.attrs.iter().chain(item.fields.iter().flat_map(|field| &field.attrs));
    match attrs.flat_map(|attr| with_conditional(&attr.meta)).find(|meta| meta.path().is_ident("cfg_attr")) {
        Some(meta) => Err(format!("what its `{}` stands for can't be read", quote!(#meta))),
        None => Ok(()),
    }
}

/// Checks that the fields of a definition are those of the wish and may change places.
///
/// # Errors
/// Says why they may not.
pub(super) fn check(item: &ItemStruct, wish: &Wish) -> Result<(), String> {
    if !matches!(item.fields, syn::Fields::Named(_)) {
        return Err("the fields of a tuple struct are used by their position".to_string());
    }
    check_attributes(item)?;
    if let Some(field) = item.fields.iter().find(|field| is_conditional(field)) {
        return Err(format!("`{}` is there under a `cfg` only, and the order is for this build", name(field)));
    }
    let names: Vec<_> = item.fields.iter().map(name).collect();
    if names != wish.declared || !is_permutation(&names, &wish.order) {
        return Err(
            "its fields are not those that were compiled: the file has changed, or an attribute changes them".into()
        );
    }
    if names == wish.order { Ok(()) } else { may_move(item, wish) }
}

fn may_move(item: &ItemStruct, wish: &Wish) -> Result<(), String> {
    let compares = derives(item).into_iter().find(|derive| derive == "PartialOrd" || derive == "Ord");
    if let Some(derive) = compares {
        return Err(format!("`derive({derive})` compares the fields in the order they are declared"));
    }
    match item.fields.iter().last() {
        Some(last) if Some(&name(last)) != wish.order.last() && may_be_unsized(&last.ty, item) => {
            Err(format!("`{}` has to stay last: its type may be unsized", name(last)))
        }
        _ => Ok(()),
    }
}

fn is_permutation(names: &[String], order: &[String]) -> bool {
    let sorted = |list: &[String]| {
        let mut list = list.to_vec();
        list.sort();
        list
    };
    sorted(names) == sorted(order)
}

/// The name of a field.
pub(super) fn name(field: &Field) -> String {
    field.ident.as_ref().map(|ident| plain(&ident.to_string())).unwrap_or_default()
}

fn is_conditional(field: &Field) -> bool {
    let is_cfg = |attr: &Attribute| with_conditional(&attr.meta).iter().any(|meta| meta.path().is_ident("cfg"));
    field.attrs.iter().any(is_cfg)
}

/// Whether some parameter is `?Sized` and the type is not one that is sized whatever it is of.
fn may_be_unsized(ty: &Type, item: &ItemStruct) -> bool {
    let (parameters, conditions) = (&item.generics, &item.generics.where_clause);
    let relaxed = quote!(#parameters #conditions).to_string().contains('?');
    let text = quote!(#ty).to_string();
    let mut words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    relaxed && !is_sized(ty) && words.any(|word| item.generics.type_params().any(|parameter| parameter.ident == word))
}
