//! `impl Reset`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ExprPath;

use super::{call, fresh, span_of};
use crate::bounds;
use crate::mention;
use crate::model::{Body, Enum, Field, Model, Rule, Variant};

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model { ident, facade, .. } = model;
    let (parameters, arguments, _) = model.generics.split_for_impl();
    let clause = bounds::of_reset(model);
    let (keeps, methods) = (keeps(model), methods(model));
    quote! {
        #[automatically_derived]
        impl #parameters #facade::Reset for #ident #arguments #clause {
            #keeps
            #methods
        }
    }
}

/// The reset, printed once: in the method that hands the observer on if some part may report to it, else in `reset`.
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

/// Whether something in the field may be shrunk. A number has nothing, and the shorter call is cheaper to check.
fn may_report(field: &Field) -> bool {
    match field.rule {
        Rule::Reset => !mention::only_scalars(&field.ty),
        Rule::MaxCapacity(_) | Rule::Zeroize(_) => true,
        Rule::Value(_) | Rule::Default | Rule::With(_) | Rule::Keep => false,
    }
}

/// The parameter for what hears of containers that are shrunk.
fn observer() -> Ident {
    Ident::new("__PooledObserver", Span::mixed_site())
}

/// Says whether some part survives the reset, if it may: a field that is kept, or a part of a field that is reset.
///
/// A field of the type itself says nothing: its answer would lead back here.
fn keeps(model: &Model) -> Option<TokenStream> {
    if model.body.fields().any(|field| matches!(field.rule, Rule::Keep)) {
        return Some(quote!(
            const __POOLED_KEEPS: ::core::primitive::bool = true;
        ));
    }
    let facade = &model.facade;
    let mut parts: Vec<(String, TokenStream)> = Vec::new();
    for Field { ty, .. } in model.body.fields().filter(|field| matches!(field.rule, Rule::Reset)) {
        let text = quote!(#ty).to_string();
        if !mention::itself(ty, &model.ident) && !parts.iter().any(|(seen, _)| *seen == text) {
            let at = span_of(ty);
            parts.push((text, quote_spanned!(at=> <#ty as #facade::Reset>::__POOLED_KEEPS)));
        }
    }
    let parts = parts.iter().map(|(_, part)| part);
    (parts.len() > 0).then(|| quote!(const __POOLED_KEEPS: ::core::primitive::bool = #(#parts)||*;))
}

fn body(model: &Model) -> TokenStream {
    match &model.body {
        Body::ByHand(path) => by_hand(model, path),
        Body::Struct(fields) => in_place(model, &quote!(Self), fields),
        Body::Enum(Enum::Marked { variant, alone: true }) => in_place(model, &variant_path(variant), &variant.fields),
        Body::Enum(Enum::Marked { variant, alone: false }) => marked(model, variant),
        Body::Enum(Enum::Unmarked(variants)) => unmarked(model, variants),
    }
}

/// Calls the user's function. Where the type has none of its own, `Self::reset` is the method that this is printed in.
fn by_hand(model: &Model, path: &ExprPath) -> TokenStream {
    let signature = quote!(fn(&mut Self));
    let Some(last) = path.path.segments.last().filter(|last| last.ident == "reset") else {
        let call = call(path, &signature, &quote!(self));
        return quote!(#call;);
    };
    let (facade, at) = (&model.facade, last.ident.span().resolved_at(Span::mixed_site()));
    let (function, checked) = (Ident::new("__pooled_function", at), Ident::new("__pooled_checked", at));
    let both = quote_spanned!(at=> &#facade::__private::probe_resets::<Self, _, _>(&#function, &<Self as #facade::Reset>::reset));
    let ask = quote_spanned!(at=> (#both).__pooled_require_other());
    quote! {
        use #facade::__private::{OtherReset as _, SameReset as _};
        let #function = #path;
        let #checked: #signature = #function;
        #ask;
        #checked(self);
    }
}

fn variant_path(variant: &Variant) -> TokenStream {
    let ident = &variant.ident;
    quote!(Self::#ident)
}

/// Resets the fields of a value that is known to be of the form `path { .. }`.
///
/// The braces here and below move `self` away, so that the user's expressions can't reach the object, not even by a
/// `"{self}"` in a macro.
fn in_place(model: &Model, path: &TokenStream, fields: &[Field]) -> TokenStream {
    let Arm { pattern, resets } = arm(model, path, fields);
    if resets.is_empty() { TokenStream::new() } else { quote!(let #pattern = { self }; #resets) }
}

/// An enum in any other variant than the marked one becomes fresh; in the marked one its fields are reset.
fn marked(model: &Model, variant: &Variant) -> TokenStream {
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

/// An enum becomes fresh unless it is in the variant of the fresh value; then its fields are reset.
fn unmarked(model: &Model, variants: &[Variant]) -> TokenStream {
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

fn arm(model: &Model, path: &TokenStream, fields: &[Field]) -> Arm {
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
fn reset(model: &Model, field: &Field, binding: &Ident) -> Option<TokenStream> {
    let (facade, ty, observer) = (&model.facade, &field.ty, observer());
    let at = span_of(ty);
    Some(match &field.rule {
        Rule::Reset if !may_report(field) => quote_spanned!(at=> <#ty as #facade::Reset>::reset(#binding);),
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
        Rule::Zeroize(at) => {
            let at = at.resolved_at(Span::mixed_site());
            let wipe = quote_spanned!(at=> #facade::__private::Wiped(#binding).__pooled_wipe::<#observer>());
            quote!({
                use #facade::__private::{WipeAndReset as _, WipeOnly as _};
                #wipe;
            })
        }
        Rule::Keep => return None,
    })
}
