//! What is said about the parameters of a type.

use quote::ToTokens;

use crate::attr::Key;
use crate::errors::Errors;
use crate::item::Item;
use crate::model::is_generic;
use crate::syntax::names;

pub(super) fn check(item: &Item<'_>, errors: &mut Errors) {
    check_parameters(item, errors);
    if item.derive.makes_pool() {
        check_recursion(item, errors);
    }
}

fn check_parameters(item: &Item<'_>, errors: &mut Errors) {
    let Item { input, derive, attributes, .. } = item;
    let generics = &input.generics;
    for param in generics.lifetimes().filter(|_| derive.makes_pool()) {
        let lifetime = &param.lifetime;
        let message = format!(
            "`{lifetime}` can't be in a pooled type: idle objects stay in the pool longer than any borrow lasts. \
             Own the data (`String` for `&{lifetime} str`, `Vec<T>` for `&{lifetime} [T]`), or keep a range into data that somebody else owns"
        );
        errors.add_at(lifetime, message);
    }
    let has_params = is_generic(generics);
    if let Some(at) = attributes.span(Key::Instances).filter(|_| !has_params) {
        errors.add(
            at,
            format_args!(
                "`instances` names instantiations of a generic type, and `{}` is not generic: remove it",
                input.ident
            ),
        );
    }
    let mut seen = Vec::new();
    for ty in attributes.types(Key::Instances).iter().filter(|_| has_params) {
        let text = ty.to_token_stream().to_string();
        if seen.contains(&text) {
            errors.add_at(ty, "this instantiation is named twice: remove one");
        }
        seen.push(text);
        if let Some(name) = names::of_impl(ty, generics) {
            let message = format!(
                "`{name}` is any type that there may be: `instances` takes concrete ones, such as `{}<u32>`",
                input.ident
            );
            errors.add(name.span(), message);
        }
    }
    if let Some(at) = attributes.span(Key::Static).filter(|_| has_params) {
        let message = "a `static` can't be generic: derive `Pooled` on a struct around one instantiation instead, or remove `static`";
        errors.add(at, message);
    }
}

/// Refuses a type that has handles of itself and does not declare what their pool needs: the compiler would name each part of
/// that in each impl.
fn check_recursion(item: &Item<'_>, errors: &mut Errors) {
    let (generics, itself) = (&item.input.generics, &item.input.ident);
    if !item.fields().any(|field| names::handle_of_itself(field.ty, itself, generics)) {
        return;
    }
    let clause = generics.where_clause.as_ref().map(ToTokens::to_token_stream).unwrap_or_default();
    let send = if item.attributes.span(Key::Local).is_some() { "" } else { "Send + " };
    for param in generics.type_params().filter(|param| param.bounds.is_empty()) {
        let name = &param.ident;
        if !names::name(clause.clone(), name) {
            let message =
                format!("`{itself}` has handles of itself, so what its pool needs of `{name}` must be declared");
            errors.add_at(name, format_args!("{message}: write `{name}: Reset + Default + {send}'static`"));
        }
    }
}
