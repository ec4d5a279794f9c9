//! `#[repr(C)]`: what a definition says of it, and how it gets it.

use proc_macro2::TokenStream;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, ItemStruct, Meta, Token};

use super::edit::Edit;
use super::guard::with_conditional;

/// What the attributes of a definition say of its layout.
pub(super) enum Repr<'a> {
    /// Fields lie as declared.
    C,
    /// Nothing of the order.
    Free,
    /// Nothing of the order, but this attribute sets the alignment.
    Align(&'a Attribute),
}

/// Reads the attributes of a definition.
///
/// # Errors
/// Says which of them can't be beside `C`.
pub(super) fn read(item: &ItemStruct) -> Result<Repr<'_>, String> {
    let mut repr = Repr::Free;
    for attr in &item.attrs {
        if is_conditional(attr) {
            return Err("its `repr` is under a condition".to_string());
        }
        for word in words(attr) {
            repr = match (repr, word.path().get_ident().map(ToString::to_string).as_deref()) {
                (_, Some("C")) => Repr::C,
                (Repr::Free, Some("align")) => Repr::Align(attr),
                (repr, Some("align")) => repr,
                _ => return Err(format!("it has `{}` already", text(attr))),
            };
        }
    }
    Ok(repr)
}

fn is_conditional(attr: &Attribute) -> bool {
    attr.path().is_ident("cfg_attr") && with_conditional(&attr.meta).iter().any(|meta| meta.path().is_ident("repr"))
}

/// The words of a `repr`; none of another attribute.
fn words(attr: &Attribute) -> Vec<Meta> {
    let list = attr.meta.require_list().ok().filter(|list| list.path.is_ident("repr"));
    let words = list.and_then(|list| list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).ok());
    words.into_iter().flatten().collect()
}

/// A `repr` as one writes it.
pub(super) fn text(attr: &Attribute) -> String {
    let words: Vec<_> = words(attr).iter().map(|word| tokens(word).to_string().replace(' ', "")).collect();
    format!("repr({})", words.join(", "))
}

fn tokens(meta: &Meta) -> TokenStream {
    quote::ToTokens::to_token_stream(meta)
}

/// The edit of the source that makes a definition `repr(C)`; none if it is.
pub(super) fn edit(repr: &Repr<'_>, item: &ItemStruct, source: &str, start: usize) -> Option<Edit> {
    match repr {
        Repr::C => None,
        Repr::Align(attr) => attr.meta.require_list().ok().map(|list| {
            let at = start + list.delimiter.span().open().byte_range().end;
            Edit { range: at..at, text: "C, ".to_string() }
        }),
        Repr::Free => Some(attribute(source, start + keyword(item))),
    }
}

/// Where a definition starts behind its attributes.
fn keyword(item: &ItemStruct) -> usize {
    let visibility = matches!(item.vis, syn::Visibility::Inherited);
    let span = if visibility { item.struct_token.span() } else { item.vis.span() };
    span.byte_range().start
}

/// A new attribute: on a line of its own, if what it is put before starts its line.
fn attribute(source: &str, at: usize) -> Edit {
    let line = source[..at].rfind('\n').map_or(0, |end| end + 1);
    let indent = source[line..at].trim_start_matches('\u{feff}');
    let own_line = indent.trim().is_empty();
    let behind = if own_line { format!("{}{indent}", newline(&source[at..])) } else { " ".to_string() };
    Edit { range: at..at, text: format!("#[repr(C)]{behind}") }
}

/// How the first line of a text ends.
pub(super) fn newline(text: &str) -> &'static str {
    let end = text.find('\n').unwrap_or(0);
    if text[..end].ends_with('\r') { "\r\n" } else { "\n" }
}
