//! `impl Reset`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ExprPath;

use super::call::{call, fresh};
use super::{bounds, parts, wipe};
use crate::model::{Body, EnumBody, FieldReset, Model, Rule, VariantReset};
use crate::syntax::distinct::distinct;
use crate::syntax::names;
use crate::syntax::span::span_of;

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model { ident, facade, .. } = model;
    let (parameters, arguments, _) = model.generics.split_for_impl();
    let clause = bounds::of_reset(model);
    let (keeps, methods) = (keeps(model), methods(model));
    let (quiet, parts) = (parts::quiet(model), parts::visit(model));
    let (wipe, refused) = (wipe::items(model), wipe::refuse_dropped(model));
    quote! {
        #[automatically_derived]
        impl #parameters #facade::Reset for #ident #arguments #clause {
            #keeps
            #quiet
            #methods
            #wipe
            #parts
        }
        #refused
    }
}

/// The methods that reset. The reset itself is printed once. If some field is reset by its type, it is in
/// `__pooled_reset`, which hands the observer on; else it is in `reset`.
fn methods(model: &Model) -> TokenStream {
    let body = body(model);
    if !model.body.fields().any(may_report) {
        return quote! {
            #[inline]
            fn reset(&mut self) {
                #body
            }
        };
    }
    let (facade, observer) = (&model.facade, observer());
    quote! {
        #[inline]
        fn reset(&mut self) {
            <Self as #facade::Reset>::__pooled_reset::<#facade::__private::Nobody>(self);
        }
        #[inline]
        fn __pooled_reset<#observer: #facade::__private::Observer>(&mut self) {
            #body
        }
    }
}

/// Whether the reset of the field may report to the observer: that a container is shrunk, or that a fresh object has
/// content.
fn may_report(field: &FieldReset) -> bool {
    match field.rule {
        Rule::Reset | Rule::MaxCapacity(_) | Rule::MaxBytes(_) | Rule::Zeroize(_) => true,
        Rule::Value(_) | Rule::Default | Rule::With(_) | Rule::Keep => false,
    }
}

/// The type parameter for the observer, which hears of containers that are shrunk, and of content.
fn observer() -> Ident {
    Ident::new("__PooledObserver", Span::mixed_site())
}

/// Says whether something in the object may survive the reset: a field that is kept, or a part of a field that is reset
/// by its type.
///
/// A field whose type mentions the type itself is not asked, because its answer would depend on itself.
fn keeps(model: &Model) -> Option<TokenStream> {
    let facade = &model.facade;
    let mut reset = Vec::new();
    for FieldReset { ty, rule, .. } in model.body.fields() {
        match rule {
            Rule::Keep => {
                return Some(quote!(
                    const __POOLED_KEEPS: ::core::primitive::bool = true;
                ));
            }
            // What such a container keeps is reset by the types of its elements.
            Rule::Reset | Rule::MaxBytes(_) => reset.push(ty),
            Rule::Value(_) | Rule::Default | Rule::With(_) | Rule::MaxCapacity(_) | Rule::Zeroize(_) => {}
        }
    }
    let asked = reset.into_iter().filter(|ty| !names::mentions_itself(ty, &model.ident));
    let answers = distinct(asked).map(|ty| {
        let at = span_of(ty);
        quote_spanned!(at=> <#ty as #facade::Reset>::__POOLED_KEEPS)
    });
    let answers: Vec<_> = answers.collect();
    (!answers.is_empty()).then(|| quote!(const __POOLED_KEEPS: ::core::primitive::bool = #(#answers)||*;))
}

/// What the reset does. It wipes secrets before any other rule runs: a rule that panics, and a value that is replaced,
/// leave none. Parts that are reset in place wipe theirs once more.
fn body(model: &Model) -> TokenStream {
    let wipe = match &model.body {
        Body::ByHand { .. } => None,
        Body::Struct(_) | Body::Enum(_) => wipe::before_reset(model),
    };
    let rules = rules(model);
    quote!(#wipe #rules)
}

fn rules(model: &Model) -> TokenStream {
    match &model.body {
        Body::ByHand { path, .. } => by_hand(model, path),
        Body::Struct(fields) => in_place(model, &quote!(Self), fields),
        Body::Enum(EnumBody::Marked { variant, replaced }) if replaced.is_empty() => {
            in_place(model, &variant_path(variant), &variant.fields)
        }
        Body::Enum(EnumBody::Marked { variant, .. }) => marked(model, variant),
        Body::Enum(EnumBody::Unmarked(variants)) => unmarked(model, variants),
    }
}

/// Calls the user's function.
///
/// A path that ends in `reset` may lead back to the method that is printed here: `Self::reset` does if the type has no
/// function of this name of its own. So such a function is compared with the method.
fn by_hand(model: &Model, path: &ExprPath) -> TokenStream {
    let signature = quote!(fn(&mut Self));
    let Some(last) = path.path.segments.last().filter(|last| last.ident == "reset") else {
        let call = call(path, &signature, &quote!(self));
        return quote!(#call;);
    };
    let (facade, at) = (&model.facade, span_of(&last.ident));
    let (function, checked) = (Ident::new("__pooled_function", at), Ident::new("__pooled_checked", at));
    let both = quote_spanned! {at=>
        &#facade::__private::probe_resets::<Self, _, _>(&#function, &<Self as #facade::Reset>::reset)
    };
    let ask = quote_spanned!(at=> (#both).__pooled_require_other());
    quote! {
        use #facade::__private::{OtherReset as _, SameReset as _};
        let #function = #path;
        let #checked: #signature = #function;
        #ask;
        #checked(self);
    }
}

fn variant_path(variant: &VariantReset) -> TokenStream {
    let ident = &variant.ident;
    quote!(Self::#ident)
}

/// Resets the fields of a value that is known to be of the form `path { .. }`.
///
/// The braces in `{ self }`, here and below, move `self` away. So the user's expressions can't reach the object, not
/// even by a `"{self}"` in a macro.
fn in_place(model: &Model, path: &TokenStream, fields: &[FieldReset]) -> TokenStream {
    let Arm { pattern, resets } = arm(model, path, fields);
    if resets.is_empty() { TokenStream::new() } else { quote!(let #pattern = { self }; #resets) }
}

/// An enum in another variant than the marked one becomes fresh. In the marked one, its fields are reset.
fn marked(model: &Model, variant: &VariantReset) -> TokenStream {
    let fresh = fresh(model);
    let path = variant_path(variant);
    let Arm { pattern, resets } = arm(model, &path, &variant.fields);
    let reset = (!resets.is_empty()).then(|| quote!(if let #pattern = { self } { #resets }));
    let (facade, type_name, variant_name) = (&model.facade, model.ident.to_string(), variant.ident.to_string());
    quote! {
        if !::core::matches!(self, #path { .. }) {
            *self = #fresh;
            if !::core::matches!(self, #path { .. }) {
                #facade::__private::fresh_is_unmarked(#type_name, #variant_name);
            }
        }
        #reset
    }
}

/// An enum becomes fresh, unless it is in the variant of a fresh value: then its fields are reset.
fn unmarked(model: &Model, variants: &[VariantReset]) -> TokenStream {
    let make = fresh(model);
    let arms: Vec<_> = variants.iter().map(|variant| arm(model, &variant_path(variant), &variant.fields)).collect();
    if arms.iter().all(|arm| arm.resets.is_empty()) && model.body.fields().next().is_none() {
        return quote!(*self = #make;);
    }
    let fresh = Ident::new("__pooled_fresh", Span::mixed_site());
    let arms = arms.iter().map(|Arm { pattern, resets }| quote!(#pattern => { #resets }));
    quote! {
        let #fresh: Self = #make;
        if ::core::mem::discriminant(self) != ::core::mem::discriminant(&#fresh) {
            *self = #fresh;
        }
        match { self } {
            #(#arms)*
        }
    }
}

/// A pattern that binds the fields to be reset, and their resets.
struct Arm {
    pattern: TokenStream,
    resets: TokenStream,
}

fn arm(model: &Model, path: &TokenStream, fields: &[FieldReset]) -> Arm {
    let (mut bindings, mut resets) = (TokenStream::new(), TokenStream::new());
    for (at, field) in fields.iter().enumerate() {
        let binding = format_ident!("__pooled_{at}", span = Span::mixed_site());
        if let Some(reset) = reset(model, field, &binding) {
            let member = &field.member;
            bindings.extend(quote!(#member: #binding,));
            resets.extend(reset);
        }
    }
    Arm { pattern: quote!(#path { #bindings .. }), resets }
}

/// The statement that resets a field; `None` if it is kept.
fn reset(model: &Model, field: &FieldReset, binding: &Ident) -> Option<TokenStream> {
    let (facade, ty, observer) = (&model.facade, &field.ty, observer());
    let at = span_of(ty);
    Some(match &field.rule {
        Rule::Reset => quote_spanned!(at=> <#ty as #facade::Reset>::__pooled_reset::<#observer>(#binding);),
        // In a closure, so that a `return` in it does not leave the other fields as they are.
        Rule::Value(value) => quote!(*#binding = (|| -> #ty { #value })();),
        Rule::Default => quote_spanned!(at=> *#binding = <#ty as ::core::default::Default>::default();),
        Rule::With(path) => {
            let call = call(path, &quote!(fn(&mut #ty)), &quote!(#binding));
            quote!(#call;)
        }
        Rule::MaxCapacity(limit) => {
            let within = quote_spanned!(at=> <#ty as #facade::__private::ResetWithin>::__pooled_reset_within);
            quote_spanned!(at=> #within::<#observer>(#binding, #limit);)
        }
        Rule::MaxBytes(limit) => {
            let within =
                quote_spanned!(at=> <#ty as #facade::__private::ResetWithinBytes>::__pooled_reset_within_bytes);
            quote_spanned!(at=> #within::<#observer>(#binding, #limit);)
        }
        // It was wiped before. If its type has a reset, that limits the memory that it keeps.
        Rule::Zeroize(_) => quote!({
            use #facade::__private::AnyPart as _;
            #facade::__private::Part(#binding).__pooled_reset::<#observer>();
        }),
        Rule::Keep => return None,
    })
}
