//! What is said about the parameters of a type.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Token, WherePredicate};

use super::recursion;
use crate::attr::{Attributes, Key};
use crate::errors::Errors;
use crate::item::Item;
use crate::syntax::generics::is_generic;
use crate::syntax::names;

pub(super) fn check(item: &Item<'_>, errors: &mut Errors) {
    if item.derive.makes_pool() {
        check_lifetimes(item, errors);
    }
    if is_generic(&item.input.generics) {
        check_instances(item, errors);
        check_not_static(item, errors);
    } else {
        check_no_instances(item, errors);
    }
    if item.derive.makes_pool() {
        recursion::check(item, errors);
    }
}

/// The bounds in `bound = "..."`, if it is written.
pub(super) fn check_bound(attributes: &Attributes, errors: &mut Errors) -> Option<Vec<WherePredicate>> {
    let text = attributes.text(Key::Bound)?;
    let parser = Punctuated::<WherePredicate, Token![,]>::parse_terminated;
    let bounds = text.parse_with(parser).unwrap_or_else(|error| {
        let message = format!("`bound` takes bounds as in a `where` clause, such as \"T: Clone\": {error}");
        errors.add(text.span(), message);
        Punctuated::new()
    });
    Some(bounds.into_iter().collect())
}

fn check_lifetimes(item: &Item<'_>, errors: &mut Errors) {
    for param in item.input.generics.lifetimes() {
        let lifetime = &param.lifetime;
        let message = format!(
            "`{lifetime}` can't be in a pooled type: idle objects stay in the pool longer than any borrow lasts. \
             Own the data (`String` for `&{lifetime} str`, `Vec<T>` for `&{lifetime} [T]`), \
             or keep a range into data that somebody else owns"
        );
        errors.add_at(lifetime, message);
    }
}

/// Refuses `instances` that are named twice or are themselves generic.
fn check_instances(item: &Item<'_>, errors: &mut Errors) {
    let (ident, generics) = (&item.input.ident, &item.input.generics);
    let mut seen = Vec::new();
    for ty in item.attributes.types(Key::Instances) {
        let text = ty.to_token_stream().to_string();
        if seen.contains(&text) {
            errors.add_at(ty, "this instantiation is named twice: remove one");
        }
        seen.push(text);
        if let Some(name) = names::self_or_param(ty, generics) {
            let message = format!("`{name}` is any type that there may be: `instances` takes concrete ones");
            errors.add(name.span(), format_args!("{message}, such as `{ident}<u32>`"));
        }
    }
}

fn check_no_instances(item: &Item<'_>, errors: &mut Errors) {
    if let Some(at) = item.attributes.span(Key::Instances) {
        let message = "`instances` names instantiations of a generic type";
        errors.add(at, format_args!("{message}, and `{}` is not generic: remove it", item.input.ident));
    }
}

fn check_not_static(item: &Item<'_>, errors: &mut Errors) {
    if let Some(at) = item.attributes.span(Key::Static) {
        let message = "a `static` can't be generic: derive `Pooled` on a struct around one instantiation instead, \
                       or remove `static`";
        errors.add(at, message);
    }
}
