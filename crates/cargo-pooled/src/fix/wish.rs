//! What is wanted: the order of a definition's fields.

use super::strain::Strain;
use super::{RealFile, Refusal};
use crate::model::Type;

/// The order that is wanted for the fields of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The type, with the arguments of an instantiation.
    pub ty: String,
    /// The source file.
    pub file: RealFile,
    /// The line in it, from 1.
    pub line: u32,
    /// The names of the fields as declared.
    pub declared: Vec<String>,
    /// The names of the fields in the order that is wanted.
    pub order: Vec<String>,
    /// What that order makes worse: a budget of the definition may forbid it.
    pub strains: Vec<Strain>,
    /// Whether the same command has rewritten the definition before.
    pub again: bool,
}

impl Wish {
    /// The wish for `ty` in this file; `order` holds indices into its fields.
    pub(super) fn new(ty: &Type, file: RealFile, order: &[usize], strains: Vec<Strain>) -> Self {
        Self {
            ty: ty.name.clone(),
            file,
            line: ty.line,
            declared: names(ty),
            order: order.iter().map(|&index| plain(&ty.fields[index].name)).collect(),
            strains,
            again: false,
        }
    }

    /// The name of the definition.
    #[must_use]
    pub fn definition(&self) -> String {
        definition(&self.ty)
    }

    /// A refusal of this wish.
    pub(super) fn refuse(&self, reason: impl Into<String>) -> Refusal {
        Refusal { ty: self.ty.clone(), file: self.file.clone(), line: self.line, reason: reason.into() }
    }
}

/// The name of a type's definition: that of the type without arguments and path.
pub(super) fn definition(ty: &str) -> String {
    let path = ty.split('<').next().unwrap_or_default();
    plain(path.rsplit("::").next().unwrap_or_default().trim())
}

/// The names of the fields as declared.
pub(super) fn names(ty: &Type) -> Vec<String> {
    ty.fields.iter().map(|field| plain(&field.name)).collect()
}

/// A name without the mark of a raw identifier.
pub(super) fn plain(name: &str) -> String {
    name.strip_prefix("r#").unwrap_or(name).to_string()
}
