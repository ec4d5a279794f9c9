//! Figures of one order of the fields.

use core::cmp::Ordering;

use crate::facts::{Facts, Field, Heat};

/// What counts about an order of the fields. Of two orders that is better whose figures are less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

impl Ord for Figures {
    fn cmp(&self, other: &Self) -> Ordering {
        self.ranking().cmp(&other.ranking())
    }
}

impl PartialOrd for Figures {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Counts lines and straddles of fields that are shown to it in the order of the memory. For the subcommand as well.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    line: usize,
    figures: Figures,
    /// The first lines that are not counted yet, of hot and of hot or warm fields.
    next_hot: usize,
    next_warm: usize,
}

impl Tally {
    /// Of no field yet, on lines of so many bytes.
    #[must_use]
    pub const fn new(line: usize) -> Self {
        let figures = Figures { hot_lines: 0, hot_straddles: 0, size: 0, warm_lines: 0, straddles: 0 };
        Self { line, figures, next_hot: 0, next_warm: 0 }
    }

    /// Of what follows fields that end at `end`. `touched` says whether hot ones touch the line that `end` is in, and whether hot or
    /// warm ones do.
    #[must_use]
    pub const fn behind(line: usize, end: usize, touched: [bool; 2]) -> Self {
        let at = end / line;
        Self { next_hot: at + touched[0] as usize, next_warm: at + touched[1] as usize, ..Self::new(line) }
    }

    /// The same of the fields so far, which end at `end`.
    #[must_use]
    pub const fn touched(&self, end: usize) -> [bool; 2] {
        let at = end / self.line;
        [self.next_hot > at, self.next_warm > at]
    }

    /// Adds a field of `size` bytes at `start`.
    pub const fn add(&mut self, start: usize, size: usize, heat: Heat) {
        if size == 0 {
            return;
        }
        let (first, last) = lines_of(start, size, self.line);
        let straddles = straddles(start, size, self.line) as usize;
        self.figures.straddles += straddles;
        if matches!(heat, Heat::Hot) {
            self.figures.hot_straddles += straddles;
            self.figures.hot_lines += newly(first, last, &mut self.next_hot);
        }
        if !matches!(heat, Heat::Cold) {
            self.figures.warm_lines += newly(first, last, &mut self.next_warm);
        }
    }

    /// The figures of a type of `size` bytes that has these fields.
    #[must_use]
    pub const fn figures(self, size: usize) -> Figures {
        Figures { size, ..self.figures }
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

/// Whether `size` bytes at `start` lie on more lines than they must. For the subcommand as well.
#[doc(hidden)]
#[must_use]
pub const fn straddles(start: usize, size: usize, line: usize) -> bool {
    if size == 0 {
        return false;
    }
    let (first, last) = lines_of(start, size, line);
    last - first + 1 > size.div_ceil(line)
}

/// The figures of the fields in `order`, which is that of the memory. O(fields).
pub(crate) const fn figures(facts: &Facts, order: &[u16], place: Place) -> Figures {
    let (mut tally, mut end, mut at) = (Tally::new(facts.line), 0, 0);
    while at < order.len() {
        let field = &facts.fields[order[at] as usize];
        let start = match place {
            Place::Real { base } => base + field.start(),
            Place::Declared => align_up(end, field.align),
        };
        end = start + field.size;
        tally.add(start, field.size, field.heat);
        at += 1;
    }
    tally.figures(match place {
        Place::Real { .. } => facts.size,
        Place::Declared => align_up(end, facts.align),
    })
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
    sort_by_memory(facts.fields, &mut order, &mut [0; N]);
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

/// Merge sort, which keeps the order of equals and is fast enough for a struct of thousands of fields. `other` is as long as
/// `order` and has no meaning before and after.
pub(crate) const fn sort_by_memory(fields: &[Field], order: &mut [u16], other: &mut [u16]) {
    let mut run = 1;
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
const fn merge(fields: &[Field], from: &[u16], to: &mut [u16], start: usize, run: usize) {
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

/// A field of no size lies before the one that starts at the same place. In an enum, where fields of two variants may share a
/// place, none lies before another.
const fn lies_before(a: &Field, b: &Field) -> bool {
    match (a.offset, b.offset) {
        (Some(x), Some(y)) if a.variant.is_empty() => x < y || (x == y && a.size == 0 && b.size > 0),
        _ => false,
    }
}
