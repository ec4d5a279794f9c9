//! Reads a definition again after it was rewritten: nothing may be lost, and only the order and the `repr` may differ.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Fields, ItemStruct};

use super::edit::{self, Edit};
use super::guard::name;
use super::wish::Wish;
use super::{body, find, repr, trivia};

/// Compares a definition with what edits make of it.
///
/// # Errors
/// If they do not do what they should: a fault here, not of the user.
pub(super) fn check(source: &str, start: usize, item: &ItemStruct, edits: &[Edit], wish: &Wish) -> Result<(), String> {
    let text = edit::apply(source, edits.to_vec());
    let (file, new_start) = find::parse(&text).map_err(|error| fault(&error))?;
    // A new attribute moves the name down by a line.
    let moved =
        Wish { line: wish.line + u32::from(edits.iter().any(|edit| edit.text.starts_with("#["))), ..wish.clone() };
    let new = find::find(&file, wish).or_else(|_| find::find(&file, &moved)).map_err(|error| fault(&error))?;
    let order: Vec<_> = new.fields.iter().map(name).collect();
    if order != wish.order || !matches!(repr::read(new), Ok(repr::Repr::C)) {
        return Err(fault("the order is not the one that was wanted"));
    }
    if shell(item) != shell(new) || fields(item) != fields(new) {
        return Err(fault("its tokens are not the same"));
    }
    if comments(source, start, item) != comments(&text, new_start, new) {
        return Err(fault("its comments are not the same"));
    }
    Ok(())
}

fn fault(what: &str) -> String {
    format!("it could not be rewritten faithfully, please report this: {what}")
}

/// The tokens of a definition without its fields and `repr`.
fn shell(item: &ItemStruct) -> String {
    let mut item = item.clone();
    item.attrs.retain(|attr| !attr.path().is_ident("repr"));
    item.fields = Fields::Unit;
    item.semi_token = None;
    tokens(&item)
}

/// The tokens of each field, sorted.
fn fields(item: &ItemStruct) -> Vec<String> {
    let mut fields: Vec<_> = item.fields.iter().map(tokens).collect();
    fields.sort();
    fields
}

fn tokens(of: &impl ToTokens) -> String {
    TokenStream::to_string(&of.to_token_stream())
}

/// The comments around the fields, sorted.
fn comments(source: &str, start: usize, item: &ItemStruct) -> Vec<String> {
    let Fields::Named(fields) = &item.fields else { return Vec::new() };
    let body = body::cut(source, start, fields);
    let around = body.blocks.iter().flat_map(|block| [block.before, block.gap, block.behind]);
    let texts = around.chain([body.open, body.close]);
    let mut comments: Vec<_> = texts.flat_map(trivia::comments).map(str::to_string).collect();
    comments.sort();
    comments
}
