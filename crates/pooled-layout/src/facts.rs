//! The facts about a type that the derive prints and the compiler computes.
//!
//! The derive's facts are constants with static strings. The facts that [`decode`](crate::encoding) reads own their
//! strings: `S` is the type of the strings, and `L` that of the list of fields.

use crate::type_traits::Traits;
use crate::variants::listed;

/// The bytes of a cache line unless the type says `line = 128`.
pub const LINE: usize = 64;

/// What is known about a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts<S = &'static str, L = &'static [Field<S>]> {
    /// The name, with the parameters of a generic type as written.
    pub name: S,
    /// The path of the module that it is in, from the crate's name on.
    pub module: S,
    /// The source file.
    pub file: S,
    /// The line in the source file.
    pub file_line: u32,
    /// The size in bytes.
    pub size: usize,
    /// The alignment in bytes.
    pub align: usize,
    /// The bytes of a cache line.
    pub line: usize,
    /// Whether the objects have slots of a thread-local pool.
    pub pooled: bool,
    /// What sort of type it is.
    pub kind: Kind,
    /// The fields as declared; those of an enum variant by variant.
    pub fields: L,
}

impl Facts {
    /// The facts about a type whose fields are not known.
    #[must_use]
    pub const fn opaque<T>(name: &'static str) -> Self {
        let (size, align) = (size_of::<T>(), align_of::<T>());
        let (pooled, kind) = (true, Kind::Opaque);
        Self { name, module: "", file: "", file_line: 0, size, align, line: LINE, pooled, kind, fields: &[] }
    }
}

// The numbers of the variants of both enums are in the encoding: a new one goes to the end.
listed! {
    /// Sorts of types.
    ///
    /// ```
    /// use pooled_types::layout::Kind;
    /// use pooled_types::{Pooled, TypeLayout};
    ///
    /// #[derive(Pooled, Default)]
    /// #[repr(C)]
    /// struct Item {
    ///     #[pooled(hot)]
    ///     is_new: bool,
    ///     id: u64,
    /// }
    ///
    /// const LAYOUT: TypeLayout = TypeLayout::of::<Item>();
    /// assert_eq!(LAYOUT.kind(), Kind::Ordered); // because of `repr(C)`
    /// ```
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum Kind {
        /// A struct whose fields the compiler orders.
        Struct,
        /// A struct whose fields lie as declared: `repr(C)`, `repr(transparent)`.
        Ordered,
        /// An enum.
        Enum,
        /// A type whose fields are not known, such as a container of the standard library.
        Opaque,
    }
}

listed! {
    /// How often a field is touched.
    ///
    /// ```
    /// use pooled_types::layout::Heat;
    /// use pooled_types::{Pooled, TypeLayout};
    ///
    /// #[derive(Pooled, Default)]
    /// #[repr(C)]
    /// struct Item {
    ///     #[pooled(hot)]
    ///     is_new: bool,
    ///     id: u64,
    /// }
    ///
    /// const LAYOUT: TypeLayout = TypeLayout::of::<Item>();
    /// let heats: Vec<Heat> = LAYOUT.fields().map(|field| field.heat).collect();
    /// assert_eq!(heats, [Heat::Hot, Heat::Warm]);
    /// ```
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum Heat {
        /// Often: `#[pooled(hot)]`.
        Hot,
        /// Nothing was said.
        #[default]
        Warm,
        /// Seldom: `#[pooled(cold)]`.
        Cold,
    }
}

impl Kind {
    /// Whether each byte of an object belongs to one field or to padding. The variants of an enum share bytes, and the
    /// fields of an opaque type are not known.
    #[doc(hidden)]
    #[must_use]
    pub const fn has_places(self) -> bool {
        match self {
            Self::Struct | Self::Ordered => true,
            Self::Enum | Self::Opaque => false,
        }
    }

    /// Whether the fields are known.
    pub(crate) const fn has_fields(self) -> bool {
        match self {
            Self::Struct | Self::Ordered | Self::Enum => true,
            Self::Opaque => false,
        }
    }
}

impl Heat {
    /// Whether a field is touched often.
    #[doc(hidden)]
    #[must_use]
    pub const fn is_hot(self) -> bool {
        match self {
            Self::Hot => true,
            Self::Warm | Self::Cold => false,
        }
    }

    /// Whether a field is touched seldom.
    #[doc(hidden)]
    #[must_use]
    pub const fn is_cold(self) -> bool {
        match self {
            Self::Cold => true,
            Self::Hot | Self::Warm => false,
        }
    }

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
///
/// ```
/// use pooled_types::layout::Field;
/// use pooled_types::{Pooled, TypeLayout};
///
/// #[derive(Pooled, Default)]
/// #[repr(C)]
/// struct Item {
///     #[pooled(hot)]
///     is_new: bool,
///     id: u64,
/// }
///
/// const LAYOUT: TypeLayout = TypeLayout::of::<Item>();
/// let fields: Vec<&Field> = LAYOUT.fields().collect();
/// assert_eq!((fields[1].name, fields[1].offset, fields[1].size), ("id", Some(8), 8));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field<S = &'static str> {
    /// The variant of an enum that it is in; empty in a struct.
    pub variant: S,
    /// The name; of a tuple's field, the number.
    pub name: S,
    /// The type as written.
    pub ty: S,
    /// Where it starts, in bytes from the start of the object; `None` in an enum whose `repr` does not
    /// fix it.
    pub offset: Option<usize>,
    /// The size in bytes.
    pub size: usize,
    /// The alignment in bytes.
    pub align: usize,
    /// How often it is touched.
    pub heat: Heat,
    /// Whether it is or contains an atomic or a lock: something that several threads write. This is judged by the type.
    /// It is not seen in an `Option`, behind a pointer, in a type parameter, or in a type of another crate that derives
    /// neither `Pooled` nor `Reset`.
    pub contended: bool,
    /// The bytes that it may own outside the object after a reset; `None` if that is not known.
    pub kept: Option<usize>,
    /// Whether it may own memory that no pool can measure: its type needs a drop and has no `Reset`, which would say
    /// what it owns. Such memory does not count towards the budget of idle bytes.
    pub unmeasured: bool,
    /// Whether a reset frees what its elements own, although they could be reset and kept: a `Vec<String>` frees its
    /// strings. This is judged by the names of the standard library's containers and by the types of the elements.
    /// Elements that are handles of pools go back to their pools and do not count.
    pub frees_elements: bool,
}

impl Field {
    /// A field of type `T`.
    #[must_use]
    pub const fn new<T>(heat: Heat, name: &'static str, ty: &'static str, offset: usize, traits: Traits) -> Self {
        let Traits { contended, kept, .. } = traits;
        let (size, align) = (size_of::<T>(), align_of::<T>());
        let (unmeasured, frees_elements, offset) = (false, false, Some(offset));
        Self { variant: "", name, ty, offset, size, align, heat, contended, kept, unmeasured, frees_elements }
    }

    /// The same field, of which it is known whether it may own memory that no pool can measure.
    #[must_use]
    pub const fn unmeasured(mut self, unmeasured: bool) -> Self {
        self.unmeasured = unmeasured;
        self
    }

    /// The same field, of which it is known whether a reset frees what its elements own.
    #[must_use]
    pub const fn frees_elements(mut self, frees: bool) -> Self {
        self.frees_elements = frees;
        self
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
}

impl<S: Default> Field<S> {
    /// A field of a struct. Its size is known, its type is not.
    #[doc(hidden)]
    #[must_use]
    pub fn of_size(name: S, offset: usize, size: usize, align: usize, heat: Heat) -> Self {
        let (variant, ty, offset) = (S::default(), S::default(), Some(offset));
        let (contended, kept, unmeasured, frees_elements) = (false, None, false, false);
        Self { variant, name, ty, offset, size, align, heat, contended, kept, unmeasured, frees_elements }
    }
}

impl<S> Field<S> {
    /// Where a field of a struct starts. If the offset is not known, as in many enums, it is 0.
    #[doc(hidden)]
    #[must_use]
    pub const fn start(&self) -> usize {
        match self.offset {
            Some(offset) => offset,
            None => 0,
        }
    }

    /// The byte behind the last one.
    #[doc(hidden)]
    #[must_use]
    pub const fn end(&self) -> usize {
        self.start() + self.size
    }

    pub(crate) const fn is_hot(&self) -> bool {
        self.heat.is_hot()
    }

    pub(crate) const fn is_cold(&self) -> bool {
        self.heat.is_cold()
    }
}
