//! What counts about an order of the fields: the figures of the layout. The order whose figures are less is better;
//! they are compared from the top.

use pooled_layout::figures::{Figures, Tally};

use super::item::Item;

/// The figures without the last, the straddling fields of any heat.
pub(super) fn but_straddles(figures: Figures) -> Figures {
    let mut seen = figures;
    seen.straddles = 0;
    seen
}

/// Figures that are worse than those of every order.
pub(super) fn never() -> Figures {
    let mut figures = Figures::default();
    figures.hot_lines = usize::MAX;
    figures
}

/// The figures of fields in this order by the rules of `repr(C)`.
pub(super) fn of<'a>(items: impl Iterator<Item = &'a Item>, align: usize, line: usize) -> Figures {
    let (mut tally, mut end) = (Tally::new(line), 0_usize);
    for item in items {
        let start = end.next_multiple_of(item.align);
        tally.add(start, item.size, item.heat);
        end = start + item.size;
    }
    tally.figures(end.next_multiple_of(align))
}
