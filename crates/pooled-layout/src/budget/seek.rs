//! An order of the fields in which none straddles, or the proof that there is none.
//!
//! Backtracking: one field after the other is placed, and a field that breaks the budget is taken back. If nothing is
//! left to try, there is no such order. Only a broken budget pays for the search, which gives up before the compiler
//! warns of a long evaluation.

use super::limits::Budget;
use crate::facts::Field;
use crate::figures::{align_up, lines_of, newly, straddles};
use crate::type_layout::TypeLayout;

/// The search orders no more fields than this.
pub(super) const FIELDS: usize = 32;

/// How often a field may be looked at. A look is a few calls and jumps; the compiler allows two million of these.
const STEPS: usize = 80_000;
/// The price of trying a field in a place, in looks.
const TRIAL: usize = 8;

/// The result of a search.
#[derive(Clone, Copy)]
pub(super) enum Sought {
    /// The order: the first `usize` of these.
    Found([u16; FIELDS], usize),
    /// All orders break the budget.
    None,
    /// There are too many orders to try them all, and none that was tried keeps the budget.
    Unknown,
}

/// Looks for an order without straddling fields that keeps the rest of the budget too. Starts with orders that begin
/// like `first`.
pub(super) const fn seek(budget: &Budget, layout: &TypeLayout, first: &[u16]) -> Sought {
    if first.len() > FIELDS {
        return Sought::Unknown;
    }
    let mut seek = Seek { budget, layout, first, order: [0; FIELDS], placed: 0, steps: 0 };
    let (mut bytes, mut at) = (0, 0);
    while at < first.len() {
        bytes += layout.facts.fields[at].size;
        at += 1;
    }
    if seek.rest(0, Place { end: 0, left: bytes, hot_lines: 0, next_hot: 0 }) {
        Sought::Found(seek.order, first.len())
    } else if seek.steps > STEPS {
        Sought::Unknown
    } else {
        Sought::None
    }
}

/// The figures of the fields that are placed.
#[derive(Clone, Copy)]
struct Place {
    end: usize,
    /// The bytes of the fields that are not placed.
    left: usize,
    hot_lines: usize,
    /// The first line that is not counted in `hot_lines`.
    next_hot: usize,
}

struct Seek<'a> {
    budget: &'a Budget,
    layout: &'a TypeLayout,
    first: &'a [u16],
    order: [u16; FIELDS],
    /// The fields that are placed: bit `n` stands for the field `first[n]`.
    placed: u32,
    steps: usize,
}

impl Seek<'_> {
    /// Places the fields from the `depth`-th on. Returns whether this is possible within the budget.
    const fn rest(&mut self, depth: usize, place: Place) -> bool {
        let mut at = 0;
        while at < self.first.len() && self.steps <= STEPS {
            self.steps += 1;
            if self.placed >> at & 1 == 0 && !self.is_like_one_before(at) {
                self.steps += TRIAL;
                if let Some(next) = self.next(self.field(at), place) {
                    self.order[depth] = self.first[at];
                    self.placed |= 1 << at;
                    if self.rest(depth + 1, next) {
                        return true;
                    }
                    self.placed &= !(1 << at);
                }
            }
            at += 1;
        }
        depth == self.first.len()
    }

    const fn field(&self, at: usize) -> &'static Field {
        &self.layout.facts.fields[self.first[at] as usize]
    }

    /// Whether a field that is equal in all that counts was already tried in this place.
    const fn is_like_one_before(&mut self, at: usize) -> bool {
        let (field, mut before) = (self.field(at), 0);
        while before < at {
            self.steps += 1;
            let other = self.field(before);
            let is_like =
                other.size == field.size && other.align == field.align && other.heat as u8 == field.heat as u8;
            if is_like && self.placed >> before & 1 == 0 {
                return true;
            }
            before += 1;
        }
        false
    }

    /// The figures with one more field, if they are within the budget.
    const fn next(&self, field: &Field, place: Place) -> Option<Place> {
        let (line, start) = (self.layout.line_size, align_up(place.end, field.align));
        let mut next = Place { end: start + field.size, left: place.left - field.size, ..place };
        if field.is_hot() && field.size > 0 {
            let (first, last) = lines_of(start, field.size, line);
            next.hot_lines += newly(first, last, &mut next.next_hot);
        }
        let size = align_up(next.end + next.left, self.layout.align);
        let is_within = size <= self.budget.max_size
            && size.div_ceil(line) <= self.budget.max_lines
            && next.hot_lines <= self.budget.hot_lines
            && !straddles(start, field.size, line);
        if is_within { Some(next) } else { None }
    }
}
