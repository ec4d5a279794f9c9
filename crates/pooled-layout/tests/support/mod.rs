//! Layouts made of numbers.

#![allow(dead_code, reason = "each test uses a part of it")]

use pooled_layout::Heat;
use pooled_layout::TypeLayout;
use pooled_layout::encoding::{Record, RecordField};

/// A field: name, size, alignment, heat.
pub(crate) type Shape = (&'static str, usize, usize, Heat);

/// Fields in the order of `repr(C)`.
pub(crate) fn fields(shapes: &[Shape]) -> Vec<RecordField> {
    let mut end: usize = 0;
    let place = |&(name, size, align, heat): &Shape| {
        let offset = end.next_multiple_of(align);
        end = offset + size;
        RecordField::new(name, offset, size, align, heat)
    };
    shapes.iter().map(place).collect()
}

/// The layout of a struct with these fields.
pub(crate) fn layout(fields: Vec<RecordField>, line_size: usize) -> TypeLayout {
    let align = fields.iter().map(|field| field.align).max().unwrap_or(1);
    let end = fields.iter().filter_map(|field| Some(field.offset? + field.size)).max().unwrap_or(0);
    Record::new("Test", end.next_multiple_of(align), align, line_size, fields).leak()
}

/// Calls `each` with all orders of `items`.
pub(crate) fn permute<T: Copy>(items: &mut [T], at: usize, each: &mut impl FnMut(&[T])) {
    if at == items.len() {
        return each(items);
    }
    for other in at..items.len() {
        items.swap(at, other);
        permute(items, at + 1, each);
        items.swap(at, other);
    }
}

/// A generator of numbers that are random enough (splitmix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 1).unwrap() % n
    }
}
