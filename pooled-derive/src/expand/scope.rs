//! Keeps the names of what is printed out of the user's code.

use proc_macro2::TokenStream;
use quote::quote;

/// Wraps `items` so that none of their names is seen from outside.
pub(crate) fn in_const(items: &TokenStream) -> TokenStream {
    quote! {
        #[doc(hidden)]
        const _: () = {
            #items
        };
    }
}
