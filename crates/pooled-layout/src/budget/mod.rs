//! Budgets of a layout. A broken one panics in const evaluation, which fails the build with the whole report.

mod seek;

use crate::figures::Figures;
use crate::render::table;
use crate::render::text::Text;
use crate::type_layout::TypeLayout;
use seek::{Sought, seek};

/// What a type may cost.
#[derive(Clone, Copy)]
pub struct Budget {
    /// `max_size = N`
    pub max_size: usize,
    /// `max_lines = N`
    pub max_lines: usize,
    /// `hot_lines = N`
    pub hot_lines: usize,
    /// `no_straddle`
    pub no_straddle: bool,
}

/// The limits, as one writes them.
#[cfg(feature = "decode")]
pub(crate) const NAMES: [&str; 4] = ["max_size", "max_lines", "hot_lines", "no_straddle"];

impl Budget {
    /// No limits.
    pub const NONE: Self =
        Self { max_size: usize::MAX, max_lines: usize::MAX, hot_lines: usize::MAX, no_straddle: false };

    /// The limit for the target: `small` where pointers have 32 bits.
    #[must_use]
    pub const fn of_target(all: usize, small: usize) -> usize {
        if usize::BITS == 32 { small } else { all }
    }

    const fn explain(&self, layout: &TypeLayout, text: &mut Text) {
        let (now, (least, _)) = (layout.figures(), layout.least());
        let (lines, least_lines) = (layout.lines(), least.size.div_ceil(layout.line_size));
        text.text("the layout breaks its budget\n");
        limit("max_size", self.max_size, layout.size, least.size, text);
        limit("max_lines", self.max_lines, lines, least_lines, text);
        limit("hot_lines", self.hot_lines, now.hot_lines, least.hot_lines, text);
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

    const fn allows(&self, figures: &Figures, line: usize) -> bool {
        self.broken(figures, line) == 0
    }

    /// Which limits are broken: a bit each, in the order of [`NAMES`].
    const fn broken(&self, figures: &Figures, line: usize) -> u64 {
        (figures.size > self.max_size) as u64
            | ((figures.size.div_ceil(line) > self.max_lines) as u64) << 1
            | ((figures.hot_lines > self.hot_lines) as u64) << 2
            | ((self.no_straddle && figures.straddles > 0) as u64) << 3
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

const fn none_keeps(text: &mut Text) {
    text.text("no order of the fields keeps it: raise the budget, or make fields smaller or fewer\n");
}

const fn keeps(layout: &TypeLayout, order: &[u16], text: &mut Text) {
    text.text("#[repr(C)] and this order of the fields keep it:\n");
    table::order(layout, order, text);
}

/// Says by how much a limit is broken, and what the suggested order comes to.
const fn limit(name: &str, limit: usize, now: usize, least: usize, text: &mut Text) {
    if now > limit {
        text.text("  `");
        text.text(name);
        text.text(" = ");
        text.number(limit);
        text.text("`: it is ");
        text.number(now);
        text.text("; the least that an order can reach is ");
        text.number(least);
        text.text("\n");
    }
}
