//! Orders of the fields of a type.

use crate::facts::Field;

/// Orders of the fields, as indices into [`Facts::fields`](crate::facts::Facts::fields).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orders {
    /// As they lie in memory.
    pub memory: &'static [u16],
    /// The suggested order of declaration, under `repr(C)`.
    pub suggested: &'static [u16],
    /// The order of least size and fewest hot lines. It is the suggested order, unless fewer fields straddle in the
    /// order of declaration.
    pub least: &'static [u16],
}

/// A type that has the orders of the fields of another.
pub trait Ordered {
    /// The orders.
    const ORDERS: Orders;
}

/// The orders of a type without fields.
pub enum NoOrders {}

impl Ordered for NoOrders {
    const ORDERS: Orders = Orders { memory: &[], suggested: &[], least: &[] };
}

/// The order of declaration.
pub(crate) const fn declared_order<const N: usize>() -> [u16; N] {
    let mut order = [0; N];
    fill_declared(&mut order);
    order
}

/// Makes `order` that of declaration.
const fn fill_declared(order: &mut [u16]) {
    let mut at = 0;
    while at < order.len() {
        order[at] = index(at);
        at += 1;
    }
}

/// The index of a field.
#[expect(clippy::cast_possible_truncation, reason = "checked in the same line")]
pub(crate) const fn index(at: usize) -> u16 {
    assert!(at <= u16::MAX as usize, "a type with more than 65,536 fields can't be described");
    at as u16
}

/// Makes `order` that of the memory. `has_places` is that of the [kind](crate::facts::Kind::has_places): where fields
/// share bytes, the order stays that of declaration. `other` is as long as `order` and has no meaning before and after.
///
/// A merge sort: it keeps the order of equals and is fast enough for a struct of thousands of fields.
pub const fn sort_by_memory<S>(fields: &[Field<S>], has_places: bool, order: &mut [u16], other: &mut [u16]) {
    fill_declared(order);
    let mut run = if has_places { 1 } else { order.len() };
    while run < order.len() {
        let mut start = 0;
        while start < order.len() {
            merge(fields, order, other, start, run);
            start += 2 * run;
        }
        let mut at = 0;
        while at < order.len() {
            order[at] = other[at];
            at += 1;
        }
        run *= 2;
    }
}

/// Merges two sorted runs of `run` places, or what there is of them, from `start` on.
const fn merge<S>(fields: &[Field<S>], from: &[u16], to: &mut [u16], start: usize, run: usize) {
    let middle = least(start + run, from.len());
    let end = least(middle + run, from.len());
    let (mut a, mut b, mut at) = (start, middle, start);
    while at < end {
        let takes_b = a == middle || (b < end && lies_before(&fields[from[b] as usize], &fields[from[a] as usize]));
        to[at] = if takes_b { from[b] } else { from[a] };
        (a, b) = if takes_b { (a, b + 1) } else { (a + 1, b) };
        at += 1;
    }
}

const fn least(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

/// Whether field `a` of a struct lies before field `b`. A field of no size lies before the one that starts at the same
/// place.
const fn lies_before<S>(a: &Field<S>, b: &Field<S>) -> bool {
    a.start() < b.start() || (a.start() == b.start() && a.size == 0 && b.size > 0)
}
