//! Prints the impls of a [`Model`].
//!
//! # The map
//! | module | what it prints |
//! |---|---|
//! | `scope` | the constant around all items |
//! | `call` | expressions that call functions of the user or of the runtime |
//! | `bounds` | the bounds of the impls |
//! | `parts` | what a clean object owns: each part is asked |
//! | `wipe` | the rule `zeroize` |
//! | `reset` | `impl Reset` |
//! | `pool` | the impls that make a pool |
//! | `layout` | the description of the memory layout |

mod bounds;
mod call;
mod layout;
mod parts;
mod pool;
mod reset;
mod scope;
mod wipe;

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use self::scope::in_const;
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
