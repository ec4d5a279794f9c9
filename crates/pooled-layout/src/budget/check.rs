//! Fails the build if a layout breaks its budget, or says which limits it breaks.

use super::limits::Budget;
use crate::render::text::Text;
use crate::type_layout::TypeLayout;

/// Panics with the report if `layout` breaks the budget.
///
/// # Panics
/// At compile time, if `layout` breaks the budget.
pub const fn check_budget(budget: Budget, layout: TypeLayout) {
    if !budget.allows(&layout.figures(), layout.line_size) {
        let mut text = Text::new(0);
        budget.explain(&layout, &mut text);
        panic!("{}", text.stored());
    }
}

/// Which limits `layout` breaks, for [`Encoded::judged`](crate::encoding::Encoded::judged).
#[must_use]
pub const fn judge_budget(budget: Budget, layout: TypeLayout) -> u64 {
    budget.broken(&layout.figures(), layout.line_size)
}
