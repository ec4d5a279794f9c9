//! How an object is reset: the rules of its fields and the marks of its variants.

use crate::attr::{Attr, Attributes, Key, RuleKey};
use crate::errors::Errors;
use crate::item::{Content, Field, Item, Variant};
use crate::model::{Body, EnumBody, FieldReset, Rule, VariantReset};
use crate::syntax::span::by_derive;

pub(super) fn check(item: &Item<'_>, errors: &mut Errors) -> Body {
    let by_hand = item.attributes.path(Key::Reset).cloned();
    let ident = &item.input.ident;
    let body = match &item.content {
        Content::Struct(fields) => Body::Struct(check_fields(fields, by_hand.is_some(), errors)),
        Content::Enum(variants) if variants.is_empty() => {
            let message = format!("`{ident}` has no variants, so there are no objects of it to pool or reset");
            errors.add_at(ident, message);
            Body::Struct(Vec::new())
        }
        Content::Enum(variants) => Body::Enum(check_variants(variants, by_hand.is_some(), errors)),
        Content::Union(union) => {
            let message = format!(
                "`#[derive({})]` works on structs and enums: \
                 which field of a union is in use can't be known, so none can be reset. \
                 Put the union in a struct, with a rule such as `#[pooled(with = path)]` on that field",
                item.derive.name()
            );
            errors.add_at(union, message);
            Body::Struct(Vec::new())
        }
    };
    match by_hand {
        Some(path) => Body::ByHand { path, whole: Box::new(body) },
        None => body,
    }
}

fn check_fields(fields: &[Field<'_>], by_hand: bool, errors: &mut Errors) -> Vec<FieldReset> {
    if by_hand {
        for (_, Attr { name: rule, .. }) in fields.iter().flat_map(|field| field.attributes.rules()) {
            let message =
                format!("`{rule}` never runs: the type says `reset = path`, which is the whole reset; remove one");
            errors.add(rule.span(), message);
        }
    }
    let checked = |field: &Field<'_>| FieldReset {
        member: field.member.clone(),
        ty: field.ty.clone(),
        rule: rule_of(&field.attributes),
    };
    fields.iter().map(checked).collect()
}

/// The rule of a field; `Reset` if none is written.
pub(super) fn rule_of(attributes: &Attributes) -> Rule {
    let Some((rule, attr)) = attributes.rules().next() else { return Rule::Reset };
    let said = match rule {
        RuleKey::Value => attr.value.expr().cloned().map(Rule::Value),
        RuleKey::Default => Some(Rule::Default),
        RuleKey::With => attr.value.path().cloned().map(Rule::With),
        RuleKey::Keep => Some(Rule::Keep),
        RuleKey::MaxCapacity => attr.value.expr().cloned().map(Rule::MaxCapacity),
        RuleKey::MaxBytes => attr.value.expr().cloned().map(Rule::MaxBytes),
        RuleKey::Zeroize => Some(Rule::Zeroize(attr.name.span())),
    };
    // A malformed value was reported, so any rule will do.
    said.unwrap_or(Rule::Reset)
}

fn check_variants(variants: &[Variant<'_>], by_hand: bool, errors: &mut Errors) -> EnumBody {
    let mut marked = variants.iter().enumerate().filter_map(|(at, variant)| variant.mark.map(|span| (at, span)));
    let first = marked.next();
    for (_, span) in marked {
        errors.add(span, "two variants are marked `default`: one alone is reset in place; remove one mark");
    }
    let mut check = |variant: &Variant<'_>| VariantReset {
        ident: by_derive(variant.ident),
        fields: check_fields(&variant.fields, by_hand, errors),
    };
    if by_hand {
        return EnumBody::Unmarked(variants.iter().map(check).collect());
    }
    let alone = variants.len() == 1;
    let Some(chosen) = first.map(|(at, _)| at).or(alone.then_some(0)) else {
        return EnumBody::Unmarked(variants.iter().map(check).collect());
    };
    let variant = check(&variants[chosen]);
    let others = || variants.iter().enumerate().filter(|(at, _)| *at != chosen).map(|(_, variant)| variant);
    let replaced = others().map(check).collect();
    for replaced in others() {
        check_replaced(replaced, errors);
    }
    EnumBody::Marked { variant, replaced }
}

/// Refuses rules in a variant that a fresh value replaces: they can never run, but for `zeroize`, which wipes what is
/// replaced.
fn check_replaced(variant: &Variant<'_>, errors: &mut Errors) {
    for (key, Attr { name: rule, .. }) in variant.fields.iter().flat_map(|field| field.attributes.rules()) {
        match key {
            RuleKey::Zeroize => continue,
            RuleKey::Value
            | RuleKey::Default
            | RuleKey::With
            | RuleKey::Keep
            | RuleKey::MaxCapacity
            | RuleKey::MaxBytes => {}
        }
        let message = format!(
            "`{rule}` never runs: an object in variant `{}` becomes a fresh value, \
             because another variant is marked `default`; remove it",
            variant.ident
        );
        errors.add(rule.span(), message);
    }
}
