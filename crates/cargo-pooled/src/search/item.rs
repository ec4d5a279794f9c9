//! What counts about a field.

use crate::model::{Field, Heat};

/// What counts about a field. Fields that are equal in it need not be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Item {
    pub(super) size: usize,
    pub(super) align: usize,
    pub(super) heat: Heat,
}

impl Item {
    pub(super) fn of(field: &Field) -> Self {
        Self { size: field.size, align: field.align.max(1), heat: field.heat }
    }
}

/// Where the last of these fields ends, by the rules of `repr(C)`.
pub(super) fn end_of(items: impl Iterator<Item = Item>) -> usize {
    items.fold(0, |end, item| end.next_multiple_of(item.align) + item.size)
}
