//! Prints the impls of a [`Model`].

mod bounds;
mod layout;
mod pool;
mod reset;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{ExprPath, Type};

use crate::model::Model;

/// Everything that the derive prints for `model`.
pub(crate) fn expand(model: &Model) -> TokenStream {
    let reset = reset::expand(model);
    let pool = model.pool.as_ref().map(|of| pool::expand(model, of));
    let allowed = &model.allowed;
    let layout = model.layout.as_ref().map(|of| layout::expand(model, of));
    let items = in_const(&quote!(#reset #pool #layout));
    quote!(#(#[allow(#allowed)])* #items)
}

/// Wraps what is printed so that no name of it is seen from outside.
pub(crate) fn in_const(items: &TokenStream) -> TokenStream {
    quote! {
        #[doc(hidden)]
        const _: () = {
            #items
        };
    }
}

/// Calls the user's function after checking its signature. A mismatch is reported at the path.
fn call(path: &ExprPath, signature: &TokenStream, arguments: &TokenStream) -> TokenStream {
    let function = Ident::new("__pooled_function", Span::mixed_site());
    quote!({
        let #function: #signature = #path;
        #function(#arguments)
    })
}

/// An expression that makes a fresh object.
fn fresh(model: &Model) -> TokenStream {
    if let Some(new) = &model.new {
        return call(new, &quote!(fn() -> Self), &TokenStream::new());
    }
    let facade = &model.facade;
    let at = model.ident.span().resolved_at(Span::mixed_site());
    let probe = probe(model, &quote!(Self), at);
    let ask = quote_spanned!(at=> #probe.__pooled_fresh());
    let otherwise = if model.bound.is_some() { quote!(ViaBound) } else { quote!(ViaNothing) };
    quote!({
        use #facade::__private::{ViaDefault as _, #otherwise as _};
        #ask
    })
}

/// The receiver of a question about `ty`, to be asked at `span`.
fn probe(model: &Model, ty: &TokenStream, span: Span) -> TokenStream {
    let facade = &model.facade;
    quote_spanned!(span=> (&#facade::__private::Probe::<#ty>::NEW))
}

/// Where a message about `ty` points, for tokens that are not the user's.
fn span_of(ty: &Type) -> Span {
    syn::spanned::Spanned::span(ty).resolved_at(Span::mixed_site())
}
