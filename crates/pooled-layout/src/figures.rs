//! Figures of one order of the fields.

use core::cmp::Ordering;

use crate::facts::{Field, Heat};

/// What counts about an order of the fields. The order whose figures are less is better.
///
/// ```
/// use pooled_types::layout::Figures;
/// use pooled_types::{Pooled, TypeLayout};
///
/// #[derive(Pooled, Default)]
/// #[repr(C)]
/// struct Item {
///     #[pooled(hot)]
///     is_new: bool,
///     id: u64,
/// }
///
/// const LAYOUT: TypeLayout = TypeLayout::of::<Item>();
/// let figures: Figures = LAYOUT.figures();
/// assert_eq!((figures.size, figures.hot_lines, figures.straddles), (16, 1, 0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Figures {
    /// The cache lines that hot fields touch.
    pub hot_lines: usize,
    /// How many hot fields lie on more lines than they must.
    pub hot_straddles: usize,
    /// The size of the type in bytes.
    pub size: usize,
    /// The cache lines that hot and warm fields touch.
    pub warm_lines: usize,
    /// How many fields of any heat lie on more lines than they must.
    pub straddles: usize,
}

impl Figures {
    /// The figures of a type of `size` bytes in which no field has a place of its own.
    #[doc(hidden)]
    #[must_use]
    pub const fn of_size(size: usize) -> Self {
        Self { hot_lines: 0, hot_straddles: 0, size, warm_lines: 0, straddles: 0 }
    }

    /// Whether these figures are better than others.
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

/// Counts lines and straddling fields. The fields are added in the order of the memory. The subcommand uses it too.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    line: usize,
    figures: Figures,
    /// The first line that is not counted yet for hot fields, and for hot and warm fields.
    next_hot: usize,
    next_warm: usize,
}

impl Tally {
    /// A tally without fields, for lines of `line` bytes.
    #[must_use]
    pub const fn new(line: usize) -> Self {
        Self { line, figures: Figures::of_size(0), next_hot: 0, next_warm: 0 }
    }

    /// A tally of the fields behind others, which end at `end`. `touched` says whether hot fields already touch the
    /// line of `end`, and whether hot or warm fields do.
    #[must_use]
    pub const fn behind(line: usize, end: usize, touched: [bool; 2]) -> Self {
        let at = end / line;
        Self { next_hot: at + touched[0] as usize, next_warm: at + touched[1] as usize, ..Self::new(line) }
    }

    /// What `touched` of [`behind`](Self::behind) is after the fields so far, which end at `end`.
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
        if heat.is_hot() {
            self.figures.hot_straddles += straddles;
            self.figures.hot_lines += newly(first, last, &mut self.next_hot);
        }
        if !heat.is_cold() {
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
#[doc(hidden)]
pub enum Place {
    /// Where the compiler put them.
    Real {
        /// How many bytes behind the start of a line the object starts.
        base: usize,
        /// The size of the type in bytes.
        size: usize,
    },
    /// In the given order, by the rules of `repr(C)`.
    Declared {
        /// The alignment of the type in bytes.
        align: usize,
    },
}

/// The first and the last line that `size > 0` bytes at `start` touch.
pub(crate) const fn lines_of(start: usize, size: usize, line: usize) -> (usize, usize) {
    (start / line, (start + size - 1) / line)
}

/// Whether `size` bytes at `start` lie on more lines than they must. The subcommand uses it too.
#[doc(hidden)]
#[must_use]
pub const fn straddles(start: usize, size: usize, line: usize) -> bool {
    if size == 0 {
        return false;
    }
    let (first, last) = lines_of(start, size, line);
    last - first + 1 > size.div_ceil(line)
}

/// The figures of the fields in `order`, which is that of the memory, on lines of `line` bytes. O(fields).
#[doc(hidden)]
#[must_use]
pub const fn figures<S>(fields: &[Field<S>], line: usize, order: &[u16], place: Place) -> Figures {
    let (mut tally, mut end, mut at) = (Tally::new(line), 0, 0);
    while at < order.len() {
        let field = &fields[order[at] as usize];
        let start = match place {
            Place::Real { base, .. } => base + field.start(),
            Place::Declared { .. } => align_up(end, field.align),
        };
        end = start + field.size;
        tally.add(start, field.size, field.heat);
        at += 1;
    }
    tally.figures(match place {
        Place::Real { size, .. } => size,
        Place::Declared { align } => align_up(end, align),
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
