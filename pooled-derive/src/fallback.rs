//! Stub impls for an item that has mistakes, so that its uses elsewhere give no further errors.

use std::mem;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::{DeriveInput, GenericParam, Generics, Path, parse_quote};

use crate::Derive;
use crate::attr::Attributes;
use crate::check::facade;
use crate::check::layout::has_unsized_tail;
use crate::expand::in_const;
use crate::item::Item;
use crate::keys::Key;

/// Impls with the right signatures and no bounds that could fail; none if it is not known where the traits are.
pub(crate) fn stubs(item: &Item<'_>) -> TokenStream {
    let Item { input, derive, attributes, .. } = item;
    let Some(facade) = facade(attributes) else { return TokenStream::new() };
    let (parameters, arguments, clause) = input.generics.split_for_impl();
    let ident = &input.ident;
    let pool = (*derive == Derive::Pooled).then(|| of_pool(input, attributes, &facade));
    let layout = (!has_unsized_tail(&input.data)).then(|| of_layout(input, &facade));
    in_const(&quote! {
        #[automatically_derived]
        impl #parameters #facade::Reset for #ident #arguments #clause {
            fn reset(&mut self) {}
        }
        #layout
        #pool
    })
}

/// Nothing of the inside: what the attributes say may be wrong.
fn of_layout(input: &DeriveInput, facade: &Path) -> TokenStream {
    let mut generics = input.generics.clone();
    generics.make_where_clause().predicates.push(parse_quote!(Self: ::core::marker::Sized));
    let (parameters, arguments, clause) = generics.split_for_impl();
    let ident = &input.ident;
    quote! {
        #[automatically_derived]
        impl #parameters #facade::__private::Described for #ident #arguments #clause {
            const __POOLED_FACTS: #facade::__private::Facts = #facade::__private::Facts::opaque::<Self>("");
            type __PooledOrders = #facade::__private::NoOrders;
        }
    }
}

fn of_pool(input: &DeriveInput, attributes: &Attributes, facade: &Path) -> TokenStream {
    let private = quote!(#facade::__private);
    let generics = static_generics(&input.generics);
    let lifetimes: Vec<_> = input.generics.lifetimes().map(|param| &param.lifetime.ident).collect();
    let of_trait = |name: &TokenStream, body: &TokenStream| {
        let ident = &input.ident;
        let (parameters, _, clause) = generics.split_for_impl();
        let (_, arguments, _) = input.generics.split_for_impl();
        let of_any_lifetime = quote! {
            #[automatically_derived]
            impl #parameters #name for #ident #arguments #clause { #body }
        };
        make_static(of_any_lifetime, &lifetimes)
    };
    let recipe = of_trait(
        &quote!(#private::Recipe),
        &quote!(
            fn __pooled_fresh() -> Self {
                ::core::unimplemented!()
            }
        ),
    );
    if is_static(&input.generics, attributes) {
        let body = quote!(fn __pooled_slots() -> &'static #private::StaticSlots<Self> { ::core::unimplemented!() });
        let pooled = of_trait(&quote!(#facade::StaticPooled), &body);
        return quote!(#recipe #pooled);
    }
    let home = quote! {
        type __PooledReach = #private::AnyThread;
        type __PooledLayout = #private::OpaqueLayout<Self>;
        fn __pooled_sharing() -> #private::Sharing<Self> { #private::Sharing::local() }
    };
    let home = of_trait(&quote!(#private::Home), &home);
    let pooled = of_trait(&quote!(#facade::Pooled), &TokenStream::new());
    quote!(#recipe #private::std_only! { #home #pooled })
}

/// Whether the item is to have a static pool. If something contradicts `static`, that may be what is meant.
fn is_static(generics: &Generics, attributes: &Attributes) -> bool {
    let contradicts = |key: &Key| {
        key.entry().excludes.iter().any(|(other, _)| *other == Key::Static) && attributes.span(*key).is_some()
    };
    attributes.span(Key::Static).is_some() && generics.params.is_empty() && !Key::ALL.iter().any(contradicts)
}

/// The parameters of impls that need `Self: 'static`.
fn static_generics(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    generics.params = generics.params.into_iter().filter(|param| !matches!(param, GenericParam::Lifetime(_))).collect();
    for param in generics.type_params_mut() {
        param.bounds.push(parse_quote!('static));
    }
    generics
}

/// `tokens` with `'static` in the place of each of `lifetimes`.
fn make_static(tokens: TokenStream, lifetimes: &[&Ident]) -> TokenStream {
    let mut after_quote = false;
    let replace = |token| {
        let is_lifetime = mem::replace(&mut after_quote, is_quote(&token));
        match token {
            TokenTree::Ident(ident) if is_lifetime && lifetimes.contains(&&ident) => {
                Ident::new("static", ident.span()).into()
            }
            TokenTree::Group(group) => Group::new(group.delimiter(), make_static(group.stream(), lifetimes)).into(),
            other => other,
        }
    };
    tokens.into_iter().map(replace).collect()
}

fn is_quote(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '\'')
}
