//! From the syntax of an item to its [`Model`], or to all the mistakes in it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{
    Attribute, Data, DeriveInput, ExprPath, Fields, Index, Member, Path, Token, Type, WherePredicate, parse_quote,
};

use crate::Derive;
use crate::attr::{Attributes, is_zero, read};
use crate::diag::Errors;
use crate::idents::mentions;
use crate::keys::Level;
use crate::model::{Body, Enum, Field, Home, Model, Pool, Rule, Variant};

/// Where the facade is unless `crate = path` says otherwise.
fn default_facade() -> Path {
    parse_quote!(::pooled_types)
}

/// Where the facade is according to the attributes of the item, right or wrong.
pub(crate) fn facade(input: &DeriveInput, derive: Derive) -> Path {
    read(&input.attrs, Level::Type, derive, &mut Errors::default()).facade()
}

impl Attributes {
    fn facade(&self) -> Path {
        self.path("crate").map_or_else(default_facade, |path| path.path.clone())
    }
}

/// Checks everything about the item.
pub(crate) fn check(input: &DeriveInput, derive: Derive) -> Result<Model, TokenStream> {
    let mut errors = Errors::default();
    let attributes = read(&input.attrs, Level::Type, derive, &mut errors);
    check_repr(&input.attrs, derive, &mut errors);
    check_generics(input, &attributes, derive, &mut errors);
    let by_hand = attributes.path("reset").cloned();
    let body = check_body(input, derive, by_hand, &mut errors);
    let pool = (derive == Derive::Pooled).then(|| check_pool(&attributes, &mut errors));
    let bound = attributes.text("bound").map(|text| {
        let parser = Punctuated::<WherePredicate, Token![,]>::parse_terminated;
        text.parse_with(parser).unwrap_or_else(|error| {
            let message = format_args!("`bound` takes bounds as in a `where` clause, such as \"T: Clone\": {error}");
            errors.add(text.span(), message);
            Punctuated::new()
        })
    });
    let model = Model {
        ident: input.ident.clone(),
        generics: input.generics.clone(),
        facade: attributes.facade(),
        body,
        new: attributes.path("new").cloned(),
        bound: bound.map(|bound| bound.into_iter().collect()),
        pool,
        field_types: field_types(&input.data),
    };
    errors.finish(model)
}

fn field_types(data: &Data) -> Vec<Type> {
    let of_fields = |fields: &Fields| fields.iter().map(|field| field.ty.clone()).collect::<Vec<_>>();
    match data {
        Data::Struct(data) => of_fields(&data.fields),
        Data::Enum(data) => data.variants.iter().flat_map(|variant| of_fields(&variant.fields)).collect(),
        Data::Union(_) => Vec::new(),
    }
}

fn check_repr(attrs: &[Attribute], derive: Derive, errors: &mut Errors) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("repr")) {
        let _ = attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("packed") {
                let message =
                    "`repr(packed)` fields can't be borrowed, so they can't be reset in place: remove `packed`, or";
                let instead =
                    format_args!("{message} put the packed struct in a field of one that derives `{}`", derive.name());
                errors.add_at(&meta.path, instead);
            }
            if meta.input.peek(syn::token::Paren) {
                meta.input.parse::<proc_macro2::Group>()?;
            }
            Ok(())
        });
    }
}

fn check_generics(input: &DeriveInput, attributes: &Attributes, derive: Derive, errors: &mut Errors) {
    let generics = &input.generics;
    if derive == Derive::Reset {
        return;
    }
    for param in generics.lifetimes() {
        let lifetime = &param.lifetime;
        let message = format_args!(
            "`{lifetime}` can't be in a pooled type: idle objects stay in the pool longer than any borrow lasts. \
             Own the data (`String` for `&{lifetime} str`, `Vec<T>` for `&{lifetime} [T]`), or keep a range into data that somebody else owns"
        );
        errors.add_at(lifetime, message);
    }
    let has_params = generics.type_params().next().is_some() || generics.const_params().next().is_some();
    if let Some(at) = attributes.span("instances").filter(|_| !has_params) {
        errors.add(
            at,
            format_args!(
                "`instances` names instantiations of a generic type, and `{}` is not generic: remove it",
                input.ident
            ),
        );
    }
    if has_params {
        check_instances(input, attributes, errors);
    }
    if let Some(at) = attributes.span("static").filter(|_| has_params) {
        let message = "a `static` can't be generic: derive `Pooled` on a struct around one instantiation instead, or remove `static`";
        errors.add(at, message);
    }
}

/// Each instance must be a concrete instantiation of this type, and be named once.
fn check_instances(input: &DeriveInput, attributes: &Attributes, errors: &mut Errors) {
    let (ident, params) = (&input.ident, input.generics.type_params().map(|param| &param.ident).collect::<Vec<_>>());
    let mut seen = Vec::new();
    for ty in attributes.types("instances") {
        let text = ty.to_token_stream().to_string();
        if !is_instance(ty, ident) {
            let message =
                format_args!("this is no instantiation of `{ident}`: write `{ident}<...>` with concrete types");
            errors.add_at(ty, message);
        } else if mentions(ty, &params) {
            let message = format_args!(
                "a static pool is for one concrete type: write types such as `u8` for the parameters of `{ident}`"
            );
            errors.add_at(ty, message);
        } else if seen.contains(&text) {
            errors.add_at(ty, "this instantiation is named twice: remove one");
        }
        seen.push(text);
    }
}

fn is_instance(ty: &Type, of: &Ident) -> bool {
    match ty {
        Type::Path(path) => {
            path.path.segments.last().is_some_and(|last| last.ident == *of && !last.arguments.is_none())
        }
        Type::Group(group) => is_instance(&group.elem, of),
        _ => false,
    }
}

fn check_body(input: &DeriveInput, derive: Derive, by_hand: Option<ExprPath>, errors: &mut Errors) -> Body {
    let body = match &input.data {
        Data::Struct(data) => Body::Struct(check_fields(&data.fields, derive, by_hand.is_some(), errors)),
        Data::Enum(data) if data.variants.is_empty() => {
            errors.add_at(
                &input.ident,
                format_args!("`{}` has no variants, so there are no objects of it to pool or reset", input.ident),
            );
            Body::Struct(Vec::new())
        }
        Data::Enum(data) => Body::Enum(check_variants(data, derive, by_hand.is_some(), errors)),
        Data::Union(data) => {
            let message = format_args!(
                "`#[derive({})]` works on structs and enums: which field of a union is in use can't be known, so none can be reset. \
                 Put the union in a struct, with a rule such as `#[pooled(with = path)]` on that field",
                derive.name()
            );
            errors.add_at(data.union_token, message);
            Body::Struct(Vec::new())
        }
    };
    by_hand.map_or(body, Body::ByHand)
}

fn check_fields(fields: &Fields, derive: Derive, by_hand: bool, errors: &mut Errors) -> Vec<Field> {
    let check = |(at, field): (usize, &syn::Field)| {
        let attributes = read(&field.attrs, Level::Field, derive, errors);
        if by_hand {
            for rule in attributes.rules() {
                let message = format_args!(
                    "`{rule}` never runs: the type says `reset = path`, which is the whole reset; remove one"
                );
                errors.add(rule.span(), message);
            }
        }
        let member = field.ident.clone().map_or_else(|| Member::Unnamed(index(at, field.span())), Member::Named);
        Field { member, ty: field.ty.clone(), rule: rule_of(&attributes) }
    };
    fields.iter().enumerate().map(check).collect()
}

fn index(at: usize, span: Span) -> Index {
    Index { index: u32::try_from(at).unwrap_or(u32::MAX), span }
}

fn rule_of(attributes: &Attributes) -> Rule {
    let Some(name) = attributes.rules().next().map(ToString::to_string) else { return Rule::Reset };
    let rule = match name.as_str() {
        "value" => attributes.expr("value").cloned().map(Rule::Value),
        "with" => attributes.path("with").cloned().map(Rule::With),
        "max_capacity" => attributes.expr("max_capacity").cloned().map(Rule::MaxCapacity),
        "default" => Some(Rule::Default),
        "zeroize" => attributes.span("zeroize").map(Rule::Zeroize),
        "keep" => Some(Rule::Keep),
        _ => None,
    };
    rule.unwrap_or(Rule::Reset)
}

fn check_variants(data: &syn::DataEnum, derive: Derive, by_hand: bool, errors: &mut Errors) -> Enum {
    let marks: Vec<_> = data.variants.iter().map(|variant| mark_of(variant, derive, errors)).collect();
    let mut marked = marks.iter().enumerate().filter_map(|(at, mark)| mark.map(|span| (at, span)));
    let first = marked.next();
    for (_, span) in marked {
        errors.add(span, "two variants are marked `default`: one alone is reset in place; remove one mark");
    }
    let mut check = |variant: &syn::Variant, is_reset| Variant {
        ident: variant.ident.clone(),
        fields: if is_reset {
            check_fields(&variant.fields, derive, by_hand, errors)
        } else {
            check_replaced(variant, derive, errors);
            Vec::new()
        },
    };
    let Some((chosen, _)) = first else {
        return Enum::Unmarked(data.variants.iter().map(|variant| check(variant, true)).collect());
    };
    let mut variants: Vec<_> =
        data.variants.iter().enumerate().map(|(at, variant)| check(variant, at == chosen)).collect();
    Enum::Marked { alone: variants.len() == 1, variant: variants.swap_remove(chosen) }
}

/// Where a variant is marked as the one that is reset in place.
fn mark_of(variant: &syn::Variant, derive: Derive, errors: &mut Errors) -> Option<Span> {
    let attributes = read(&variant.attrs, Level::Variant, derive, errors);
    let of_std = variant.attrs.iter().find(|attr| attr.path().is_ident("default")).map(|attr| attr.path().span());
    attributes.span("default").or(of_std)
}

/// A variant that a fresh value replaces: no rule of its fields can ever run.
fn check_replaced(variant: &syn::Variant, derive: Derive, errors: &mut Errors) {
    for field in &variant.fields {
        for rule in read(&field.attrs, Level::Field, derive, errors).rules() {
            let message = format_args!(
                "`{rule}` never runs: an object in variant `{}` becomes a fresh value, because another variant is marked `default`; remove it",
                variant.ident
            );
            errors.add(rule.span(), message);
        }
    }
}

fn check_pool(attributes: &Attributes, errors: &mut Errors) -> Pool {
    for name in ["capacity", "static"] {
        if let Some(zero) = attributes.expr(name).filter(|expr| is_zero(expr)) {
            let message = format_args!(
                "`{name} = {}` would keep no object: write `{name} = 1` or more, or do not derive `Pooled`",
                zero.to_token_stream()
            );
            errors.add_at(zero, message);
        }
    }
    let home = match attributes.expr("static") {
        Some(slots) => Home::Static(slots.clone()),
        None => Home::Threads {
            local: attributes.span("local").is_some(),
            capacity: attributes.expr("capacity").cloned(),
            depot: attributes.expr("depot").cloned(),
            instances: attributes.types("instances").to_vec(),
        },
    };
    Pool { validate: attributes.path("validate").cloned(), home }
}
