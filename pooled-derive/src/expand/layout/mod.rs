//! Prints the description of the memory layout.
//!
//! # The map
//! | module | what it prints |
//! |---|---|
//! | `instance` | the types that are reported, and how their facts are named |
//! | `mirror` | the offsets of the fields of an enum |
//! | `facts` | what is known of the type |
//! | `budget` | the check of the limits |
//! | `encoding` | the facts as bytes, for the report |

mod budget;
mod encoding;
mod facts;
mod instance;
mod mirror;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Layout, Model};

pub(super) fn expand(model: &Model, layout: &Layout) -> TokenStream {
    let facts = facts::expand(model, layout);
    let instances = instance::all(model, layout);
    let link = (model.is_generic() && !instances.is_empty()).then(|| instance::link(model, layout));
    let encoded = instances.iter().map(|instance| encoding::expand(model, layout, instance));
    let budgets = instances.iter().filter_map(|instance| budget::check(model, layout, instance));
    quote!(#facts #link #(#encoded)* #(#budgets)*)
}
