//! What counts about an order of the fields.

use super::Problem;
use crate::model::{Field, Heat, Type};

/// The objective: of two orders that is better whose figures are less, compared from the top.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Figures {
    pub(crate) hot_lines: u64,
    pub(crate) hot_straddles: u64,
    pub(crate) size: u64,
    pub(crate) warm_lines: u64,
    pub(crate) straddles: u64,
}

impl Figures {
    /// All but the last.
    pub(super) fn but_straddles(self) -> Self {
        Self { straddles: 0, ..self }
    }

    /// With one more straddling field.
    pub(super) fn with_straddle(self) -> Self {
        Self { straddles: self.straddles + 1, ..self }
    }
}

/// What counts about a field. Fields that are equal in it need not be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Item {
    pub(crate) size: u64,
    pub(crate) align: u64,
    pub(crate) heat: Heat,
}

impl Item {
    pub(super) fn of(field: &Field) -> Self {
        Self { size: field.size, align: field.align.max(1), heat: field.heat }
    }
}

/// Counts lines and straddles of fields that are shown to it in the order of the memory.
struct Count {
    line: u64,
    figures: Figures,
    /// The first lines that are not counted yet.
    next_hot: u64,
    next_warm: u64,
}

impl Count {
    fn new(line: u64) -> Self {
        Self { line, figures: Figures::default(), next_hot: 0, next_warm: 0 }
    }

    fn add(&mut self, start: u64, item: &Item) {
        if item.size == 0 {
            return;
        }
        let (first, behind) = (start / self.line, (start + item.size - 1) / self.line + 1);
        let straddles = u64::from(behind - first > item.size.div_ceil(self.line));
        self.figures.straddles += straddles;
        if item.heat == Heat::Hot {
            self.figures.hot_lines += newly(first, behind, &mut self.next_hot);
            self.figures.hot_straddles += straddles;
        }
        if item.heat != Heat::Cold {
            self.figures.warm_lines += newly(first, behind, &mut self.next_warm);
        }
    }
}

/// How many of the lines from `first` on were not counted yet.
fn newly(first: u64, behind: u64, next: &mut u64) -> u64 {
    let added = behind.saturating_sub(first.max(*next));
    *next = behind.max(*next);
    added
}

/// Of fields in this order by the rules of `repr(C)`.
pub(super) fn of<'a>(items: impl Iterator<Item = &'a Item>, align: u64, line: u64) -> Figures {
    let (mut count, mut end) = (Count::new(line), 0_u64);
    for item in items {
        let start = end.next_multiple_of(item.align);
        count.add(start, item);
        end = start + item.size;
    }
    Figures { size: end.next_multiple_of(align), ..count.figures }
}

/// Of the fields where the compiler put them.
pub(crate) fn today(ty: &Type) -> Figures {
    let mut count = Count::new(ty.line_size.max(1));
    let mut fields: Vec<&Field> = ty.fields.iter().filter(|_| ty.has_places()).collect();
    fields.sort_by_key(|field| field.offset);
    for field in fields {
        count.add(field.offset, &Item::of(field));
    }
    Figures { size: ty.size, ..count.figures }
}

/// Figures that no order is below in any place. The bytes of the hot fields, and of the hot and warm ones, lie on as many lines
/// as they fill, or more; no type is smaller than its fields.
pub(super) fn lower_bound(problem: &Problem) -> Figures {
    let all = problem.bytes(&[Heat::Hot, Heat::Warm, Heat::Cold]);
    Figures {
        hot_lines: problem.bytes(&[Heat::Hot]).div_ceil(problem.line),
        hot_straddles: 0,
        size: all.next_multiple_of(problem.align),
        warm_lines: problem.bytes(&[Heat::Hot, Heat::Warm]).div_ceil(problem.line),
        straddles: 0,
    }
}

/// Where the last of these fields ends, by the rules of `repr(C)`.
pub(super) fn end_of(items: impl Iterator<Item = Item>) -> u64 {
    items.fold(0, |end, item| end.next_multiple_of(item.align) + item.size)
}
