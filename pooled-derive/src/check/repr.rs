//! What `repr` says of where the fields are.

use proc_macro2::Group;
use syn::punctuated::Punctuated;
use syn::{Data, DeriveInput, Meta, Token, token};

use crate::errors::Errors;
use crate::item::Item;
use crate::model::{EnumRepr, Shape};

/// The integers that may be the tag of an enum.
const INTEGERS: &[&str] = &["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"];

/// Refuses `repr(packed)`.
pub(super) fn check(item: &Item<'_>, errors: &mut Errors) {
    for attr in item.input.attrs.iter().filter(|attr| attr.path().is_ident("repr")) {
        // A `repr` that can't be read is reported by the compiler.
        let _ = attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("packed") {
                let derive = item.derive.name();
                let message = "`repr(packed)` fields can't be borrowed, so they can't be reset in place";
                let instead = format!("put the packed struct in a field of one that derives `{derive}`");
                errors.add_at(&meta.path, format_args!("{message}: remove `packed`, or {instead}"));
            }
            if meta.input.peek(token::Paren) {
                meta.input.parse::<Group>()?;
            }
            Ok(())
        });
    }
}

pub(super) fn shape(input: &DeriveInput) -> Shape {
    if matches!(input.data, Data::Enum(_)) {
        return Shape::Enum;
    }
    let is_ordered = |meta: &Meta| meta.path().is_ident("C") || meta.path().is_ident("transparent");
    if words(input).iter().flatten().any(is_ordered) { Shape::Ordered } else { Shape::Struct }
}

/// The `repr` of an enum, if it fixes where the fields are.
pub(super) fn enum_repr(input: &DeriveInput) -> Option<EnumRepr> {
    let Data::Enum(data) = &input.data else { return None };
    let mut repr = EnumRepr { in_c: false, int: None, aligns: Vec::new(), variants: data.variants.len() };
    for word in words(input) {
        match word? {
            Meta::Path(path) if path.is_ident("C") => repr.in_c = true,
            Meta::Path(path) if INTEGERS.iter().any(|int| path.is_ident(int)) => repr.int = path.get_ident().cloned(),
            Meta::List(list) if list.path.is_ident("align") => repr.aligns.push(list),
            _ => return None,
        }
    }
    (repr.in_c || repr.int.is_some()).then_some(repr)
}

/// The words in the `repr` attributes. An attribute that can't be read gives `None`.
fn words(input: &DeriveInput) -> Vec<Option<Meta>> {
    let mut words = Vec::new();
    for attr in input.attrs.iter().filter(|attr| attr.path().is_ident("repr")) {
        match attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) {
            Ok(list) => words.extend(list.into_iter().map(Some)),
            Err(_) => words.push(None),
        }
    }
    words
}
