//! Stub impls for an item that has mistakes, so that its uses elsewhere give no further errors.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, GenericParam, Generics, parse_quote};

use crate::Derive;
use crate::check::facade;
use crate::expand::in_const;

/// Impls with the right signatures and no bounds that could fail.
pub(crate) fn stubs(input: &DeriveInput, derive: Derive) -> TokenStream {
    let facade = facade(input, derive);
    let reset = of_trait(
        input,
        &input.generics,
        &quote!(#facade::Reset),
        &quote!(
            fn reset(&mut self) {}
        ),
    );
    let pool = (derive == Derive::Pooled).then(|| {
        let generics = static_generics(&input.generics);
        let private = quote!(#facade::__private);
        let recipe = quote!(
            fn fresh() -> Self {
                ::core::unimplemented!()
            }
        );
        let home = quote! {
            type Reach = #private::AnyThread;
            fn sharing() -> #private::Sharing<Self> { #private::Sharing::local() }
        };
        let recipe = of_trait(input, &generics, &quote!(#private::Recipe), &recipe);
        let home = of_trait(input, &generics, &quote!(#private::Home), &home);
        let pooled = of_trait(input, &generics, &quote!(#facade::Pooled), &TokenStream::new());
        quote!(#recipe #private::std_only! { #home #pooled })
    });
    in_const(&quote!(#reset #pool))
}

fn of_trait(input: &DeriveInput, generics: &Generics, name: &TokenStream, body: &TokenStream) -> TokenStream {
    let ident = &input.ident;
    let (parameters, _, clause) = generics.split_for_impl();
    let arguments = arguments(&input.generics, generics);
    quote! {
        #[automatically_derived]
        impl #parameters #name for #ident #arguments #clause { #body }
    }
}

/// The arguments of the type: its own parameters, with `'static` for the lifetimes that `generics` no longer has.
fn arguments(of_type: &Generics, generics: &Generics) -> TokenStream {
    let keeps_lifetimes = of_type.params.len() == generics.params.len();
    let arguments = of_type.params.iter().map(|param| match param {
        GenericParam::Lifetime(param) if keeps_lifetimes => param.lifetime.to_token_stream(),
        GenericParam::Lifetime(_) => quote!('static),
        GenericParam::Type(param) => param.ident.to_token_stream(),
        GenericParam::Const(param) => param.ident.to_token_stream(),
    });
    if of_type.params.is_empty() { TokenStream::new() } else { quote!(<#(#arguments),*>) }
}

/// The parameters of impls that need `Self: 'static`.
fn static_generics(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    generics.params = generics.params.into_iter().filter(|param| !matches!(param, GenericParam::Lifetime(_))).collect();
    for param in &mut generics.params {
        if let GenericParam::Type(param) = param {
            param.bounds.push(parse_quote!('static));
        }
    }
    generics
}
