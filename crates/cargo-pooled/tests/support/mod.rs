//! Types made up for tests, and an evaluation of orders that shares no code with the crate's.
#![allow(dead_code, reason = "each test uses a part")]

pub(crate) mod samples;

use cargo_pooled::model::{Field, Heat, Kind, Type, memory_order};
use cargo_pooled::unit::Unit;

/// `(size, align, heat)` of a field.
pub(crate) type Shape = (usize, usize, Heat);

/// All of them.
pub(crate) const HEATS: [Heat; 3] = [Heat::Hot, Heat::Warm, Heat::Cold];

/// The figures of the objective: hot lines, hot straddles, size, hot and warm lines, straddles of any heat.
pub(crate) type Figures = (usize, usize, usize, usize, usize);

/// A struct under `repr(C)` with these fields, named `a`, `b` and so on.
pub(crate) fn structure(shapes: &[Shape], line_size: usize) -> Type {
    let mut end = 0_usize;
    let mut fields = Vec::new();
    for (declared, &(size, align, heat)) in shapes.iter().enumerate() {
        let offset = end.next_multiple_of(align);
        end = offset + size;
        let name = if declared < 26 {
            char::from(b'a' + u8::try_from(declared).unwrap()).to_string()
        } else {
            format!("f{declared}")
        };
        let mut field = Field::of_size(name, offset, size, align, heat);
        field.ty = format!("T{size}");
        fields.push(field);
    }
    let align = shapes.iter().map(|shape| shape.1).max().unwrap_or(1);
    let size = end.next_multiple_of(align);
    Type {
        name: "T".to_string(),
        unit: Unit::new("shapes", &["lib".to_string()], "shapes", false),
        target: String::new(),
        krate: "shapes".to_string(),
        module: "shapes".to_string(),
        file: "src/lib.rs".to_string(),
        line: 1,
        size,
        align,
        line_size,
        slot_align: size.next_power_of_two().min(line_size).max(align),
        budget_line: line_size,
        over_budget: Vec::new(),
        repr_c: true,
        kind: Kind::Struct,
        memory: memory_order(Kind::Struct, &fields),
        fields,
    }
}

/// The figures of the shapes in this order.
pub(crate) fn figures(shapes: &[Shape], order: &[usize], line: usize) -> Figures {
    let (mut hot, mut warm, mut end, mut align) = (Lines::default(), Lines::default(), 0_usize, 1);
    let (mut hot_straddles, mut straddles) = (0, 0);
    for &at in order {
        let (size, field_align, heat) = shapes[at];
        let start = end.next_multiple_of(field_align);
        end = start + size;
        align = align.max(field_align);
        if size == 0 {
            continue;
        }
        let lines = start / line..=(end - 1) / line;
        let crosses = lines.end() - lines.start() + 1 > size.div_ceil(line);
        straddles += usize::from(crosses);
        if heat == Heat::Hot {
            hot_straddles += usize::from(crosses);
            hot.touch(lines.clone());
        }
        if heat != Heat::Cold {
            warm.touch(lines);
        }
    }
    (hot.count, hot_straddles, end.next_multiple_of(align), warm.count, straddles)
}

/// How many lines were touched; they are in rising order.
#[derive(Default)]
struct Lines {
    count: usize,
    last: Option<usize>,
}

impl Lines {
    fn touch(&mut self, lines: std::ops::RangeInclusive<usize>) {
        for line in lines {
            self.count += usize::from(self.last != Some(line));
            self.last = Some(line);
        }
    }
}

/// Numbers that look random: xorshift.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % limit as u64).unwrap()
    }

    /// A struct of `fields` fields: numbers, aggregates, and now and then something wide or without size.
    pub(crate) fn shapes(&mut self, fields: usize) -> Vec<Shape> {
        (0..fields).map(|_| self.shape()).collect()
    }

    fn shape(&mut self) -> Shape {
        const COMMON: [(usize, usize); 6] = [(1, 1), (2, 2), (4, 4), (8, 8), (8, 8), (16, 8)];
        const AGGREGATES: [(usize, usize); 10] =
            [(24, 8), (48, 8), (12, 4), (3, 1), (17, 1), (32, 8), (16, 16), (40, 8), (20, 4), (6, 2)];
        const RARE: [(usize, usize); 8] = [(0, 1), (0, 8), (64, 64), (128, 128), (100, 1), (200, 8), (64, 1), (32, 32)];
        let heat = HEATS[self.below(HEATS.len())];
        let (size, align) = match self.below(10) {
            0..5 => COMMON[self.below(COMMON.len())],
            5..9 => AGGREGATES[self.below(AGGREGATES.len())],
            _ => RARE[self.below(RARE.len())],
        };
        (size, align, heat)
    }
}

/// Whether the long variant of a test is asked for.
pub(crate) fn is_long() -> bool {
    std::env::var_os("POOLED_LONG").is_some_and(|value| value == "1")
}
