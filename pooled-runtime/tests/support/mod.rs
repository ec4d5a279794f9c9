//! Layouts made of numbers.

#![allow(dead_code, reason = "each test uses a part of it")]

use pooled_runtime::__private::Heat;
use pooled_runtime::TypeLayout;
use pooled_runtime::layout::encoding::{Record, RecordField};

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
