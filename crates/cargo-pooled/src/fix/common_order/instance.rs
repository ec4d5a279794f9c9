//! One type of a definition, and what an order of the fields does to it.
//!
//! An order holds the numbers of the fields as declared: these are the same for all instantiations of a definition.

use pooled_layout::figures::Figures;

use crate::fix::refusal::Refusal;
use crate::fix::regression::{Regression, regressions};
use crate::fix::source_file::SourceFile;
use crate::model::Type;
use crate::search::{Suggestion, apply, in_order, suggest};

/// A type, the file that it is in, and what is suggested for it.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The file that it is defined in.
    pub file: SourceFile,
    /// The type as it is.
    pub ty: Type,
    suggestion: Suggestion,
}

impl Instance {
    /// A type with the suggestion for it.
    #[must_use]
    pub fn new(ty: Type, file: SourceFile) -> Self {
        let suggestion = suggest(&ty);
        Self { file, ty, suggestion }
    }

    /// Whether the suggested order is better than the present one.
    pub(super) fn can_improve(&self) -> bool {
        self.suggestion.improves()
    }

    /// The suggested order.
    pub(super) fn suggested(&self) -> Vec<usize> {
        self.suggestion.order.clone()
    }

    /// The figures of the type in an order.
    pub(super) fn figures_in(&self, order: &[usize]) -> Figures {
        in_order(&self.ty, order)
    }

    /// The type in an order, with a new suggestion.
    pub(super) fn rearranged(&self, order: &[usize]) -> Self {
        Self::new(apply(&self.ty, order), self.file.clone())
    }

    /// What an order makes worse.
    pub(super) fn regressions(&self, order: &[usize]) -> Vec<Regression> {
        regressions(&self.ty, order).collect()
    }

    /// A refusal to rewrite the definition.
    pub(super) fn refuse(&self, reason: impl Into<String>) -> Refusal {
        let Self { ty, file, .. } = self;
        Refusal { ty: ty.name.clone(), file: file.clone(), line: ty.line, reason: reason.into() }
    }
}
