//! What the derive prints about a type: nothing that the compiler did not compute.

use crate::type_traits::Traits;

/// The bytes of a cache line unless the type says `line = 128`.
pub const LINE: usize = 64;

/// What is known about a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The name, with the parameters of a generic type as written.
    pub name: &'static str,
    /// The path of the module that it is in, from the crate's name on.
    pub module: &'static str,
    /// The source file.
    pub file: &'static str,
    /// The line in it.
    pub file_line: u32,
    /// Bytes.
    pub size: usize,
    /// Bytes.
    pub align: usize,
    /// The bytes of a cache line.
    pub line: usize,
    /// Whether the objects have slots of a thread-local pool.
    pub pooled: bool,
    /// What sort of type it is.
    pub kind: Kind,
    /// The fields as declared; those of an enum variant by variant.
    pub fields: &'static [Field],
}

impl Facts {
    /// Of a type of whose inside nothing is known.
    #[must_use]
    pub const fn opaque<T>(name: &'static str) -> Self {
        let (size, align) = (size_of::<T>(), align_of::<T>());
        let (pooled, kind) = (true, Kind::Opaque);
        Self { name, module: "", file: "", file_line: 0, size, align, line: LINE, pooled, kind, fields: &[] }
    }
}

/// Sorts of types. The numbers are in the encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// A struct whose fields the compiler orders.
    Struct = 0,
    /// A struct whose fields lie as declared: `repr(C)`, `repr(transparent)`.
    Ordered = 1,
    /// An enum.
    Enum = 2,
    /// A type whose fields are not known, such as a container of the standard library.
    Opaque = 3,
}

/// How often a field is touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Heat {
    /// Often: `#[pooled(hot)]`.
    Hot = 0,
    /// Nothing was said.
    #[default]
    Warm = 1,
    /// Seldom: `#[pooled(cold)]`.
    Cold = 2,
}

impl Heat {
    /// The name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hot => "hot",
            Self::Warm => "warm",
            Self::Cold => "cold",
        }
    }
}

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// The variant of an enum that it is in; empty in a struct.
    pub variant: &'static str,
    /// The name; of a tuple's field, the number.
    pub name: &'static str,
    /// The type as written.
    pub ty: &'static str,
    /// Where it starts, in bytes from the start of the object; `None` in an enum whose `repr` does not
    /// fix it.
    pub offset: Option<usize>,
    /// Bytes.
    pub size: usize,
    /// Bytes.
    pub align: usize,
    /// How often it is touched.
    pub heat: Heat,
    /// Whether it is, or has in it, an atomic or a lock: something that several threads write. Judged by the type; not seen are one
    /// in an `Option`, behind a pointer, in a type parameter, or in a type of another crate that derives neither `Pooled` nor `Reset`.
    pub contended: bool,
    /// The bytes that it may own outside the object after a reset; `None` where that is not known.
    pub kept: Option<usize>,
}

impl Field {
    /// A field of type `T`.
    #[must_use]
    pub const fn new<T>(heat: Heat, name: &'static str, ty: &'static str, offset: usize, traits: Traits) -> Self {
        let Traits { contended, kept, .. } = traits;
        let (size, align) = (size_of::<T>(), align_of::<T>());
        Self { variant: "", name, ty, offset: Some(offset), size, align, heat, contended, kept }
    }

    /// The same field, in a variant of an enum.
    #[must_use]
    pub const fn in_variant(mut self, variant: &'static str) -> Self {
        self.variant = variant;
        self
    }

    /// The same field, in a variant of an enum, at a place that is not known.
    #[must_use]
    pub const fn of_variant(self, variant: &'static str) -> Self {
        let mut field = self.in_variant(variant);
        field.offset = None;
        field
    }

    /// Where the field starts, of a struct.
    pub(crate) const fn start(&self) -> usize {
        match self.offset {
            Some(offset) => offset,
            None => 0,
        }
    }

    pub(crate) const fn is_hot(&self) -> bool {
        matches!(self.heat, Heat::Hot)
    }

    pub(crate) const fn is_cold(&self) -> bool {
        matches!(self.heat, Heat::Cold)
    }
}
