//! The message of a broken budget.

use super::limit::Limit;
use super::limits::Budget;
use super::seek::{Sought, seek};
use crate::render::table;
use crate::render::text::Text;
use crate::type_layout::TypeLayout;

impl Budget {
    /// Writes which limits are broken, what would keep them, and the report.
    pub(super) const fn explain(&self, layout: &TypeLayout, text: &mut Text) {
        let (now, (least, _)) = (layout.figures(), layout.least());
        let (lines, least_lines) = (layout.lines(), least.size.div_ceil(layout.line_size));
        text.text("the layout breaks its budget\n");
        limit(Limit::MaxSize, self.max_size, layout.size, least.size, text);
        limit(Limit::MaxLines, self.max_lines, lines, least_lines, text);
        limit(Limit::HotLines, self.hot_lines, now.hot_lines, least.hot_lines, text);
        if self.no_straddle && now.straddles > 0 {
            text.text("  `no_straddle`: ");
            text.count(now.straddles, "field straddles\n", "fields straddle\n");
        }
        self.advise(layout, text);
        text.text("\n");
        table::as_it_is(layout, text);
        // That none is known would be said of orders that are better in all, and an order that keeps the budget may stand above.
        table::suggestion(layout, text);
    }

    /// Says which order would keep the budget, that none can, or that none was found.
    const fn advise(&self, layout: &TypeLayout, text: &mut Text) {
        let (suggestion, (least, of_least)) = (layout.suggestion(), layout.least());
        if !layout.has_places() {
            text.text("no order of fields changes the size of an enum: make its largest variant smaller\n");
        } else if self.allows(&suggestion.then, layout.line_size) {
            keeps(layout, suggestion.order, text);
        } else if self.allows(&least, layout.line_size) {
            keeps(layout, of_least, text);
        } else if (Self { no_straddle: false, ..*self }).allows(&least, layout.line_size) {
            match seek(self, layout, of_least) {
                Sought::Found(order, count) => keeps(layout, order.split_at(count).0, text),
                Sought::None => none_keeps(text),
                Sought::Unknown => text.text("no order that keeps it was found; there are too many to try them all\n"),
            }
        } else {
            none_keeps(text);
        }
    }
}

const fn none_keeps(text: &mut Text) {
    text.text("no order of the fields keeps it: raise the budget, or make fields smaller or fewer\n");
}

const fn keeps(layout: &TypeLayout, order: &[u16], text: &mut Text) {
    text.text("#[repr(C)] and this order of the fields keep it:\n");
    table::order(layout, order, text);
}

/// Says by how much a limit is broken, and what the suggested order comes to.
const fn limit(name: Limit, limit: usize, now: usize, least: usize, text: &mut Text) {
    if now > limit {
        text.text("  `");
        text.text(name.name());
        text.text(" = ");
        text.number(limit);
        text.text("`: it is ");
        text.number(now);
        text.text("; the least that an order can reach is ");
        text.number(least);
        text.text("\n");
    }
}
