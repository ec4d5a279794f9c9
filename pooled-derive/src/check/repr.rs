//! What the `repr` of a type says of where its fields are.

use syn::punctuated::Punctuated;
use syn::{Data, DeriveInput, Meta, Token};

use crate::model::{Shape, Tagged};

/// The integers that may be the tag of an enum.
const INTEGERS: &[&str] = &["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"];

pub(super) fn shape(input: &DeriveInput) -> Shape {
    if matches!(input.data, Data::Enum(_)) {
        return Shape::Enum;
    }
    let is_ordered = |meta: &Meta| meta.path().is_ident("C") || meta.path().is_ident("transparent");
    if words(input).iter().flatten().any(is_ordered) { Shape::Ordered } else { Shape::Struct }
}

/// How the enum is laid out, if its `repr` fixes that.
pub(super) fn tagged(input: &DeriveInput) -> Option<Tagged> {
    let Data::Enum(data) = &input.data else { return None };
    let mut tagged = Tagged { in_c: false, int: None, aligns: Vec::new(), variants: data.variants.len() };
    for word in words(input) {
        match word? {
            Meta::Path(path) if path.is_ident("C") => tagged.in_c = true,
            Meta::Path(path) if INTEGERS.iter().any(|int| path.is_ident(int)) => tagged.int = path.get_ident().cloned(),
            Meta::List(list) if list.path.is_ident("align") => tagged.aligns.push(list),
            _ => return None,
        }
    }
    (tagged.in_c || tagged.int.is_some()).then_some(tagged)
}

/// What stands in the `repr` attributes; `None` for one that can't be read.
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
