//! The types whose layout is reported: the type itself, or the named instantiations of a generic type.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;

use crate::expand::bounds;
use crate::model::{Layout, Model};
use crate::syntax::generics::concrete;
use crate::syntax::pretty;
use crate::syntax::replace::unraw;
use crate::syntax::span::span_of;

/// A type that is reported.
pub(super) struct Instance<'a> {
    pub(super) name: String,
    /// As one of `instances` names it; `None` if the type is not generic.
    ty: Option<&'a Type>,
}

/// All types that are reported.
pub(super) fn all<'a>(model: &Model, layout: &'a Layout) -> Vec<Instance<'a>> {
    if !model.is_generic() {
        return vec![Instance { name: name(model), ty: None }];
    }
    let named = |ty: &'a Type| Instance { name: pretty::tokens(unraw(ty.to_token_stream())), ty: Some(ty) };
    layout.instances.iter().map(named).collect()
}

/// The name of the type with its parameters.
pub(super) fn name(model: &Model) -> String {
    let (_, arguments, _) = model.generics.split_for_impl();
    let ident = &model.ident;
    pretty::tokens(unraw(quote!(#ident #arguments)))
}

impl Instance<'_> {
    /// The facts of the type.
    pub(super) fn facts(&self, model: &Model) -> TokenStream {
        if let Some(ty) = self.ty {
            return of_link(model, "INSTANCE", ty);
        }
        let (facade, concrete) = (&model.facade, concrete(&model.ident, &model.generics));
        quote!(<#concrete as #facade::__private::Described>::__POOLED_FACTS)
    }

    /// The `TypeLayout` of the type, printed at `at`.
    pub(super) fn layout(&self, model: &Model, at: Span) -> TokenStream {
        if let Some(ty) = self.ty {
            let (name, layout) = (&self.name, of_link(model, "INSTANCE_LAYOUT", ty));
            return quote_spanned!(at=> #layout.named(#name));
        }
        let (facade, concrete) = (&model.facade, concrete(&model.ident, &model.generics));
        quote_spanned!(at=> #facade::TypeLayout::of::<#concrete>())
    }
}

/// The link from an instantiation to its facts. Only instantiations of this type have it, so that another type among
/// `instances` is an error where it is named.
pub(super) fn link(model: &Model, layout: &Layout) -> TokenStream {
    let Model { ident, facade, .. } = model;
    let (parameters, arguments, _) = model.generics.split_for_impl();
    let (clause, itself) = (bounds::of_layout(model, layout), itself());
    quote! {
        struct #itself;
        #[automatically_derived]
        impl #parameters #facade::__private::InstanceOf<#itself> for #ident #arguments #clause {}
    }
}

/// A constant of an instantiation.
fn of_link(model: &Model, constant: &str, ty: &Type) -> TokenStream {
    let (facade, at, itself) = (&model.facade, span_of(ty), itself());
    let constant = Ident::new(constant, Span::call_site());
    quote_spanned!(at=> <#ty as #facade::__private::InstanceOf<#itself>>::#constant)
}

/// The name of a type that stands for the generic type.
fn itself() -> Ident {
    Ident::new("__PooledItself", Span::mixed_site())
}
