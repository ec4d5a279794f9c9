//! Makes layouts from numbers.

#![allow(dead_code, reason = "each test uses a part of it")]

use pooled_layout::encoding::OwnedFacts;
use pooled_layout::orders::{Orders, sort_by_memory};
use pooled_layout::suggest::{Class, choose, construct};
use pooled_layout::{Facts, Field, Heat, Kind, TypeLayout};

/// A field: name, size, alignment, heat.
pub(crate) type Shape = (&'static str, usize, usize, Heat);

/// Fields in the order of `repr(C)`.
pub(crate) fn fields(shapes: &[Shape]) -> Vec<Field<String>> {
    let mut end: usize = 0;
    let place = |&(name, size, align, heat): &Shape| {
        let offset = end.next_multiple_of(align);
        end = offset + size;
        Field::of_size(name.to_string(), offset, size, align, heat)
    };
    shapes.iter().map(place).collect()
}

/// The layout of a struct with these fields.
pub(crate) fn layout(fields: Vec<Field<String>>, line_size: usize) -> TypeLayout {
    let align = fields.iter().map(|field| field.align).max().unwrap_or(1);
    let end = fields.iter().filter_map(|field| Some(field.offset? + field.size)).max().unwrap_or(0);
    let [name, module, file] = ["Test", "", ""].map(String::from);
    let (file_line, size, line, pooled, kind) = (0, end.next_multiple_of(align), line_size, false, Kind::Struct);
    layout_of(Facts { name, module, file, file_line, size, align, line, pooled, kind, fields })
}

/// The layout with these facts. The strings and lists in it are never freed.
pub(crate) fn layout_of(facts: OwnedFacts) -> TypeLayout {
    let fields: Vec<Field> = facts.fields.into_iter().map(leaked).collect();
    let facts: Facts = Facts {
        name: facts.name.leak(),
        module: facts.module.leak(),
        file: facts.file.leak(),
        file_line: facts.file_line,
        size: facts.size,
        align: facts.align,
        line: facts.line,
        pooled: facts.pooled,
        kind: facts.kind,
        fields: fields.leak(),
    };
    TypeLayout::from_facts(facts, orders(&facts))
}

fn leaked(field: Field<String>) -> Field {
    let mut leaked = Field::<&'static str>::of_size(field.name.leak(), 0, field.size, field.align, field.heat);
    (leaked.variant, leaked.ty) = (field.variant.leak(), field.ty.leak());
    (leaked.offset, leaked.contended, leaked.kept) = (field.offset, field.contended, field.kept);
    (leaked.unmeasured, leaked.frees_elements) = (field.unmeasured, field.frees_elements);
    leaked
}

/// What `OrdersOf` computes where the number of fields is a constant.
fn orders(facts: &Facts) -> Orders {
    let n = facts.fields.len();
    let declared: Vec<u16> = (0..n).map(|at| u16::try_from(at).unwrap()).collect();
    let (mut memory, mut least) = (declared.clone(), declared.clone());
    sort_by_memory(facts.fields, facts.kind.has_places(), &mut memory, &mut declared.clone());
    construct(facts.fields, facts.line, &mut least, &mut vec![Class::Hot; n], &mut vec![0; n]);
    let is_better = choose(facts.fields, facts.line, facts.align, &least, &declared);
    let suggested = if is_better { least.clone() } else { declared };
    Orders { memory: memory.leak(), suggested: suggested.leak(), least: least.leak() }
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
