//! The fields that are to be ordered.

use pooled_layout::figures::Figures;

use super::figures;
use super::item::Item;
use crate::model::{Heat, Type};

/// The fields that are to be ordered, as declared.
pub(super) struct Problem {
    pub(super) items: Vec<Item>,
    pub(super) align: usize,
    pub(super) line: usize,
}

impl Problem {
    pub(super) fn new(ty: &Type) -> Self {
        let items: Vec<Item> = ty.fields.iter().map(Item::of).collect();
        let align = items.iter().map(|item| item.align).fold(ty.align.max(1), usize::max);
        Self { items, align, line: ty.line_size.max(1) }
    }

    pub(super) fn figures(&self, order: &[usize]) -> Figures {
        figures::of(order.iter().map(|&at| &self.items[at]), self.align, self.line)
    }

    /// The bytes of the fields of some heats.
    fn bytes(&self, is_meant: impl Fn(Heat) -> bool) -> usize {
        self.items.iter().filter(|item| is_meant(item.heat)).map(|item| item.size).sum()
    }

    /// A lower bound: no order has a figure below it. Hot fields, and hot and warm fields together, need at least as
    /// many lines as their bytes fill; no type is smaller than its fields.
    pub(super) fn lower_bound(&self) -> Figures {
        let mut bound = Figures::default();
        bound.hot_lines = self.bytes(Heat::is_hot).div_ceil(self.line);
        bound.size = self.bytes(|_| true).next_multiple_of(self.align);
        bound.warm_lines = self.bytes(|heat| !heat.is_cold()).div_ceil(self.line);
        bound
    }
}
