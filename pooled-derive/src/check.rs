//! From the syntax of an item to its [`Model`], or to all the mistakes in it.

pub(crate) mod layout;
mod outside;
mod shape;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{
    Attribute, Data, DeriveInput, ExprPath, Fields, Index, Member, Meta, Path, Token, WherePredicate, parse_quote,
};

use self::outside::outside;
use crate::Derive;
use crate::attr::{Attr, Attributes, read};
use crate::diag::Errors;
use crate::keys::{Key, Level};
use crate::mention;
use crate::model::{Body, Enum, Field, Home, Model, Pool, Rule, Variant};
use crate::value::{Value, is_zero};

/// Where the facade is unless `crate = path` says otherwise.
fn default_facade() -> Path {
    parse_quote!(::pooled_types)
}

/// Where the facade is; `None` if what was written is no path, which was reported.
pub(crate) fn facade(attributes: &Attributes) -> Option<Path> {
    match attributes.path(Key::Crate) {
        Some(path) => Some(path.path.clone()),
        None => attributes.span(Key::Crate).is_none().then(default_facade),
    }
}

/// `ident`, as if the derive had written it in the place where it stands. A derive may use what is deprecated.
fn by_derive(ident: &Ident) -> Ident {
    let mut ident = ident.clone();
    ident.set_span(ident.span().resolved_at(Span::call_site()));
    ident
}

/// Checks everything about the item.
pub(crate) fn check(input: &DeriveInput, derive: Derive) -> Result<Model, TokenStream> {
    let mut errors = Errors::default();
    let attributes = read(&input.attrs, Level::Type, derive, &mut errors);
    check_repr(&input.attrs, derive, &mut errors);
    check_generics(input, &attributes, derive, &mut errors);
    if derive == Derive::Pooled {
        check_recursion(input, &attributes, &mut errors);
    }
    let by_hand = attributes.path(Key::Reset).cloned();
    let body = check_body(input, derive, by_hand, &mut errors);
    let pool = (derive == Derive::Pooled).then(|| check_pool(&attributes, &input.ident, &mut errors));
    let bound = attributes.text(Key::Bound).map(|text| {
        let parser = Punctuated::<WherePredicate, Token![,]>::parse_terminated;
        text.parse_with(parser).unwrap_or_else(|error| {
            let message = format!("`bound` takes bounds as in a `where` clause, such as \"T: Clone\": {error}");
            errors.add(text.span(), message);
            Punctuated::new()
        })
    });
    let layout = layout::check(input, &attributes, derive, &mut errors);
    let model = Model {
        ident: by_derive(&input.ident),
        at: input.ident.span(),
        generics: input.generics.clone(),
        facade: facade(&attributes).unwrap_or_else(default_facade),
        body,
        new: attributes.path(Key::New).cloned(),
        bound: bound.map(|bound| bound.into_iter().collect()),
        pool,
        layout,
        field_types: fields(&input.data).map(|field| field.ty.clone()).collect(),
        allowed: allowed(input),
    };
    errors.finish(model)
}

/// The lints that are allowed on the item or a field: the derive prints the user's types and paths again.
fn allowed(input: &DeriveInput) -> Vec<TokenStream> {
    let attrs = input.attrs.iter().chain(fields(&input.data).flat_map(|field| &field.attrs));
    let lints = attrs.filter_map(|attr| match &attr.meta {
        Meta::List(list) if list.path.is_ident("allow") || list.path.is_ident("expect") => Some(list.tokens.clone()),
        _ => None,
    });
    lints.collect()
}

fn fields(data: &Data) -> impl Iterator<Item = &syn::Field> {
    let (of_struct, of_enum) = match data {
        Data::Struct(data) => (Some(&data.fields), None),
        Data::Enum(data) => (None, Some(&data.variants)),
        Data::Union(_) => (None, None),
    };
    of_struct.into_iter().chain(of_enum.into_iter().flatten().map(|variant| &variant.fields)).flatten()
}

fn check_repr(attrs: &[Attribute], derive: Derive, errors: &mut Errors) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("repr")) {
        let _ = attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("packed") {
                let message =
                    "`repr(packed)` fields can't be borrowed, so they can't be reset in place: remove `packed`, or";
                let instead =
                    format!("{message} put the packed struct in a field of one that derives `{}`", derive.name());
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
    for param in generics.lifetimes().filter(|_| derive == Derive::Pooled) {
        let lifetime = &param.lifetime;
        let message = format!(
            "`{lifetime}` can't be in a pooled type: idle objects stay in the pool longer than any borrow lasts. \
             Own the data (`String` for `&{lifetime} str`, `Vec<T>` for `&{lifetime} [T]`), or keep a range into data that somebody else owns"
        );
        errors.add_at(lifetime, message);
    }
    let has_params = generics.type_params().next().is_some() || generics.const_params().next().is_some();
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
        if let Some(name) = mention::of_impl(ty, generics) {
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
fn check_recursion(input: &DeriveInput, attributes: &Attributes, errors: &mut Errors) {
    let (generics, itself) = (&input.generics, &input.ident);
    if !fields(&input.data).any(|field| mention::handle_of_itself(&field.ty, itself, generics)) {
        return;
    }
    let clause = generics.where_clause.as_ref().map(ToTokens::to_token_stream).unwrap_or_default();
    let send = if attributes.span(Key::Local).is_some() { "" } else { "Send + " };
    for param in generics.type_params().filter(|param| param.bounds.is_empty()) {
        let name = &param.ident;
        if !mention::name(clause.clone(), name) {
            let message =
                format!("`{itself}` has handles of itself, so what its pool needs of `{name}` must be declared");
            errors.add_at(name, format_args!("{message}: write `{name}: Reset + Default + {send}'static`"));
        }
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
            let message = format!(
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
            for Attr { name: rule, .. } in attributes.rules() {
                let message =
                    format!("`{rule}` never runs: the type says `reset = path`, which is the whole reset; remove one");
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
    let Some(Attr { key, name, value }) = attributes.rules().next() else { return Rule::Reset };
    match (key, value) {
        (Key::Value, Value::Expr(value)) => Rule::Value(value.clone()),
        (Key::With, Value::Path(path)) => Rule::With(path.clone()),
        (Key::MaxCapacity, Value::Expr(limit)) => Rule::MaxCapacity(limit.clone()),
        (Key::Default, _) => Rule::Default,
        (Key::Zeroize, _) => Rule::Zeroize(name.span()),
        (Key::Keep, _) => Rule::Keep,
        _ => Rule::Reset,
    }
}

fn check_variants(data: &syn::DataEnum, derive: Derive, by_hand: bool, errors: &mut Errors) -> Enum {
    let marks: Vec<_> = data.variants.iter().map(|variant| mark_of(variant, derive, errors)).collect();
    let mut marked = marks.iter().enumerate().filter_map(|(at, mark)| mark.map(|span| (at, span)));
    let first = marked.next();
    for (_, span) in marked {
        errors.add(span, "two variants are marked `default`: one alone is reset in place; remove one mark");
    }
    let mut check = |variant: &syn::Variant, is_reset| Variant {
        ident: by_derive(&variant.ident),
        fields: if is_reset {
            check_fields(&variant.fields, derive, by_hand, errors)
        } else {
            check_replaced(variant, derive, errors);
            Vec::new()
        },
    };
    let only = (data.variants.len() == 1).then_some(0);
    let Some(chosen) = first.map(|(at, _)| at).or(only) else {
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
    attributes.span(Key::Mark).or(of_std)
}

/// A variant that a fresh value replaces: no rule of its fields can ever run.
fn check_replaced(variant: &syn::Variant, derive: Derive, errors: &mut Errors) {
    for field in &variant.fields {
        for Attr { name: rule, .. } in read(&field.attrs, Level::Field, derive, errors).rules() {
            let message = format!(
                "`{rule}` never runs: an object in variant `{}` becomes a fresh value, because another variant is marked `default`; remove it",
                variant.ident
            );
            errors.add(rule.span(), message);
        }
    }
}

fn check_pool(attributes: &Attributes, itself: &Ident, errors: &mut Errors) -> Pool {
    for key in [Key::Capacity, Key::Static] {
        if let Some(zero) = attributes.expr(key).filter(|expr| is_zero(expr)) {
            let name = key.name();
            let message = format!(
                "`{name} = {}` would keep no object: write `{name} = 1` or more, or do not derive `Pooled`",
                zero.to_token_stream()
            );
            errors.add_at(zero, message);
        }
    }
    let home = match attributes.expr(Key::Static) {
        Some(slots) => Home::Static(outside(slots, itself)),
        None => Home::Threads {
            local: attributes.span(Key::Local).is_some(),
            capacity: attributes.expr(Key::Capacity).cloned(),
            depot: attributes.expr(Key::Depot).cloned(),
            instances: attributes.types(Key::Instances).to_vec(),
        },
    };
    Pool { validate: attributes.path(Key::Validate).cloned(), home }
}
