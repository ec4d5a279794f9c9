//! The derives never panic: bad input is `compile_error!`, and what they print is Rust.
//!
//! An input that is an item in Rust is taken as it is. The bytes of any other are the choices of a generator.
//!
//! `pooled-derive` is a crate of macros, so no other crate can call its functions. Its modules are compiled in here.

#![no_main]

use arbitrary::Unstructured;
use libfuzzer_sys::{Corpus, fuzz_target};
use proc_macro2::{TokenStream, TokenTree};
use syn::DeriveInput;

use crate::derive::Derive;

#[path = "../../../../pooled-derive/src/attr/mod.rs"]
mod attr;
#[path = "../../../../pooled-derive/src/check/mod.rs"]
mod check;
#[path = "../../../../pooled-derive/src/derive.rs"]
mod derive;
#[path = "../../../../pooled-derive/src/driver.rs"]
mod driver;
#[path = "../../../../pooled-derive/src/errors.rs"]
mod errors;
#[path = "../../../../pooled-derive/src/expand/mod.rs"]
mod expand;
mod generator;
#[path = "../../../../pooled-derive/src/item.rs"]
mod item;
#[path = "../../../../pooled-derive/src/model.rs"]
mod model;
#[path = "../../../../pooled-derive/src/stubs.rs"]
mod stubs;
#[path = "../../../../pooled-derive/src/syntax/mod.rs"]
mod syntax;

/// The deepest nesting of an input. A parser that calls itself needs stack for each level.
const DEPTH: usize = 24;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Some(tokens) = written(bytes).or_else(|| generator::item(&mut Unstructured::new(bytes)).ok()) else {
        return Corpus::Reject;
    };
    // The macros answer what is no item with the error of the parser.
    if let Ok(input) = syn::parse2::<DeriveInput>(tokens) {
        expand(&input);
    }
    // Places in sources are kept for each text that was parsed.
    proc_macro2::extra::invalidate_current_thread_spans();
    Corpus::Keep
});

fn expand(input: &DeriveInput) {
    for derive in [Derive::Pooled, Derive::Reset] {
        let printed = driver::run(input, derive);
        if let Err(error) = syn::parse2::<syn::File>(printed.clone()) {
            panic!("`{}` prints what is no Rust: {error}\n{printed}", derive.name());
        }
    }
}

/// The tokens of a text, if it is an item.
fn written(bytes: &[u8]) -> Option<TokenStream> {
    let text = str::from_utf8(bytes).ok()?;
    let tokens: TokenStream = text.parse().ok().filter(|tokens| is_flat(tokens, DEPTH))?;
    syn::parse2::<DeriveInput>(tokens.clone()).is_ok().then_some(tokens)
}

/// Whether no more groups are one inside the other than that.
fn is_flat(tokens: &TokenStream, depth: usize) -> bool {
    let is_flat = |token| match token {
        TokenTree::Group(group) => depth > 0 && is_flat(&group.stream(), depth - 1),
        _ => true,
    };
    tokens.clone().into_iter().all(is_flat)
}
