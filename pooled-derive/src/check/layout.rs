//! What is said about the memory layout.

use syn::{Ident, LitInt};

use super::body::rule_of;
use super::{budget, repr};
use crate::attr::{Attributes, Key, RuleKey};
use crate::errors::Errors;
use crate::item::{Content, Field, Item, Variant};
use crate::model::{FieldLayout, Heat, Layout, Limit, Retains};
use crate::syntax::literal::integer;
use crate::syntax::types::has_unsized_tail;

/// What is said about the layout; `None` if the type has no size.
pub(super) fn check(item: &Item<'_>, errors: &mut Errors) -> Option<Layout> {
    let Item { input, attributes, .. } = item;
    let fields = fields(item);
    let budget = budget::limits(attributes, &input.ident);
    budget::check(item, &fields, errors);
    if has_unsized_tail(&input.data) {
        check_unsized(item, &budget, errors);
        return None;
    }
    Some(Layout {
        shape: repr::shape(input),
        enum_repr: repr::enum_repr(input),
        fields,
        line: attributes.line(Key::Line),
        budget,
        instances: attributes.types(Key::Instances).to_vec(),
    })
}

/// A type without a size can have neither a pool nor a budget. Its `Reset` is all right.
fn check_unsized(item: &Item<'_>, budget: &[Limit], errors: &mut Errors) {
    let name = &item.input.ident;
    let message = format!("`{name}` has no one size, because its last field is of an unsized type");
    if item.derive.makes_pool() {
        let last = item.fields().last().map(|field| field.ty);
        let advice = "make that field a `Box`, `Vec` or `String`, because all objects of a pool have one size";
        errors.add_at(last, format!("{message}: {advice}"));
    } else if let Some(at) = budget.first().map(Limit::span) {
        errors.add(at, format_args!("{message}: remove the budget, or make that field a `Box` or `Vec`"));
    }
}

fn fields(item: &Item<'_>) -> Vec<FieldLayout> {
    let by_hand = item.attributes.has(Key::Reset);
    match &item.content {
        Content::Struct(fields) => fields.iter().map(|of| field(of, None, by_hand)).collect(),
        Content::Enum(variants) => {
            let of_variant = |variant: &Variant<'_>| -> Vec<FieldLayout> {
                variant.fields.iter().map(|of| field(of, Some(variant.ident), by_hand)).collect()
            };
            variants.iter().flat_map(of_variant).collect()
        }
        Content::Union(_) => Vec::new(),
    }
}

fn field(field: &Field<'_>, variant: Option<&Ident>, by_hand: bool) -> FieldLayout {
    FieldLayout {
        variant: variant.cloned(),
        member: field.member.clone(),
        ty: field.ty.clone(),
        heat: heat(&field.attributes),
        retains: retains(&field.attributes),
        is_reset_by_type: !by_hand && rule_of(&field.attributes).is_of_type(),
    }
}

fn heat(attributes: &Attributes) -> Heat {
    match (attributes.has(Key::Hot), attributes.has(Key::Cold)) {
        (true, _) => Heat::Hot,
        (false, true) => Heat::Cold,
        (false, false) => Heat::Warm,
    }
}

fn retains(attributes: &Attributes) -> Retains {
    let Some((rule, attr)) = attributes.rules().next() else { return Retains::ByType };
    let literal = |retains: fn(LitInt) -> Retains| {
        let limit = attr.value.expr().and_then(integer);
        limit.map_or(Retains::Unknown, |limit| retains(limit.clone()))
    };
    match rule {
        RuleKey::MaxCapacity => literal(Retains::Elements),
        RuleKey::MaxBytes => literal(Retains::Bytes),
        RuleKey::Value | RuleKey::Default | RuleKey::With | RuleKey::Keep | RuleKey::Zeroize => Retains::Unknown,
    }
}
