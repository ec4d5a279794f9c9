//! Reads `#[repr(…)]` of a definition, and adds `C` to it.

use proc_macro2::TokenStream;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, ItemStruct, Meta, Token};

use crate::fix::request::Request;
use crate::fix::syntax::attributes::with_conditional;
use crate::fix::text::edit::Edit;
use crate::fix::text::{line_start, newline};

/// What the attributes of a definition say of the order in memory.
pub(super) enum Repr<'a> {
    /// Fields lie as declared.
    C,
    /// Nothing: the compiler orders the fields.
    Free,
    /// Nothing, but this attribute sets the alignment.
    Align(&'a Attribute),
}

impl Repr<'_> {
    /// Whether the order in memory is that of the source.
    pub(super) fn fixes_order(&self) -> bool {
        match self {
            Self::C => true,
            Self::Free | Self::Align(_) => false,
        }
    }
}

/// Reads the attributes of a definition.
///
/// # Errors
/// Says which attribute does not go together with `C`.
pub(super) fn read(item: &ItemStruct) -> Result<Repr<'_>, String> {
    let mut repr = Repr::Free;
    for attr in &item.attrs {
        if is_conditional(attr) {
            return Err("its `repr` is under a condition".to_string());
        }
        for word in words(attr) {
            repr = if word.path().is_ident("C") {
                Repr::C
            } else if word.path().is_ident("align") {
                with_align(repr, attr)
            } else {
                return Err(format!("it has `{}` already", text(attr)));
            };
        }
    }
    Ok(repr)
}

/// Checks that the fields lie nowhere yet that other code may rely on.
///
/// # Errors
/// Refuses to move the fields of what is `repr(C)`, unless the user allows it. In a later round of the same command
/// the `repr(C)` comes from the first one.
pub(super) fn check(repr: &Repr<'_>, request: &Request) -> Result<(), String> {
    let moves = request.declared != request.order;
    if repr.fixes_order() && moves && !request.again && !request.allow_repr_c {
        return Err("it is `repr(C)`, so other code may rely on where its fields lie \
                    (to rewrite nevertheless, pass `--allow-repr-c`)"
            .to_string());
    }
    Ok(())
}

/// The first attribute with an alignment is the one that `C` may be added to.
fn with_align<'a>(repr: Repr<'a>, attr: &'a Attribute) -> Repr<'a> {
    match repr {
        Repr::Free => Repr::Align(attr),
        Repr::C | Repr::Align(_) => repr,
    }
}

fn is_conditional(attr: &Attribute) -> bool {
    let mut attrs = with_conditional(std::slice::from_ref(attr));
    attr.path().is_ident("cfg_attr") && attrs.any(|meta| meta.path().is_ident("repr"))
}

/// The words of a `repr`; of another attribute, none.
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

/// The edit of the source that makes a definition `repr(C)`; `None` if it is already.
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

/// The byte at which a definition starts behind its attributes.
fn keyword(item: &ItemStruct) -> usize {
    let is_private = matches!(item.vis, syn::Visibility::Inherited);
    let span = if is_private { item.struct_token.span() } else { item.vis.span() };
    span.byte_range().start
}

/// The edit that puts a new attribute before the definition. It gets a line of its own if the definition starts its
/// line.
fn attribute(source: &str, at: usize) -> Edit {
    let indent = line_start(source, at).trim_start_matches('\u{feff}');
    let own_line = indent.trim().is_empty();
    let behind = if own_line { format!("{}{indent}", newline(&source[at..])) } else { " ".to_string() };
    Edit { range: at..at, text: format!("#[repr(C)]{behind}") }
}
