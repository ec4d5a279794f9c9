//! What a type is, as far as its form tells.

use syn::{Data, Type};

/// Whether `ty` is by its name a number, a `bool` or a `char`, or an array of such.
pub(crate) fn only_scalars(ty: &Type) -> bool {
    const SCALARS: &[&str] = &[
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
        "usize",
    ];
    match ty {
        Type::Array(array) => only_scalars(&array.elem),
        Type::Path(path) => path.path.get_ident().is_some_and(|ident| SCALARS.iter().any(|scalar| ident == scalar)),
        _ => false,
    }
}

/// Whether the last field has no size, so that the type has none.
pub(crate) fn has_unsized_tail(data: &Data) -> bool {
    matches!(data, Data::Struct(data) if data.fields.iter().last().is_some_and(|field| is_unsized(&field.ty)))
}

/// Whether `ty` is unsized by its form. A type parameter that may be unsized gets a bound instead.
fn is_unsized(ty: &Type) -> bool {
    match ty {
        Type::Slice(_) | Type::TraitObject(_) => true,
        Type::Path(path) => path.path.is_ident("str"),
        Type::Group(group) => is_unsized(&group.elem),
        Type::Paren(paren) => is_unsized(&paren.elem),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::only_scalars;

    #[test]
    fn scalars_are_known_by_name() {
        for ty in [parse_quote!(u8), parse_quote!([[f64; 2]; N])] {
            assert!(only_scalars(&ty));
        }
        for ty in [parse_quote!(T), parse_quote!(u8::Part), parse_quote!([Vec<u8>; 2]), parse_quote!((u8,))] {
            assert!(!only_scalars(&ty));
        }
    }
}
