//! What an order makes worse in one respect, though it is better as a whole.

use super::words::list;
use crate::model::Type;
use crate::search::apply;

/// What an order makes worse, though it is better by the objective of the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regression {
    /// The key of the budget that limits this.
    pub budget: &'static str,
    /// What is worse, as it follows "in this order".
    pub what: String,
}

/// The key of the budget for lines. More lines always come with a larger size.
pub(super) const MAX_LINES: &str = "max_lines";

/// What an order makes worse in a type. The order holds indices into the fields.
pub(super) fn regressions(ty: &Type, order: &[usize]) -> impl Iterator<Item = Regression> {
    let (then, name) = (apply(ty, order), &ty.name);
    let straddlers: Vec<_> = then.straddlers().map(|field| field.name.clone()).collect();
    let (size, lines) = ((ty.size, then.size), (ty.lines(), then.lines()));
    let found = [
        (ty.straddlers().next().is_none() && !straddlers.is_empty())
            .then(|| ("no_straddle", format!("`{name}` has {} on more cache lines than needed", list(&straddlers)))),
        (size.1 > size.0).then(|| ("max_size", format!("`{name}` has {} bytes instead of {}", size.1, size.0))),
        (lines.1 > lines.0).then(|| (MAX_LINES, format!("`{name}` has {} lines instead of {}", lines.1, lines.0))),
    ];
    found.into_iter().flatten().map(|(budget, what)| Regression { budget, what })
}
