//! A pooled type as the compiler laid it out, and what follows from where its fields lie.
//!
//! All of it is about an object that starts on a cache line, or within one if it is smaller: as objects in a pool do.

use pooled_layout as facts;
use pooled_layout::figures::{Figures, Tally, straddles};
use serde::{Deserialize, Serialize};

use crate::unit::Unit;

/// A type that derives `Pooled` or `Reset`; an instantiation if it is generic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// The name, with the arguments of an instantiation.
    pub name: String,
    /// What it was found in.
    pub unit: Unit,
    /// The crate that it is in.
    pub krate: String,
    /// The module that it is in, from the crate's name on.
    pub module: String,
    /// The source file, as the compiler names it.
    pub file: String,
    /// The line in it, from 1.
    pub line: u32,
    /// Bytes.
    pub size: usize,
    /// Bytes.
    pub align: usize,
    /// The bytes of a cache line.
    pub line_size: usize,
    /// The alignment in bytes of the memory that a pool gives to an object: that of the type or more.
    pub slot_align: usize,
    /// The bytes of a cache line by which its budget was judged: what the type says, whatever `line_size` is.
    pub budget_line: usize,
    /// The limits of its budget that it breaks, as one writes them.
    pub over_budget: Vec<String>,
    /// Whether its fields lie as declared.
    pub repr_c: bool,
    /// What sort of type it is.
    pub kind: Kind,
    /// The fields in the order of the memory; those of an enum as declared.
    pub fields: Vec<Field>,
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
    /// An enum whose `repr` fixes where its fields are: those of each variant behind the tag, in the same bytes.
    TaggedEnum,
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The variant of an enum that it is in; empty in a struct.
    pub variant: String,
    /// The name; of a tuple's field, the number.
    pub name: String,
    /// The type as written.
    pub ty: String,
    /// Where it starts, in bytes from the start of the object; 0 where that is not known.
    pub offset: usize,
    /// Bytes.
    pub size: usize,
    /// Bytes.
    pub align: usize,
    /// How often it is touched.
    pub heat: Heat,
    /// Whether several threads write to it, or to something in it.
    pub contended: bool,
    /// Its place in the source, from 0.
    pub declared: usize,
}

/// How often a field is touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Heat {
    /// Often: `#[pooled(hot)]`.
    Hot,
    /// Nothing was said.
    Warm,
    /// Seldom: `#[pooled(cold)]`.
    Cold,
}

/// Bytes that belong to no field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// Where it starts.
    pub offset: usize,
    /// Bytes.
    pub size: usize,
}

impl Heat {
    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hot => "hot",
            Self::Warm => "warm",
            Self::Cold => "cold",
        }
    }
}

impl From<Heat> for facts::Heat {
    fn from(heat: Heat) -> Self {
        match heat {
            Heat::Hot => Self::Hot,
            Heat::Warm => Self::Warm,
            Heat::Cold => Self::Cold,
        }
    }
}

impl Field {
    /// The byte behind the last one.
    #[must_use]
    pub fn end(&self) -> usize {
        self.offset + self.size
    }

    /// Whether it lies on more lines than it must.
    #[must_use]
    pub fn straddles(&self, line_size: usize) -> bool {
        straddles(self.offset, self.size, line_size)
    }

    /// The lines that it touches; none if it has no bytes.
    #[must_use]
    pub fn lines(&self, line_size: usize) -> std::ops::Range<usize> {
        let first = self.offset / line_size;
        if self.size == 0 { first..first } else { first..(self.end() - 1) / line_size + 1 }
    }
}

impl Type {
    /// Whether it is the same, whatever it was found in.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let place = |ty: &Self| (ty.line, ty.size, ty.fields.len());
        place(self) == place(other) && *self == Self { unit: self.unit.clone(), ..other.clone() }
    }

    /// Whether it is a struct, in which each byte is of one field. An enum has other fields in each variant.
    #[must_use]
    pub fn has_places(&self) -> bool {
        !matches!(self.kind, Kind::Enum | Kind::TaggedEnum)
    }

    /// Where the field starts, if the compiler says it.
    #[must_use]
    pub fn offset_of(&self, field: &Field) -> Option<usize> {
        (self.kind != Kind::Enum).then_some(field.offset)
    }

    /// How many lines an object lies on.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.size.div_ceil(self.line_size)
    }

    /// The holes before and between the fields of a struct, without the tail.
    pub fn holes(&self) -> impl Iterator<Item = Hole> + Clone {
        let ends = [0].into_iter().chain(self.fields.iter().map(Field::end));
        let gaps = ends.zip(self.fields.iter().map(|field| field.offset)).filter(|_| self.has_places());
        gaps.filter_map(|(end, start)| hole(end, start))
    }

    /// The padding behind the last field of a struct, which no order of the fields may be able to avoid.
    #[must_use]
    pub fn tail(&self) -> Option<Hole> {
        let end = self.fields.last().map_or(0, Field::end);
        hole(end, self.size).filter(|_| self.has_places())
    }

    /// The bytes of the holes and the tail.
    #[must_use]
    pub fn padding(&self) -> usize {
        self.holes().chain(self.tail()).map(|hole| hole.size).sum()
    }

    /// The fields of a struct that lie on more lines than they must.
    pub fn straddlers(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| self.has_places() && field.straddles(self.line_size))
    }

    /// What counts about where its fields lie; of an enum the size alone.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let mut tally = Tally::new(self.line_size);
        for field in self.fields.iter().filter(|_| self.has_places()) {
            tally.add(field.offset, field.size, field.heat.into());
        }
        tally.figures(self.size)
    }

    /// How many lines hot fields touch.
    #[must_use]
    pub fn hot_lines(&self) -> usize {
        self.figures().hot_lines
    }

    /// The fields of a struct that are on a line, or on a part of it.
    pub fn fields_of_line(&self, line: usize) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| self.has_places() && field.lines(self.line_size).contains(&line))
    }

    /// The fields that several threads write to and that share a line with a hot field that they don't: each write takes the
    /// line away from the readers of that field.
    pub fn disturbers(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| self.has_places() && field.contended && self.disturbs(field))
    }

    fn disturbs(&self, field: &Field) -> bool {
        let mut neighbours = field.lines(self.line_size).flat_map(|line| self.fields_of_line(line));
        neighbours.any(|other| other.heat == Heat::Hot && !other.contended)
    }
}

fn hole(offset: usize, end: usize) -> Option<Hole> {
    (end > offset).then(|| Hole { offset, size: end - offset })
}

#[cfg(test)]
impl Type {
    /// A struct for tests, of no name and place that count.
    pub(crate) fn of(fields: Vec<Field>, size: usize) -> Self {
        let [name, krate, module, file] = ["T", "k", "k", "src/lib.rs"].map(String::from);
        Self {
            name,
            unit: Unit::default(),
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
            fields,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Heat, Hole, Type};

    fn field(name: &str, offset: usize, size: usize, heat: Heat) -> Field {
        let (name, align) = (name.to_string(), size.clamp(1, 8));
        let (variant, ty) = (String::new(), "T".to_string());
        Field { variant, name, ty, offset, size, align, heat, contended: false, declared: 0 }
    }

    #[test]
    fn holes_lie_before_and_between_fields_and_the_tail_behind() {
        let ty = Type::of(
            vec![field("a", 8, 8, Heat::Warm), field("z", 16, 0, Heat::Warm), field("b", 20, 1, Heat::Warm)],
            24,
        );
        let holes = [(0, 8), (16, 4)].map(|(offset, size)| Hole { offset, size });
        assert_eq!((ty.holes().collect::<Vec<_>>(), ty.padding()), (holes.to_vec(), 15));
        assert_eq!(ty.tail(), Some(Hole { offset: 21, size: 3 }));
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
