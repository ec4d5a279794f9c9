//! A pooled type as the compiler laid it out, and what follows from where its fields lie.
//!
//! All of it is about an object that starts on a cache line, or within one if it is smaller: as objects in a pool do.

use pooled_layout::budget::Limit;
use pooled_layout::figures::Figures;
use pooled_layout::orders::sort_by_memory;
use pooled_layout::places::Places;

use crate::unit::Unit;
pub use pooled_layout::{Heat, Hole};

/// A field of a type that was read.
pub type Field = pooled_layout::Field<String>;

/// A type that derives `Pooled` or `Reset`; an instantiation if it is generic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// The name, with the arguments of an instantiation.
    pub name: String,
    /// The part of a package in which it was found.
    pub unit: Unit,
    /// The target that it was laid out for, if the report is of several; else empty.
    pub target: String,
    /// The crate that it is in.
    pub krate: String,
    /// The module that it is in, from the crate's name on.
    pub module: String,
    /// The source file, as the compiler names it.
    pub file: String,
    /// The line in the source file, from 1.
    pub line: u32,
    /// The size in bytes.
    pub size: usize,
    /// The alignment in bytes.
    pub align: usize,
    /// The bytes of a cache line.
    pub line_size: usize,
    /// The alignment in bytes of the memory that a pool gives to an object: that of the type or more.
    pub slot_align: usize,
    /// The bytes of a cache line by which its budget was judged. The type says it, and `--line` does not change it.
    pub budget_line: usize,
    /// The limits of its budget that it breaks.
    pub over_budget: Vec<Limit>,
    /// Whether its fields lie as declared.
    pub repr_c: bool,
    /// What sort of type it is.
    pub kind: Kind,
    /// The fields as declared; those of an enum variant by variant.
    pub fields: Vec<Field>,
    /// The order of the fields in memory, as indices into `fields`; of an enum that of declaration.
    pub memory: Vec<u16>,
}

/// Sorts of types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A struct with named fields.
    Struct,
    /// A struct whose fields have numbers.
    Tuple,
    /// A struct without fields.
    Unit,
    /// An enum of which the compiler does not say where its fields are.
    Enum,
    /// An enum whose `repr` fixes where its fields are: the fields of each variant lie behind the tag, in the same
    /// bytes.
    TaggedEnum,
}

impl Kind {
    /// Whether it is a struct, in which each byte is of one field. An enum has other fields in each variant.
    #[must_use]
    pub fn has_places(self) -> bool {
        match self {
            Self::Struct | Self::Tuple | Self::Unit => true,
            Self::Enum | Self::TaggedEnum => false,
        }
    }
}

/// The order in memory of the fields of a type of this kind.
///
/// # Panics
/// If there are more than 65,536 fields.
#[must_use]
pub fn memory_order(kind: Kind, fields: &[Field]) -> Vec<u16> {
    let mut order = vec![0; fields.len()];
    sort_by_memory(fields, kind.has_places(), &mut order, &mut vec![0; fields.len()]);
    order
}

/// `words` and the name of a target; nothing if the report is not of several targets, so that none is named.
pub(crate) fn target_after(words: &str, target: &str) -> String {
    if target.is_empty() { String::new() } else { format!("{words}{target}") }
}

impl Type {
    /// Whether it is the same type, perhaps found in another part of a package.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let place = |ty: &Self| (ty.line, ty.size, ty.fields.len());
        place(self) == place(other) && *self == Self { unit: self.unit.clone(), ..other.clone() }
    }

    /// Whether it is a struct, in which each byte is of one field.
    #[must_use]
    pub fn has_places(&self) -> bool {
        self.kind.has_places()
    }

    /// The name; if the report is of several targets, with its own: `` `Request` on wasm32-wasip1 ``.
    #[must_use]
    pub fn name_on_target(&self) -> String {
        format!("`{}`{}", self.name, target_after(" on ", &self.target))
    }

    /// Where the fields lie.
    #[must_use]
    pub fn places(&self) -> Places<'_, String> {
        Places::new(self.has_places(), &self.fields, &self.memory, self.size, self.line_size)
    }

    /// The fields in the order of the memory; those of an enum as declared.
    pub fn in_memory(&self) -> impl Iterator<Item = &Field> + Clone {
        self.memory.iter().map(|&index| &self.fields[usize::from(index)])
    }

    /// How many lines an object lies on.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.size.div_ceil(self.line_size)
    }

    /// The holes before and between the fields of a struct, without the tail.
    pub fn holes(&self) -> impl Iterator<Item = Hole> + Clone {
        self.places().holes()
    }

    /// The padding behind the last field of a struct, which no order of the fields may be able to avoid.
    #[must_use]
    pub fn tail(&self) -> Option<Hole> {
        self.places().tail()
    }

    /// The bytes of the holes and the tail of a struct; 0 of an enum, whose padding is not known.
    #[must_use]
    pub fn padding(&self) -> usize {
        self.places().padding()
    }

    /// The fields of a struct that lie on more lines than they must.
    pub fn straddlers(&self) -> impl Iterator<Item = &Field> {
        self.places().straddlers()
    }

    /// What counts about where its fields lie; of an enum the size alone.
    #[must_use]
    pub fn figures(&self) -> Figures {
        self.places().figures()
    }

    /// How many lines hot fields touch.
    #[must_use]
    pub fn hot_lines(&self) -> usize {
        self.figures().hot_lines
    }

    /// The fields that may own memory that no pool can measure.
    pub fn unmeasured(&self) -> impl Iterator<Item = &Field> {
        self.in_memory().filter(|field| field.unmeasured)
    }

    /// The fields of which a reset frees what the elements own.
    pub fn frees_elements(&self) -> impl Iterator<Item = &Field> {
        self.in_memory().filter(|field| field.frees_elements)
    }

    /// The fields of a struct that are on a line, or on a part of it.
    pub fn fields_of_line(&self, line: usize) -> impl Iterator<Item = &Field> {
        self.places().on_line(line)
    }

    /// The fields that several threads write to and that share a line with a hot field that they don't: each write
    /// takes the line away from the readers of that field.
    pub fn disturbers(&self) -> impl Iterator<Item = &Field> {
        self.places().disturbers()
    }
}

#[cfg(test)]
impl Type {
    /// A struct for tests. Its name and its source file do not matter.
    pub(crate) fn of(fields: Vec<Field>, size: usize) -> Self {
        let [name, krate, module, file] = ["T", "k", "k", "src/lib.rs"].map(String::from);
        Self {
            name,
            unit: Unit::default(),
            target: String::new(),
            krate,
            module,
            file,
            line: 1,
            size,
            align: 8,
            line_size: 64,
            slot_align: 64,
            budget_line: 64,
            over_budget: Vec::new(),
            repr_c: true,
            kind: Kind::Struct,
            memory: memory_order(Kind::Struct, &fields),
            fields,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Heat, Type};

    fn field(name: &str, offset: usize, size: usize, heat: Heat) -> Field {
        Field::of_size(name.to_string(), offset, size, size.clamp(1, 8), heat)
    }

    #[test]
    fn holes_lie_before_and_between_fields_and_the_tail_behind() {
        let ty = Type::of(
            vec![field("a", 8, 8, Heat::Warm), field("z", 16, 0, Heat::Warm), field("b", 20, 1, Heat::Warm)],
            24,
        );
        let holes: Vec<_> = ty.holes().map(|hole| (hole.offset, hole.size)).collect();
        assert_eq!((holes, ty.padding()), (vec![(0, 8), (16, 4)], 15));
        assert_eq!(ty.tail().map(|hole| (hole.offset, hole.size)), Some((21, 3)));
        assert_eq!(Type::of(vec![], 0).tail(), None);
    }

    #[test]
    fn a_field_straddles_if_it_lies_on_more_lines_than_it_must() {
        let ty = Type::of(
            vec![field("a", 60, 8, Heat::Hot), field("b", 128, 128, Heat::Cold), field("c", 256, 0, Heat::Hot)],
            256,
        );
        assert_eq!(ty.straddlers().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["a"]);
        assert_eq!((ty.lines(), ty.hot_lines()), (4, 2));
        assert_eq!(ty.figures().warm_lines, 2);
    }
}
