//! The budget of a type: limits of its layout.

use proc_macro2::{Ident, Span};
use quote::ToTokens;

use crate::attr::{Attributes, Key};
use crate::errors::Errors;
use crate::item::Item;
use crate::model::{FieldLayout, Heat, Limit};
use crate::syntax::generics::is_generic;
use crate::syntax::names;
use crate::syntax::replace::self_by_name;

/// The limits that are numbers, each with that for targets of 32 bits.
const NUMBERS: &[(Key, Key)] =
    &[(Key::MaxSize, Key::MaxSize32), (Key::MaxLines, Key::MaxLines32), (Key::HotLines, Key::HotLines32)];
/// The limits of the lines that hot fields are on.
const OF_HOT_FIELDS: &[Key] = &[Key::HotLines, Key::HotLines32];

/// The limits that are written on the type called `itself`.
pub(super) fn limits(attributes: &Attributes, itself: &Ident) -> Vec<Limit> {
    let number = |&(key, key_of_32): &(Key, Key)| {
        let at = attributes.span(key).or_else(|| attributes.span(key_of_32))?;
        let value = |key| attributes.expr(key).map(|expr| Box::new(self_by_name(expr, itself)));
        Some(Limit::Number { name: key.name(), at, all: value(key), on_32_bits: value(key_of_32) })
    };
    let no_straddle = attributes.span(Key::NoStraddle).map(Limit::NoStraddle);
    NUMBERS.iter().filter_map(number).chain(no_straddle).collect()
}

/// Refuses limits that could never be checked, or say nothing.
pub(super) fn check(item: &Item<'_>, fields: &[FieldLayout], errors: &mut Errors) {
    check_limits_of_places(item, fields, errors);
    if is_generic(&item.input.generics) {
        check_no_self(item, errors);
        if !item.attributes.has(Key::Instances) {
            check_no_limit(item, errors);
        }
    }
}

/// Checks the limits that depend on where the fields are.
fn check_limits_of_places(item: &Item<'_>, fields: &[FieldLayout], errors: &mut Errors) {
    let name = &item.input.ident;
    let has_hot = fields.iter().any(|field| field.heat == Heat::Hot);
    for (key, at) in written(item, OF_HOT_FIELDS.iter().copied().chain([Key::NoStraddle])) {
        let limit = key.name();
        if item.content.is_enum() {
            let message = format!(
                "`{limit}` can't be checked: an enum has other fields in each variant. \
                 Write it on a struct in a variant, or limit `max_size` or `max_lines` of `{name}`"
            );
            errors.add(at, message);
        } else if OF_HOT_FIELDS.contains(&key) && !has_hot {
            let message =
                format!("`{limit}` limits the lines that hot fields are on, and no field of `{name}` is `hot`");
            errors.add(at, format_args!("{message}: mark those that are touched often, or limit `max_lines`"));
        }
    }
}

/// Refuses `Self` in a limit of a generic type.
fn check_no_self(item: &Item<'_>, errors: &mut Errors) {
    let name = &item.input.ident;
    for expr in keys().filter_map(|key| item.attributes.expr(key)) {
        if let Some(itself) = names::self_type(expr.to_token_stream()) {
            let message = format!("`Self` is no one type here, because `{name}` is generic");
            errors.add(itself.span(), format_args!("{message}: write a number, or a constant outside of `{name}`"));
        }
    }
}

/// Refuses limits of a generic type without `instances`.
fn check_no_limit(item: &Item<'_>, errors: &mut Errors) {
    for (key, at) in written(item, keys()) {
        let message = format!(
            "`{}` of a generic type is checked of the instantiations that are named, and none is: \
             add `instances(...)` with those that matter",
            key.name()
        );
        errors.add(at, message);
    }
}

/// The attributes that are limits.
fn keys() -> impl Iterator<Item = Key> {
    NUMBERS.iter().flat_map(|&(key, key_of_32)| [key, key_of_32]).chain([Key::NoStraddle])
}

/// Those of `keys` that are written on the item, and where.
fn written(item: &Item<'_>, keys: impl Iterator<Item = Key>) -> impl Iterator<Item = (Key, Span)> {
    keys.filter_map(|key| Some((key, item.attributes.span(key)?)))
}
