//! The message of a broken budget.

use super::limit::Limit;
use super::limits::Budget;
use super::seek::{Sought, seek};
use crate::figures::Figures;
use crate::render::table;
use crate::render::text::Text;
use crate::type_layout::TypeLayout;

impl Budget {
    /// Writes which limits are broken, what would keep them, and the report.
    pub(super) const fn explain(&self, layout: &TypeLayout, text: &mut Text) {
        text.text("the layout breaks its budget\n");
        let (now, (least, _), mut at) = (layout.figures(), layout.least(), 0);
        while at < Limit::ALL.len() {
            self.explain_limit(Limit::ALL[at], layout.line_size, &now, &least, text);
            at += 1;
        }
        self.advise(layout, text);
        text.text("\n");
        table::as_it_is(layout, text);
        // The whole report would say that no better order is known if none is better in all figures. This would
        // contradict an order above that keeps the budget.
        table::suggestion(layout, text);
    }

    /// Writes by how much a limit is broken, if it is.
    const fn explain_limit(&self, limit: Limit, line: usize, now: &Figures, least: &Figures, text: &mut Text) {
        let (lines, least_lines) = (now.size.div_ceil(line), least.size.div_ceil(line));
        match limit {
            Limit::MaxSize => number(limit, self.max_size, now.size, least.size, text),
            Limit::MaxLines => number(limit, self.max_lines, lines, least_lines, text),
            Limit::HotLines => number(limit, self.hot_lines, now.hot_lines, least.hot_lines, text),
            Limit::NoStraddle if self.no_straddle && now.straddles > 0 => {
                text.text("  `no_straddle`: ");
                text.count(now.straddles, "field straddles\n", "fields straddle\n");
            }
            Limit::NoStraddle => {}
        }
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

/// Writes by how much a limit that is a number is broken, and the least that an order can reach.
const fn number(name: Limit, limit: usize, now: usize, least: usize, text: &mut Text) {
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
