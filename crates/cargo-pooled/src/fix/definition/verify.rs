//! Reads a definition again after it was rewritten. Nothing may be lost, and only the order and the `repr` may differ.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Fields, ItemStruct};

use super::find::find;
use super::repr;
use crate::fix::request::Request;
use crate::fix::syntax::names::field_name;
use crate::fix::syntax::parse::parse;
use crate::fix::text::edit::{self, Edit};
use crate::fix::text::{body, trivia};

/// Compares a definition with what edits make of it.
///
/// # Errors
/// If the edits do not do what they should. That is a fault of this program and not of the user.
pub(super) fn check(
    source: &str,
    start: usize,
    item: &ItemStruct,
    edits: &[Edit],
    request: &Request,
) -> Result<(), String> {
    let text = edit::apply(source, edits.to_vec());
    let (file, new_start) = parse(&text).map_err(|error| fault(&error))?;
    // A new attribute may move the name down by a line.
    let lines = u32::from(edits.iter().any(|edit| edit.text.starts_with("#[")));
    let moved = Request { line: request.line + lines, ..request.clone() };
    let new = find(&file, request).or_else(|_| find(&file, &moved)).map_err(|error| fault(&error))?;
    let order: Vec<_> = new.fields.iter().map(field_name).collect();
    if order != request.order || !repr::read(new).is_ok_and(|repr| repr.fixes_order()) {
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

/// The tokens of a definition without its fields and its `repr`.
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
