//! Figures of one order of the fields.

use crate::layout::facts::{Facts, Field};

/// What counts about an order of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Figures {
    /// The cache lines that hot fields touch.
    pub hot_lines: usize,
    /// The hot fields that lie on more lines than they must.
    pub hot_straddles: usize,
    /// The size of the type in bytes.
    pub size: usize,
    /// The cache lines that hot and warm fields touch.
    pub warm_lines: usize,
    /// The fields of any heat that lie on more lines than they must.
    pub straddles: usize,
}

impl Figures {
    /// Whether these are better by the objective of suggestions.
    pub(crate) const fn better_than(&self, other: &Self) -> bool {
        let (a, b) = (self.ranking(), other.ranking());
        let mut at = 0;
        while at < a.len() {
            if a[at] != b[at] {
                return a[at] < b[at];
            }
            at += 1;
        }
        false
    }

    const fn ranking(&self) -> [usize; 5] {
        [self.hot_lines, self.hot_straddles, self.size, self.warm_lines, self.straddles]
    }
}

/// Where the fields lie.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// Where the compiler put them; the object starts that many bytes behind the start of a line.
    Real { base: usize },
    /// In the given order, by the rules of `repr(C)`.
    Declared,
}

/// The first and the last line that `size > 0` bytes at `start` touch.
pub(crate) const fn lines_of(start: usize, size: usize, line: usize) -> (usize, usize) {
    (start / line, (start + size - 1) / line)
}

/// Whether `size` bytes at `start` lie on more lines than they must.
pub(crate) const fn straddles(start: usize, size: usize, line: usize) -> bool {
    if size == 0 {
        return false;
    }
    let (first, last) = lines_of(start, size, line);
    last - first + 1 > size.div_ceil(line)
}

/// The figures of the fields in `order`, which is that of the memory. O(fields).
pub(crate) const fn figures(facts: &Facts, order: &[u16], place: Place) -> Figures {
    let line = facts.line;
    let mut all = Figures { hot_lines: 0, hot_straddles: 0, size: 0, warm_lines: 0, straddles: 0 };
    // The first line that is not counted yet, of hot and of hot or warm fields; the end of the field before.
    let (mut next_hot, mut next_warm, mut end, mut at) = (0, 0, 0, 0);
    while at < order.len() {
        let field = &facts.fields[order[at] as usize];
        let start = match place {
            Place::Real { base } => base + field.start(),
            Place::Declared => align_up(end, field.align),
        };
        end = start + field.size;
        if field.size > 0 {
            count(&mut all, field, start, line, &mut next_hot, &mut next_warm);
        }
        at += 1;
    }
    all.size = match place {
        Place::Real { .. } => facts.size,
        Place::Declared => align_up(end, facts.align),
    };
    all
}

const fn count(
    all: &mut Figures,
    field: &Field,
    start: usize,
    line: usize,
    next_hot: &mut usize,
    next_warm: &mut usize,
) {
    let (first, last) = lines_of(start, field.size, line);
    let straddles = straddles(start, field.size, line) as usize;
    all.straddles += straddles;
    if field.is_hot() {
        all.hot_straddles += straddles;
        all.hot_lines += newly(first, last, next_hot);
    }
    if !field.is_cold() {
        all.warm_lines += newly(first, last, next_warm);
    }
}

/// How many of the lines `first..=last` were not counted yet.
pub(crate) const fn newly(first: usize, last: usize, next: &mut usize) -> usize {
    let from = if first > *next { first } else { *next };
    if last < from {
        return 0;
    }
    *next = last + 1;
    last + 1 - from
}

/// The next multiple of `align`, a power of two.
pub(crate) const fn align_up(n: usize, align: usize) -> usize {
    (n + align - 1) & !(align - 1)
}

/// The fields as they lie in memory. Those of an enum stay as declared.
pub(crate) const fn memory_order<const N: usize>(facts: &Facts) -> [u16; N] {
    let mut order = declared_order();
    sort_by_memory(facts.fields, &mut order);
    order
}

pub(crate) const fn declared_order<const N: usize>() -> [u16; N] {
    let (mut order, mut at) = ([0; N], 0);
    while at < N {
        order[at] = index(at);
        at += 1;
    }
    order
}

/// No struct has as many fields as would not fit.
#[expect(clippy::cast_possible_truncation, reason = "checked in the same line")]
pub(crate) const fn index(at: usize) -> u16 {
    assert!(at <= u16::MAX as usize, "a type with more than 65,536 fields can't be described");
    at as u16
}

/// Insertion sort: fields lie nearly as declared, and there are few.
pub(crate) const fn sort_by_memory(fields: &[Field], order: &mut [u16]) {
    let mut sorted = 1;
    while sorted < order.len() {
        let (moved, mut at) = (order[sorted], sorted);
        while at > 0 && lies_before(&fields[moved as usize], &fields[order[at - 1] as usize]) {
            order[at] = order[at - 1];
            at -= 1;
        }
        order[at] = moved;
        sorted += 1;
    }
}

/// A field of no size lies before the one that starts at the same place. In an enum, where fields of two variants may share a
/// place, none lies before another.
const fn lies_before(a: &Field, b: &Field) -> bool {
    match (a.offset, b.offset) {
        (Some(x), Some(y)) if a.variant.is_empty() => x < y || (x == y && a.size == 0 && b.size > 0),
        _ => false,
    }
}
