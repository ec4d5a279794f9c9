//! What counts about an order of the fields: the runtime's figures, which are the objective. Of two orders that is better whose
//! figures are less, compared from the top.

use pooled_layout::figures::{Figures, Tally};

use super::Problem;
use crate::model::{Field, Heat};

/// All but the last.
pub(super) fn but_straddles(figures: Figures) -> Figures {
    let mut seen = figures;
    seen.straddles = 0;
    seen
}

/// Figures that are worse than those of any order.
pub(super) fn never() -> Figures {
    let mut figures = Figures::default();
    figures.hot_lines = usize::MAX;
    figures
}

/// What counts about a field. Fields that are equal in it need not be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Item {
    pub(crate) size: usize,
    pub(crate) align: usize,
    pub(crate) heat: Heat,
}

impl Item {
    pub(super) fn of(field: &Field) -> Self {
        Self { size: field.size, align: field.align.max(1), heat: field.heat }
    }
}

/// Of fields in this order by the rules of `repr(C)`.
pub(super) fn of<'a>(items: impl Iterator<Item = &'a Item>, align: usize, line: usize) -> Figures {
    let (mut tally, mut end) = (Tally::new(line), 0_usize);
    for item in items {
        let start = end.next_multiple_of(item.align);
        tally.add(start, item.size, item.heat);
        end = start + item.size;
    }
    tally.figures(end.next_multiple_of(align))
}

/// Figures that no order is below in any place. The bytes of the hot fields, and of the hot and warm ones, lie on as many lines
/// as they fill, or more; no type is smaller than its fields.
pub(super) fn lower_bound(problem: &Problem) -> Figures {
    let mut bound = Figures::default();
    bound.hot_lines = problem.bytes(&[Heat::Hot]).div_ceil(problem.line);
    bound.size = problem.bytes(&[Heat::Hot, Heat::Warm, Heat::Cold]).next_multiple_of(problem.align);
    bound.warm_lines = problem.bytes(&[Heat::Hot, Heat::Warm]).div_ceil(problem.line);
    bound
}

/// Where the last of these fields ends, by the rules of `repr(C)`.
pub(super) fn end_of(items: impl Iterator<Item = Item>) -> usize {
    items.fold(0, |end, item| end.next_multiple_of(item.align) + item.size)
}
