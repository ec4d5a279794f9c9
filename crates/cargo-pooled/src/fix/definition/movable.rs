//! Refuses definitions whose fields must stay where they are.

use quote::quote;
use syn::{Field, Fields, ItemStruct, Type};

use crate::fix::request::Request;
use crate::fix::syntax::attributes::with_conditional;
use crate::fix::syntax::derives::derives;
use crate::fix::syntax::names::field_name;
use crate::fix::syntax::types::is_sized;
use crate::fix::words::list;

/// Checks that the fields of a definition are those of the request and may change places.
///
/// # Errors
/// Says why they may not.
pub(super) fn check(item: &ItemStruct, request: &Request) -> Result<(), String> {
    if !matches!(item.fields, Fields::Named(_)) {
        return Err("the fields of a tuple struct are used by their position".to_string());
    }
    check_attributes(item)?;
    if let Some(field) = item.fields.iter().find(|field| is_conditional(field)) {
        return Err(format!(
            "`{}` is there under a `cfg` only, and the order is for this build; to apply it by hand, declare {}",
            field_name(field),
            list(&request.order)
        ));
    }
    let names: Vec<_> = item.fields.iter().map(field_name).collect();
    if names != request.declared || !is_permutation(&names, &request.order) {
        return Err(
            "its fields are not those that were compiled: the file has changed, or an attribute changes them".into()
        );
    }
    if names == request.order { Ok(()) } else { may_move(item, request) }
}

/// Checks that all attributes can be read: one that can't be read may say something that matters here.
fn check_attributes(item: &ItemStruct) -> Result<(), String> {
    let lists = [&item.attrs].into_iter().chain(item.fields.iter().map(|field| &field.attrs));
    match lists.flat_map(|attrs| with_conditional(attrs)).find(|meta| meta.path().is_ident("cfg_attr")) {
        Some(meta) => Err(format!("what its `{}` stands for can't be read", quote!(#meta))),
        None => Ok(()),
    }
}

fn is_conditional(field: &Field) -> bool {
    with_conditional(&field.attrs).any(|meta| meta.path().is_ident("cfg"))
}

fn is_permutation(names: &[String], order: &[String]) -> bool {
    let sorted = |list: &[String]| {
        let mut list = list.to_vec();
        list.sort();
        list
    };
    sorted(names) == sorted(order)
}

fn may_move(item: &ItemStruct, request: &Request) -> Result<(), String> {
    let compares = derives(&item.attrs).into_iter().find(|derive| derive == "PartialOrd" || derive == "Ord");
    if let Some(derive) = compares {
        return Err(format!("`derive({derive})` compares the fields in the order they are declared"));
    }
    match item.fields.iter().last() {
        Some(last) if Some(&field_name(last)) != request.order.last() && may_be_unsized(&last.ty, item) => {
            Err(format!("`{}` has to stay last: its type may be unsized", field_name(last)))
        }
        _ => Ok(()),
    }
}

/// Whether a type may be unsized: some parameter of the definition is `?Sized`, the type names a parameter, and it is
/// not one that is sized with any parameter.
fn may_be_unsized(ty: &Type, item: &ItemStruct) -> bool {
    let (parameters, conditions) = (&item.generics, &item.generics.where_clause);
    let relaxed = quote!(#parameters #conditions).to_string().contains('?');
    let text = quote!(#ty).to_string();
    let mut words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    relaxed && !is_sized(ty) && words.any(|word| item.generics.type_params().any(|parameter| parameter.ident == word))
}
