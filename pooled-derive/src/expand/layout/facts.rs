//! What is known of a type: its size, its alignment and its fields.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;

use super::instance;
use super::mirror::{self, Mirrors};
use crate::expand::bounds;
use crate::model::{FieldLayout, Heat, Layout, Model, Retains, Shape};
use crate::syntax::containers::freed_parts;
use crate::syntax::distinct::distinct;
use crate::syntax::pretty;
use crate::syntax::span::span_of;
use crate::syntax::types::only_scalars;

/// `impl Described`, and the mirrors that it needs.
pub(super) fn expand(model: &Model, layout: &Layout) -> TokenStream {
    let Model { ident, facade, .. } = model;
    let (parameters, arguments, _) = model.generics.split_for_impl();
    let clause = bounds::of_layout(model, layout);
    let (name, kind) = (instance::name(model), kind(layout.shape));
    let line = layout.line.unwrap_or(64);
    let pooled = model.pool.as_ref().is_some_and(|pool| pool.kind.is_thread_local());
    // At the place of the name, because elsewhere it would give the line of `#[derive(...)]`.
    let line_of_name = quote_spanned!(model.at=> ::core::line!());
    let Mirrors { items, named, offsets } = mirror::expand(layout);
    let fields = layout.fields.iter().enumerate().map(|(at, of)| field(model, of, offsets.get(at)));
    let count = layout.fields.len();
    let asks = layout
        .fields
        .iter()
        .any(|field| is_asked(field) || !freed(field).is_empty())
        .then(|| quote!(AnyType as _, Asked as __PooledAsked,));
    quote! {
        #items
        #[automatically_derived]
        #[allow(deprecated)]
        impl #parameters #facade::__private::Described for #ident #arguments #clause {
            const __POOLED_FACTS: #facade::__private::Facts = {
                use #facade::__private::{
                    #asks Field as __PooledField, Heat as __PooledHeat, Probe as __PooledProbe, Untold as _
                };
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

/// A field. Of a field of an enum, `mirrored` is the offset, if it is known.
fn field(model: &Model, field: &FieldLayout, mirrored: Option<&TokenStream>) -> TokenStream {
    let FieldLayout { ty, member, .. } = field;
    let (heat, traits) = (heat(field.heat), traits(model, field));
    let (name, written) = (pretty::member(member), pretty::tokens(ty));
    let (offset, variant) = match (field.variant.as_ref().map(pretty::name), mirrored) {
        (None, _) => (quote!(::core::mem::offset_of!(Self, #member)), TokenStream::new()),
        (Some(variant), Some(offset)) => (offset.clone(), quote!(.in_variant(#variant))),
        (Some(variant), None) => (quote!(0), quote!(.of_variant(#variant))),
    };
    let at = span_of(ty);
    let measured = is_asked(field).then(|| quote_spanned!(at=> .unmeasured(<__PooledAsked<#ty>>::__POOLED_UNMEASURED)));
    let frees = frees(field);
    quote_spanned! {at=>
        __PooledField::new::<#ty>(
            __PooledHeat::#heat,
            #name,
            #written,
            #offset,
            #traits
        ) #variant #measured #frees
    }
}

/// Says whether a reset frees what the elements of the field own, although they could be reset instead.
fn frees(field: &FieldLayout) -> Option<TokenStream> {
    let answers = distinct(freed(field).into_iter()).map(|part| {
        let at = span_of(part);
        quote_spanned!(at=> <__PooledAsked<#part>>::__POOLED_KEEPABLE)
    });
    let answers: Vec<_> = answers.collect();
    (!answers.is_empty()).then(|| quote!(.frees_elements(#(#answers)||*)))
}

/// What the reset of the field drops, if it is that of its type.
fn freed(field: &FieldLayout) -> Vec<&Type> {
    if field.is_reset_by_type { freed_parts(&field.ty) } else { Vec::new() }
}

/// Whether the type of a field must be asked if it says what it owns. A type with a `Reset` does.
fn is_asked(field: &FieldLayout) -> bool {
    !field.is_reset_by_type && !only_scalars(&field.ty)
}

fn heat(heat: Heat) -> Ident {
    let name = match heat {
        Heat::Hot => "Hot",
        Heat::Warm => "Warm",
        Heat::Cold => "Cold",
    };
    Ident::new(name, Span::call_site())
}

/// What the type of a field says of itself, adapted to the rule of the field.
fn traits(model: &Model, FieldLayout { ty, retains, .. }: &FieldLayout) -> TokenStream {
    if only_scalars(ty) {
        let facade = &model.facade;
        return quote!(#facade::__private::Traits::PLAIN);
    }
    let adapted = match retains {
        Retains::ByType => TokenStream::new(),
        Retains::Elements(limit) => quote!(.limited(#limit)),
        Retains::Bytes(limit) => quote!(.limited_to_bytes(#limit)),
        Retains::Unknown => quote!(.unreset()),
    };
    let at = span_of(ty);
    quote_spanned!(at=> <__PooledProbe<#ty>>::__POOLED_TRAITS #adapted)
}
