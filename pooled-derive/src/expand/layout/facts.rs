//! The description of the memory layout: facts, and the encoding that the report reads.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{GenericParam, Member, Type, TypeParamBound, WhereClause, WherePredicate, parse_quote};

use super::budget;
use super::mirror::{self, Mirrors};
use crate::expand::span_of;
use crate::model::{Heat, Keeps, Layout, Model, Part, Shape};
use crate::syntax::names;
use crate::syntax::pretty::spell;

pub(in crate::expand) fn expand(model: &Model, layout: &Layout) -> TokenStream {
    let described = described(model, layout);
    let instances = instances(model, layout);
    let statics = instances.iter().map(|instance| encoded(model, layout, instance));
    let budgets = instances.iter().filter_map(|instance| budget::check(model, layout, instance));
    let of_instances = (model.is_generic() && !instances.is_empty()).then(|| instance_of(model, layout));
    quote!(#described #of_instances #(#statics)* #(#budgets)*)
}

/// A type that is reported.
pub(super) struct Instance<'a> {
    pub(super) name: String,
    /// As one of `instances` names it; `None` if the type is not generic.
    pub(super) ty: Option<&'a Type>,
}

fn instances<'a>(model: &Model, layout: &'a Layout) -> Vec<Instance<'a>> {
    if !model.is_generic() {
        return vec![Instance { name: name(model), ty: None }];
    }
    layout.instances.iter().map(|ty| Instance { name: spell(unraw(ty.to_token_stream())), ty: Some(ty) }).collect()
}

/// The name of the type with its parameters.
fn name(model: &Model) -> String {
    let (_, arguments, _) = model.generics.split_for_impl();
    let ident = &model.ident;
    spell(unraw(quote!(#ident #arguments)))
}

/// The same tokens with names as `Debug` shows them: `r#` says how a name is written, and is no part of it.
fn unraw(tokens: TokenStream) -> TokenStream {
    let one = |token| match token {
        TokenTree::Ident(ident) => TokenTree::Ident(ident.unraw()),
        TokenTree::Group(group) => TokenTree::Group(Group::new(group.delimiter(), unraw(group.stream()))),
        other => other,
    };
    tokens.into_iter().map(one).collect()
}

fn described(model: &Model, layout: &Layout) -> TokenStream {
    let Model { ident, facade, .. } = model;
    let (parameters, arguments, _) = model.generics.split_for_impl();
    let clause = bounds(model, layout);
    let (name, kind) = (name(model), kind(layout.shape));
    let line = layout.line.unwrap_or(64);
    let pooled = model.pool.as_ref().is_some_and(|pool| pool.home.is_of_threads());
    // Written by the derive, it would be the line of `#[derive(...)]`.
    let line_of_name = quote_spanned!(model.at=> ::core::line!());
    let Mirrors { items, named, offsets } = mirror::expand(layout);
    let fields = layout.parts.iter().enumerate().map(|(at, part)| field(model, part, offsets.get(at)));
    let count = layout.parts.len();
    quote! {
        #items
        #[automatically_derived]
        #[allow(deprecated)]
        impl #parameters #facade::__private::Described for #ident #arguments #clause {
            const __POOLED_FACTS: #facade::__private::Facts = {
                use #facade::__private::{Field as __PooledField, Heat as __PooledHeat, Probe as __PooledProbe, Untold as _};
                #named
                #facade::__private::Facts {
                    name: #name,
                    module: ::core::module_path!(),
                    file: ::core::file!(),
                    file_line: #line_of_name,
                    size: ::core::mem::size_of::<Self>(),
                    align: ::core::mem::align_of::<Self>(),
                    line: #line,
                    pooled: #pooled,
                    kind: #facade::__private::Kind::#kind,
                    fields: &[#(#fields),*],
                }
            };
            type __PooledOrders = #facade::__private::OrdersOf<Self, #count>;
        }
    }
}

fn kind(shape: Shape) -> Ident {
    let name = match shape {
        Shape::Struct => "Struct",
        Shape::Ordered => "Ordered",
        Shape::Enum => "Enum",
    };
    Ident::new(name, Span::call_site())
}

/// A field; one of an enum is at `offset`, if that is known.
fn field(model: &Model, part: &Part, offset: Option<&TokenStream>) -> TokenStream {
    let Part { ty, member, .. } = part;
    let at = span_of(ty);
    let heat = Ident::new(
        match part.heat {
            Heat::Hot => "Hot",
            Heat::Warm => "Warm",
            Heat::Cold => "Cold",
        },
        Span::call_site(),
    );
    let adapted = match &part.keeps {
        Keeps::ByType => TokenStream::new(),
        Keeps::Limit(n) => quote!(.limited(#n)),
        Keeps::Unknown => quote!(.unreset()),
    };
    let traits = if names::only_scalars(ty) {
        let facade = &model.facade;
        quote!(#facade::__private::Traits::PLAIN)
    } else {
        quote_spanned!(at=> <__PooledProbe<#ty>>::__POOLED_TRAITS #adapted)
    };
    let (name, written) = (spelled(member), spell(ty.to_token_stream()));
    let (offset, variant) = match &part.variant {
        Some(variant) => {
            let variant = variant.unraw().to_string();
            match offset {
                Some(offset) => (offset.clone(), quote!(.in_variant(#variant))),
                None => (quote!(0), quote!(.of_variant(#variant))),
            }
        }
        None => (quote!(::core::mem::offset_of!(Self, #member)), TokenStream::new()),
    };
    quote_spanned! {at=>
        __PooledField::new::<#ty>(
            __PooledHeat::#heat,
            #name,
            #written,
            #offset,
            #traits
        ) #variant
    }
}

fn spelled(member: &Member) -> String {
    match member {
        Member::Named(name) => name.unraw().to_string(),
        Member::Unnamed(index) => index.index.to_string(),
    }
}

/// The bounds of the type, and that its last field has a size if it may have none.
fn bounds(model: &Model, layout: &Layout) -> WhereClause {
    let mut clause = model.generics.where_clause.clone().unwrap_or_else(|| parse_quote!(where));
    if let Some(ty) = layout.parts.last().map(|part| &part.ty).filter(|_| may_be_unsized(model)) {
        if names::type_param(ty, &model.generics).is_some() {
            clause.predicates.push(parse_quote!(#ty: ::core::marker::Sized));
        }
    }
    clause
}

/// Whether some parameter is declared `?Sized`.
fn may_be_unsized(model: &Model) -> bool {
    let relaxes = |bound: &TypeParamBound| bound.to_token_stream().to_string().starts_with('?');
    let in_where = model
        .generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates)
        .any(|predicate| matches!(predicate, WherePredicate::Type(of) if of.bounds.iter().any(relaxes)));
    in_where || model.generics.type_params().any(|param| param.bounds.iter().any(relaxes))
}

/// The way from an instantiation to its description. A type that is none is reported where it is named.
fn instance_of(model: &Model, layout: &Layout) -> TokenStream {
    let Model { ident, facade, .. } = model;
    let (parameters, arguments, _) = model.generics.split_for_impl();
    let (clause, itself) = (bounds(model, layout), itself());
    quote! {
        struct #itself;
        #[automatically_derived]
        impl #parameters #facade::__private::InstanceOf<#itself> for #ident #arguments #clause {}
    }
}

/// What stands for the generic type.
fn itself() -> Ident {
    Ident::new("__PooledItself", Span::mixed_site())
}

/// The type where it is not generic, lifetimes aside.
pub(super) fn concrete(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let lifetimes = model.generics.params.iter().filter(|param| matches!(param, GenericParam::Lifetime(_)));
    let lifetimes: Vec<_> = lifetimes.map(|_| quote!('static)).collect();
    if lifetimes.is_empty() { quote!(#ident) } else { quote!(#ident<#(#lifetimes),*>) }
}

/// The encoding of the facts, which nothing refers to.
fn encoded(model: &Model, layout: &Layout, instance: &Instance<'_>) -> TokenStream {
    let facade = &model.facade;
    let facts = if let Some(ty) = instance.ty {
        of_instance(model, "INSTANCE", ty)
    } else {
        let concrete = concrete(model);
        quote!(<#concrete as #facade::__private::Described>::__POOLED_FACTS)
    };
    let (mut names, count) = (format!("{}\n", instance.name), layout.parts.len());
    for Part { variant, member, ty, .. } in &layout.parts {
        let variant = variant.as_ref().map(|variant| variant.unraw().to_string()).unwrap_or_default();
        names.extend([&variant, "\t", &spelled(member), "\t", &spell(ty.to_token_stream()), "\n"]);
    }
    let sum = checksum(names.as_bytes());
    let length = names.len();
    let made = budget::judgement(model, layout, instance).map_or_else(
        || quote!(new(&#facts, __POOLED_TEXT, #length, #sum)),
        |broken| quote!(judged(&#facts, __POOLED_TEXT, #length, #sum, #broken)),
    );
    quote! {
        const _: () = {
            const __POOLED_TEXT: &::core::primitive::str =
                ::core::concat!(#names, ::core::module_path!(), "\n", ::core::file!());
            static __POOLED_LAYOUT: #facade::__private::Encoded<#count, { __POOLED_TEXT.len() }> =
                #facade::__private::Encoded::#made;
        };
    }
}

/// The checksum of the names, as `layout::encoding` of the runtime computes it. In const evaluation it would take longer than
/// everything else.
fn checksum(bytes: &[u8]) -> u64 {
    let words = bytes.chunks(8).map(|chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        u64::from_le_bytes(word)
    });
    words.fold(0, |sum, word| sum.rotate_left(5) ^ word)
}

/// A constant of an instantiation.
pub(super) fn of_instance(model: &Model, constant: &str, ty: &Type) -> TokenStream {
    let (facade, at, itself) = (&model.facade, span_of(ty), itself());
    let constant = Ident::new(constant, Span::call_site());
    quote_spanned!(at=> <#ty as #facade::__private::InstanceOf<#itself>>::#constant)
}
