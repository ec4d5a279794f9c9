//! Expressions that call functions of the user or of the runtime.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ExprPath;

use crate::model::Model;
use crate::syntax::span::span_of;

/// Calls the user's function after checking its signature. A mismatch is reported at the path.
pub(super) fn call(path: &ExprPath, signature: &TokenStream, arguments: &TokenStream) -> TokenStream {
    let function = Ident::new("__pooled_function", Span::mixed_site());
    quote!({
        let #function: #signature = #path;
        #function(#arguments)
    })
}

/// An expression that makes a fresh object.
pub(super) fn fresh(model: &Model) -> TokenStream {
    if let Some(new) = &model.new {
        return call(new, &quote!(fn() -> Self), &TokenStream::new());
    }
    let facade = &model.facade;
    let at = span_of(&model.ident);
    let probe = probe(model, &quote!(Self), at);
    let ask = quote_spanned!(at=> #probe.__pooled_fresh());
    let otherwise = if model.bound.is_some() { quote!(ViaBound) } else { quote!(ViaNothing) };
    quote!({
        use #facade::__private::{ViaDefault as _, #otherwise as _};
        #ask
    })
}

/// The receiver of a question about `ty`, to be asked at `span`.
pub(super) fn probe(model: &Model, ty: &TokenStream, span: Span) -> TokenStream {
    let facade = &model.facade;
    quote_spanned!(span=> (&#facade::__private::Probe::<#ty>::NEW))
}
