//! Stub impls for an item with mistakes, so that its uses elsewhere give no further errors.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Generics, Path, parse_quote};

use crate::attr::{Attributes, Key};
use crate::check::facade;
use crate::expand::in_const;
use crate::item::Item;
use crate::syntax::generics::static_generics;
use crate::syntax::replace::lifetimes_by_static;
use crate::syntax::types::has_unsized_tail;

/// Impls with the right signatures and no bounds that could fail. Nothing is printed if the path of the facade is not
/// known.
pub(crate) fn stubs(item: &Item<'_>) -> TokenStream {
    let Item { input, derive, attributes, .. } = item;
    let Some(facade) = facade(attributes) else { return TokenStream::new() };
    let (parameters, arguments, clause) = input.generics.split_for_impl();
    let ident = &input.ident;
    let sized = !has_unsized_tail(&input.data);
    let pool = (sized && derive.makes_pool()).then(|| of_pool(input, attributes, &facade));
    let layout = sized.then(|| of_layout(input, &facade));
    in_const(&quote! {
        #[automatically_derived]
        impl #parameters #facade::Reset for #ident #arguments #clause {
            fn reset(&mut self) {}
        }
        #layout
        #pool
    })
}

/// A description without fields, because what the attributes say of them may be wrong.
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
        lifetimes_by_static(of_any_lifetime, &lifetimes)
    };
    let recipe = of_trait(
        &quote!(#private::Factory),
        &quote!(
            type __PooledLayout = #private::OpaqueLayout<Self>;
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
        fn __pooled_sharing() -> #private::Sharing<Self> { #private::Sharing::local() }
    };
    let home = of_trait(&quote!(#private::Placement), &home);
    let pooled = of_trait(&quote!(#facade::Pooled), &TokenStream::new());
    quote!(#recipe #private::std_only! { #home #pooled })
}

/// Whether the item is to have a static pool. If something contradicts `static`, the user may want no static pool.
fn is_static(generics: &Generics, attributes: &Attributes) -> bool {
    let contradicts =
        |key: &Key| key.row().excludes.iter().any(|(other, _)| *other == Key::Static) && attributes.has(*key);
    attributes.has(Key::Static) && generics.params.is_empty() && !Key::ALL.iter().any(contradicts)
}
