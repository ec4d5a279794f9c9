//! Runs a derive: reads an item, checks it, prints the impls.

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::check;
use crate::derive::Derive;
use crate::errors::Errors;
use crate::expand;
use crate::item::Item;
use crate::stubs;

/// What `derive` prints for `input`: its impls, or its mistakes and stub impls.
pub(crate) fn run(input: &DeriveInput, derive: Derive) -> TokenStream {
    let mut errors = Errors::default();
    let item = Item::read(input, derive, &mut errors);
    match check::check(&item, errors) {
        Ok(model) => expand::expand(&model),
        Err(mut errors) => {
            errors.extend(stubs::stubs(&item));
            errors
        }
    }
}
