//! What the type of a field says of its values, as far as its tokens tell.

use syn::Type;

/// Types whose values are sized and have nothing to drop.
const PLAIN: &[&str] = &[
    "bool",
    "char",
    "f32",
    "f64",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "PhantomData",
    "PhantomPinned",
];

/// Generic types that are sized whatever their parameters are.
const SIZED: &[&str] = &["Arc", "AtomicPtr", "Box", "Cow", "NonNull", "Option", "Pin", "Rc", "Vec", "Weak"];

/// Whether the values of a type are sized, whatever its parameters are; false if that is not clear.
pub(crate) fn is_sized(ty: &Type) -> bool {
    is_plain(ty) || is_one_of(ty, SIZED)
}

/// Whether the last name of a type is one of these.
fn is_one_of(ty: &Type, names: &[&str]) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|last| names.iter().any(|name| last.ident == name))
}

/// Whether the values of a type are sized and have nothing to drop; false if that is not clear.
pub(crate) fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::Reference(_) | Type::Ptr(_) | Type::FnPtr(_) | Type::Never(_) => true,
        Type::Array(array) => is_plain(&array.elem),
        Type::Paren(inner) => is_plain(&inner.elem),
        Type::Tuple(tuple) => tuple.elems.iter().all(is_plain),
        _ => is_one_of(ty, PLAIN),
    }
}
