//! Types to draw.

use cargo_pooled::model::{Field, Heat, Kind, Type};
use pooled_layout::budget::Limit;

use super::structure;

fn named(name: &str, at: u32, fields: &[(&str, &str, usize, usize, Heat)]) -> Type {
    let shapes: Vec<_> = fields.iter().map(|&(_, _, size, align, heat)| (size, align, heat)).collect();
    let mut ty = structure(&shapes, 64);
    for (field, of) in ty.fields.iter_mut().zip(fields) {
        field.name = of.0.to_string();
        field.ty = of.1.to_string();
    }
    Type {
        name: name.to_string(),
        krate: "shop".to_string(),
        module: "shop::request".to_string(),
        file: "src/request.rs".to_string(),
        line: at,
        ..ty
    }
}

/// Something can be better.
pub(crate) fn request() -> Type {
    let mut ty = named(
        "Request",
        12,
        &[
            ("retries", "u8", 1, 1, Heat::Warm),
            ("id", "u64", 8, 8, Heat::Hot),
            ("headers", "HashMap<String, String>", 48, 8, Heat::Warm),
            ("body", "Vec<u8>", 24, 8, Heat::Hot),
            ("done", "bool", 1, 1, Heat::Hot),
            ("secret", "[u8; 32]", 32, 1, Heat::Cold),
            ("log", "String", 24, 8, Heat::Cold),
        ],
    );
    ty.fields[2].frees_elements = true;
    ty
}

/// Nothing can be better.
pub(crate) fn good() -> Type {
    let fields =
        [("head", "*mut Node", 8, 8, Heat::Hot), ("len", "usize", 8, 8, Heat::Hot), ("mark", "()", 0, 1, Heat::Warm)];
    named("Queue<Job>", 40, &fields)
}

/// A hole, and padding behind the last field.
pub(crate) fn part() -> Type {
    named(
        "Part",
        60,
        &[
            ("done", "bool", 1, 1, Heat::Warm),
            ("items", "Vec<u32>", 24, 8, Heat::Warm),
            ("used", "u32", 4, 4, Heat::Warm),
        ],
    )
}

/// An atomic next to hot fields, long names, marks that must be escaped, a field that can't be measured, a line of 128.
pub(crate) fn odd() -> Type {
    let mut ty = named(
        "a_module_with_a_long_name::Connection<'static, std::collections::HashMap<String, Vec<&'static str>>>",
        7,
        &[
            ("users_that_wait_for_an_answer", "AtomicUsize", 8, 8, Heat::Warm),
            ("größe", "u32", 4, 4, Heat::Hot),
            ("type", "Option<Box<dyn Fn(&str) -> Result<(), String> + Send + Sync + 'static>>", 16, 8, Heat::Hot),
            ("nothing", "[u64; 0]", 0, 8, Heat::Cold),
            ("名前", "String", 24, 8, Heat::Warm),
            ("padded", "CachePadded<u64>", 128, 128, Heat::Cold),
        ],
    );
    (ty.fields[0].contended, ty.line_size, ty.budget_line) = (true, 128, 128);
    ty.over_budget = vec![Limit::MaxLines, Limit::HotLines];
    ty.fields[2].unmeasured = true;
    ty
}

/// Far more lines than can be drawn.
pub(crate) fn huge() -> Type {
    let fields = [
        ("flag", "bool", 1, 1, Heat::Hot),
        ("buffer", "[u8; 1 << 20]", 1 << 20, 1, Heat::Cold),
        ("used", "usize", 8, 8, Heat::Hot),
    ];
    named("Arena", 3, &fields)
}

/// A hundred fields.
pub(crate) fn hundred() -> Type {
    let mut ty = structure(&super::Random(5).shapes(100), 64);
    ty.name = "Hundred".to_string();
    ty
}

/// The fields lie nowhere.
pub(crate) fn message() -> Type {
    let mut ty = named("Message", 90, &[("0", "u64", 8, 8, Heat::Hot), ("body", "Vec<u8>", 24, 8, Heat::Warm)]);
    (ty.kind, ty.size) = (Kind::Enum, 32);
    ty.fields[0].variant = "Ping".to_string();
    ty.fields[1].variant = "Data".to_string();
    ty.fields[1].unmeasured = true;
    ty.fields.iter_mut().for_each(|field: &mut Field| field.offset = None);
    ty
}

/// The fields of each variant lie behind the tag.
pub(crate) fn packet() -> Type {
    let mut ty = message();
    (ty.name, ty.line, ty.kind) = ("Packet".to_string(), 95, Kind::TaggedEnum);
    ty.fields.iter_mut().for_each(|field: &mut Field| field.offset = Some(8));
    ty
}

/// A struct without fields.
pub(crate) fn unit() -> Type {
    Type { kind: Kind::Unit, ..named("Nothing", 99, &[]) }
}

/// All but the long ones.
pub(crate) fn all() -> Vec<Type> {
    vec![request(), good(), part(), odd(), huge(), message(), packet(), unit()]
}
