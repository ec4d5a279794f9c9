//! The order that is suggested, and the type in that order.

use pooled_layout::figures::Figures;

use super::problem::Problem;
use super::{descend, exact};
use crate::model::{Type, memory_order};

/// The order that is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The fields, as indices into [`Type::fields`], which are as declared.
    pub order: Vec<usize>,
    /// The figures of today.
    pub now: Figures,
    /// Those of that order.
    pub then: Figures,
    /// Whether no order has better figures.
    pub exact: bool,
}

/// Suggests an order: fewest lines touched by hot fields; then fewest straddling hot fields; then the smallest size;
/// then fewest lines touched by hot and warm fields; then fewest straddling fields of any heat; then that of
/// declaration. Never worse than the declared order under `repr(C)`. For an enum, whose fields lie nowhere, and a type
/// with fewer than two fields, it is the order of today.
///
/// The work is bounded, whatever the type: of 8 to 4,000 fields, all different or drawn at random, none took longer
/// than about a second in a release build.
#[must_use]
pub fn suggest(ty: &Type) -> Suggestion {
    let now = ty.figures();
    if !ty.has_places() || ty.fields.len() < 2 {
        return Suggestion { order: (0..ty.fields.len()).collect(), now, then: now, exact: true };
    }
    let problem = Problem::new(ty);
    let good = descend::good_order(&problem);
    let bound = problem.lower_bound();
    let good_figures = problem.figures(&good);
    let best = exact::best_order(&problem, good_figures);
    let exact = best.is_some() || good_figures == bound;
    let order = best.unwrap_or(good);
    Suggestion { now, then: problem.figures(&order), exact, order }
}

/// The figures of a type whose fields are declared in an order, with `#[repr(C)]`; it holds the index of each of them
/// once.
pub(crate) fn in_order(ty: &Type, order: &[usize]) -> Figures {
    let problem = Problem::new(ty);
    problem.figures(order)
}

/// The type as it would be laid out then.
pub(crate) fn apply(ty: &Type, order: &[usize]) -> Type {
    let mut then = Type { size: in_order(ty, order).size, repr_c: true, fields: Vec::new(), ..ty.clone() };
    let mut end = 0_usize;
    for &index in order {
        let mut field = ty.fields[index].clone();
        field.offset = Some(end.next_multiple_of(field.align.max(1)));
        end = field.end();
        then.fields.push(field);
    }
    then.memory = memory_order(then.kind, &then.fields);
    then
}

impl Suggestion {
    /// Whether the order is better than that of today.
    #[must_use]
    pub fn improves(&self) -> bool {
        self.then < self.now
    }

    /// The type as it would be laid out; an enum as it is.
    #[must_use]
    pub fn apply(&self, ty: &Type) -> Type {
        if ty.has_places() { apply(ty, &self.order) } else { ty.clone() }
    }
}
