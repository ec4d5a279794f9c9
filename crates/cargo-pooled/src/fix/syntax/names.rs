//! Names of types and fields, without what does not belong to them.

use syn::Field;

/// A name without the `r#` of a raw identifier.
pub(crate) fn plain(name: &str) -> String {
    name.strip_prefix("r#").unwrap_or(name).to_string()
}

/// The name of a type's definition: the name of the type without its path and its arguments.
pub(crate) fn definition_name(ty: &str) -> String {
    let path = ty.split('<').next().unwrap_or_default();
    plain(path.rsplit("::").next().unwrap_or_default().trim())
}

/// The name of a field; empty if the field has none.
pub(crate) fn field_name(field: &Field) -> String {
    field.ident.as_ref().map(|ident| plain(&ident.to_string())).unwrap_or_default()
}
