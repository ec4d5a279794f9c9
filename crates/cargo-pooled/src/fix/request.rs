//! What is asked for: an order of the fields of a definition.

use super::refusal::Refusal;
use super::regression::Regression;
use super::source_file::SourceFile;
use super::syntax::names::{definition_name, plain};
use crate::model::Type;

/// The order that the fields of a definition are to get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The name of the type, with the arguments of an instantiation.
    pub ty: String,
    /// The module in its crate, such as `inner::deep`. Empty in the root of the crate.
    pub module: String,
    /// The source file.
    pub file: SourceFile,
    /// The line in it, from 1.
    pub line: u32,
    /// The names of the fields as declared.
    pub declared: Vec<String>,
    /// The names of the fields in the order that is asked for.
    pub order: Vec<String>,
    /// What that order makes worse. A budget of the definition may forbid it.
    pub regressions: Vec<Regression>,
    /// Whether the same command has rewritten the definition before.
    pub again: bool,
    /// Whether the fields may move although the definition was `repr(C)` before this command.
    pub allow_repr_c: bool,
}

impl Request {
    /// A request for `ty` in this file. The order holds indices into the fields.
    pub(super) fn new(ty: &Type, file: SourceFile, order: &[usize], regressions: Vec<Regression>) -> Self {
        Self {
            ty: ty.name.clone(),
            module: ty.module.split_once("::").map(|(_, module)| module.to_string()).unwrap_or_default(),
            file,
            line: ty.line,
            declared: declared_names(ty),
            order: order.iter().map(|&index| plain(&ty.fields[index].name)).collect(),
            regressions,
            again: false,
            allow_repr_c: false,
        }
    }

    /// The name of the definition.
    #[must_use]
    pub fn definition(&self) -> String {
        definition_name(&self.ty)
    }

    /// The name of the definition behind its module: two definitions in a file may have equal names.
    #[must_use]
    pub fn path(&self) -> String {
        let colons = if self.module.is_empty() { "" } else { "::" };
        format!("{}{colons}{}", self.module, self.definition())
    }

    /// A refusal of this request.
    pub(super) fn refuse(&self, reason: impl Into<String>) -> Refusal {
        Refusal { ty: self.ty.clone(), file: self.file.clone(), line: self.line, reason: reason.into() }
    }
}

/// The names of the fields as declared.
pub(super) fn declared_names(ty: &Type) -> Vec<String> {
    ty.fields.iter().map(|field| plain(&field.name)).collect()
}
