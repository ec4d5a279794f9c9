//! The derive macros of `pooled-types`. Use them from there.
//!
//! # The map
//! Each module imports only from those above it. A derive is parsed and checked to a model that holds nothing but legal
//! input, and printed from that, which can't fail; an item with mistakes gets stub impls instead.
//!
//! | module | what it does |
//! |---|---|
//! | `errors` | collects mistakes; finds the name that was meant |
//! | `syntax` | finds and replaces names in tokens; writes types as text |
//! | `attr` | the table of attributes; reads `#[pooled(...)]` |
//! | `item` | the item with its attributes, read once |
//! | `model` | what an item says, if it is legal |
//! | `check` | from syntax to model |
//! | `expand` | prints the impls |
//! | `stubs` | prints stubs for an item with mistakes |
//! | `tests` | tests of what is printed |

mod attr;
mod check;
mod errors;
mod expand;
mod item;
mod model;
mod stubs;
mod syntax;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use crate::errors::Errors;
use crate::item::Item;

/// Gives a struct or enum a thread-local pool of its own, and writes its reset.
///
/// Implements `Pooled` and `Reset`. Takes `#[pooled(...)]` on the type, on fields and on an enum's variants; the tables of
/// attributes are in the documentation of the crate `pooled_types`.
///
/// Every field has one rule. A field without one is reset by `Reset`, and if its type has no `Reset` it does not compile, so
/// that no field is forgotten.
///
/// `Reset` is part of it: a type derives one of the two, not both.
///
/// # Bounds
/// A generic type is pooled where its fields can be reset: the type of each field that mentions a type parameter is bounded
/// as its rule needs it, by `Reset`, by `ResetWithin` (`max_capacity`) or by `Default` (`default`). Besides, the type
/// parameters are bounded by `'static` and, unless the type is `local`, by `Send`; and the type itself by `Default`, unless it
/// says `new = path`. `bound = "…"` replaces all of these but `'static`. No bound is inferred
/// - for `value`, `with` and `keep`, which need none, and for `zeroize`: declare `T: Zeroize` on the type;
/// - for a field that mentions the type it is in, whose bound would lead back to itself: declare on the type what the
///   parameters need.
#[proc_macro_derive(Pooled, attributes(pooled))]
pub fn derive_pooled(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(&parse_macro_input!(input as DeriveInput), Derive::Pooled).into()
}

/// Writes the reset of a struct or enum that needs no pool of its own.
///
/// Implements `Reset`. Takes the field attributes of `#[derive(Pooled)]`, and on the type `new`, `reset`, `bound`, `crate`,
/// `instances` and what is about the memory layout.
#[proc_macro_derive(Reset, attributes(pooled))]
pub fn derive_reset(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(&parse_macro_input!(input as DeriveInput), Derive::Reset).into()
}

/// Which of the two derives is at work.
#[derive(Clone, Copy)]
enum Derive {
    Pooled,
    Reset,
}

impl Derive {
    fn name(self) -> &'static str {
        match self {
            Self::Pooled => "Pooled",
            Self::Reset => "Reset",
        }
    }

    fn makes_pool(self) -> bool {
        match self {
            Self::Pooled => true,
            Self::Reset => false,
        }
    }
}

fn derive(input: &DeriveInput, derive: Derive) -> TokenStream {
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
