//! What is said about the memory layout.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{Data, Expr, ExprLit, Ident, Lit, LitInt, Type};

use super::repr::{shape, tagged};
use crate::attr::Attributes;
use crate::attr::line_of;
use crate::attr::{Key, RuleKey};
use crate::errors::Errors;
use crate::item::{Content, Field, Item, Variant};
use crate::model::{Heat, Keeps, Layout, Limit, Part, is_generic};
use crate::syntax::names;
use crate::syntax::replace::outside;

/// The limits that are numbers, each with that for targets of 32 bits.
const NUMBERS: &[(Key, Key)] =
    &[(Key::MaxSize, Key::MaxSize32), (Key::MaxLines, Key::MaxLines32), (Key::HotLines, Key::HotLines32)];
/// The limits of the lines that hot fields are on.
const OF_HOT_FIELDS: &[Key] = &[Key::HotLines, Key::HotLines32];

pub(super) fn check(item: &Item<'_>, errors: &mut Errors) -> Option<Layout> {
    let Item { input, attributes, .. } = item;
    let parts = parts(item);
    let budget = budget(attributes, &input.ident);
    check_budget(item, &parts, errors);
    if has_unsized_tail(&input.data) {
        if let Some(at) = budget.first().map(Limit::span) {
            let name = &input.ident;
            let message = format!("`{name}` has no one size, because its last field is of an unsized type");
            errors.add(at, format_args!("{message}: remove the budget, or make that field a `Box` or `Vec`"));
        }
        return None;
    }
    Some(Layout {
        shape: shape(input),
        tagged: tagged(input),
        parts,
        line: attributes.expr(Key::Line).and_then(line_of),
        budget,
        instances: attributes.types(Key::Instances).to_vec(),
    })
}

fn parts(item: &Item<'_>) -> Vec<Part> {
    match &item.content {
        Content::Struct(fields) => fields.iter().map(|field| part(field, None)).collect(),
        Content::Enum(variants) => {
            let of_variant = |variant: &Variant<'_>| -> Vec<Part> {
                variant.fields.iter().map(|field| part(field, Some(variant.ident))).collect()
            };
            variants.iter().flat_map(of_variant).collect()
        }
        Content::Union(_) => Vec::new(),
    }
}

fn part(field: &Field<'_>, variant: Option<&Ident>) -> Part {
    let Field { member, ty, attributes, .. } = field;
    let heat = match (attributes.span(Key::Hot), attributes.span(Key::Cold)) {
        (Some(_), _) => Heat::Hot,
        (None, Some(_)) => Heat::Cold,
        (None, None) => Heat::Warm,
    };
    Part { variant: variant.cloned(), member: member.clone(), ty: (*ty).clone(), heat, keeps: keeps(attributes) }
}

fn keeps(attributes: &Attributes) -> Keeps {
    let Some((rule, attr)) = attributes.rules().next() else { return Keeps::ByType };
    match rule {
        RuleKey::MaxCapacity => attr.value.expr().and_then(literal).map_or(Keeps::Unknown, Keeps::Limit),
        RuleKey::Value | RuleKey::Default | RuleKey::With | RuleKey::Keep | RuleKey::Zeroize => Keeps::Unknown,
    }
}

fn literal(expr: &Expr) -> Option<LitInt> {
    let Expr::Lit(ExprLit { lit: Lit::Int(int), .. }) = expr else { return None };
    Some(int.clone())
}

fn budget(attributes: &Attributes, itself: &Ident) -> Vec<Limit> {
    let number = |&(key, small): &(Key, Key)| {
        let at = attributes.span(key).or_else(|| attributes.span(small))?;
        let expr = |key| attributes.expr(key).map(|expr| Box::new(outside(expr, itself)));
        let (all, small) = (expr(key), expr(small));
        Some(Limit::Number { name: key.name(), at, all, small })
    };
    let no_straddle = attributes.span(Key::NoStraddle).map(Limit::NoStraddle);
    NUMBERS.iter().filter_map(number).chain(no_straddle).collect()
}

/// Refuses limits that could never be checked, or say nothing.
fn check_budget(item: &Item<'_>, parts: &[Part], errors: &mut Errors) {
    check_limits_of_places(item, parts, errors);
    if is_generic(&item.input.generics) {
        check_limits_of_generic(item, errors);
    }
}

/// The limits that depend on where the fields are.
fn check_limits_of_places(item: &Item<'_>, parts: &[Part], errors: &mut Errors) {
    let name = &item.input.ident;
    let has_hot = parts.iter().any(|part| part.heat == Heat::Hot);
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

fn check_limits_of_generic(item: &Item<'_>, errors: &mut Errors) {
    let (name, attributes) = (&item.input.ident, &item.attributes);
    for expr in limits().filter_map(|key| attributes.expr(key)) {
        if let Some(itself) = names::self_type(expr.to_token_stream()) {
            let message = format!("`Self` is no one type here, because `{name}` is generic");
            errors.add(itself.span(), format_args!("{message}: write a number, or a constant outside of `{name}`"));
        }
    }
    if attributes.span(Key::Instances).is_some() {
        return;
    }
    for (key, at) in written(item, limits()) {
        let message = format!(
            "`{}` of a generic type is checked of the instantiations that are named, and none is: \
             add `instances(...)` with those that matter",
            key.name()
        );
        errors.add(at, message);
    }
}

fn limits() -> impl Iterator<Item = Key> {
    NUMBERS.iter().flat_map(|&(key, small)| [key, small]).chain([Key::NoStraddle])
}

/// Those of `keys` that are written on the item, and where.
fn written(item: &Item<'_>, keys: impl Iterator<Item = Key>) -> impl Iterator<Item = (Key, Span)> {
    keys.filter_map(|key| Some((key, item.attributes.span(key)?)))
}

/// Whether the last field has no size, so that the type has none.
pub(crate) fn has_unsized_tail(data: &Data) -> bool {
    matches!(data, Data::Struct(data) if data.fields.iter().last().is_some_and(|field| is_unsized(&field.ty)))
}

/// Whether `ty` is unsized by its form. A type parameter that may be unsized gets a bound instead.
fn is_unsized(ty: &Type) -> bool {
    match ty {
        Type::Slice(_) | Type::TraitObject(_) => true,
        Type::Path(path) => path.path.is_ident("str"),
        Type::Group(group) => is_unsized(&group.elem),
        Type::Paren(paren) => is_unsized(&paren.elem),
        _ => false,
    }
}
