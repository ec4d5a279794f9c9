//! What a legal item says. The model can only hold legal input, so printing it can't fail.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Expr, ExprPath, Generics, LitInt, Member, MetaList, Path, Type, WherePredicate};

use crate::syntax::generics;

/// A struct or enum with all that was said about it.
pub(crate) struct Model {
    pub(crate) ident: Ident,
    /// Where the user wrote the name.
    pub(crate) at: Span,
    pub(crate) generics: Generics,
    /// The path of the facade crate.
    pub(crate) facade: Path,
    pub(crate) body: Body,
    /// `new = path`. Without it, `Default` makes a fresh object.
    pub(crate) new: Option<ExprPath>,
    /// `bound = "..."`. Without it, the bounds are what the fields need.
    pub(crate) bound: Option<Vec<WherePredicate>>,
    /// The pool; `None` for `#[derive(Reset)]`.
    pub(crate) pool: Option<Pool>,
    /// What is said about the memory layout; `None` if the type has no size.
    pub(crate) layout: Option<Layout>,
    /// The types of all fields, whatever their rule.
    pub(crate) field_types: Vec<Type>,
    /// Lists of lints that are allowed in what is printed.
    pub(crate) allowed: Vec<TokenStream>,
}

impl Model {
    /// Whether there is more than one type of this name, lifetimes aside.
    pub(crate) fn is_generic(&self) -> bool {
        generics::is_generic(&self.generics)
    }
}

/// How an object is reset.
pub(crate) enum Body {
    /// `reset = path`
    ByHand {
        path: ExprPath,
        /// All fields, of which no rule is known: a struct, or an enum without a mark.
        whole: Box<Body>,
    },
    Struct(Vec<FieldReset>),
    Enum(EnumBody),
}

/// How an enum is reset.
pub(crate) enum EnumBody {
    /// One variant is reset in place. An object in another variant is replaced by a fresh value.
    Marked {
        variant: VariantReset,
        /// The other variants. Their fields have no rules but `zeroize`.
        replaced: Vec<VariantReset>,
    },
    /// An object in the variant of a fresh value is reset in place. Any other is replaced by the fresh value.
    Unmarked(Vec<VariantReset>),
}

pub(crate) struct VariantReset {
    pub(crate) ident: Ident,
    pub(crate) fields: Vec<FieldReset>,
}

/// A field and its rule.
pub(crate) struct FieldReset {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) rule: Rule,
}

/// What the reset does to a field.
pub(crate) enum Rule {
    /// No rule was written: the field is reset by its `Reset`.
    Reset,
    Value(Expr),
    Default,
    With(ExprPath),
    MaxCapacity(Expr),
    MaxBytes(Expr),
    /// The place of `zeroize`. If the feature is off, the message points there.
    Zeroize(Span),
    Keep,
}

impl Body {
    /// All fields that a rule makes clean. Those of variants that are replaced are not among them.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &FieldReset> {
        let (fields, variants): (&[FieldReset], &[VariantReset]) = match self {
            Self::ByHand { .. } => (&[], &[]),
            Self::Struct(fields) => (fields, &[]),
            Self::Enum(EnumBody::Marked { variant, .. }) => (&variant.fields, &[]),
            Self::Enum(EnumBody::Unmarked(variants)) => (&[], variants),
        };
        fields.iter().chain(variants.iter().flat_map(|variant| &variant.fields))
    }

    /// Whether the reset may replace the object by a fresh value.
    pub(crate) fn makes_fresh(&self) -> bool {
        match self {
            Self::Enum(EnumBody::Marked { replaced, .. }) => !replaced.is_empty(),
            Self::Enum(EnumBody::Unmarked(_)) => true,
            Self::ByHand { .. } | Self::Struct(_) => false,
        }
    }
}

impl Rule {
    /// Whether it is the `Reset` of the field's type.
    pub(crate) fn is_of_type(&self) -> bool {
        match self {
            Self::Reset | Self::MaxCapacity(_) | Self::MaxBytes(_) => true,
            Self::Value(_) | Self::Default | Self::With(_) | Self::Zeroize(_) | Self::Keep => false,
        }
    }
}

pub(crate) struct Pool {
    pub(crate) validate: Option<ExprPath>,
    pub(crate) kind: PoolKind,
}

/// Where the idle objects are.
#[allow(clippy::large_enum_variant, reason = "there is one a derive; features of `proc-macro2` decide the sizes")]
pub(crate) enum PoolKind {
    /// In one `static` with this many slots: `static = N`.
    Static(Expr),
    /// In each thread.
    Threads {
        local: bool,
        capacity: Option<Expr>,
        depot: Option<Expr>,
        /// The instantiations of a generic type that are found without a look-up.
        instances: Vec<Type>,
    },
}

impl PoolKind {
    /// Whether each thread has a pool of its own.
    pub(crate) fn is_thread_local(&self) -> bool {
        match self {
            Self::Static(_) => false,
            Self::Threads { .. } => true,
        }
    }

    /// Whether the objects stay on the thread that made them.
    pub(crate) fn is_local(&self) -> bool {
        match self {
            Self::Static(_) => false,
            Self::Threads { local, .. } => *local,
        }
    }
}

/// What is said about the memory layout.
pub(crate) struct Layout {
    pub(crate) shape: Shape,
    /// The `repr` of an enum, if it fixes where the fields are.
    pub(crate) enum_repr: Option<EnumRepr>,
    pub(crate) fields: Vec<FieldLayout>,
    /// The bytes of a cache line, if they were given.
    pub(crate) line: Option<usize>,
    pub(crate) budget: Vec<Limit>,
    /// Instantiations of a generic type that are reported and checked.
    pub(crate) instances: Vec<Type>,
}

#[derive(Clone, Copy)]
pub(crate) enum Shape {
    /// The compiler orders the fields.
    Struct,
    /// The fields lie as declared.
    Ordered,
    Enum,
}

/// A `repr` that fixes the layout of an enum.
pub(crate) struct EnumRepr {
    /// `repr(C)`: the fields of all variants start at the same place, behind the tag.
    pub(crate) in_c: bool,
    /// `repr(u8)`: the type of the tag. Without it, the tag is what C has.
    pub(crate) int: Option<Ident>,
    /// `repr(align(N))`
    pub(crate) aligns: Vec<MetaList>,
    /// The number of variants, including those without fields.
    pub(crate) variants: usize,
}

/// A field, as the layout sees it.
pub(crate) struct FieldLayout {
    /// The variant that the field is in, if the type is an enum.
    pub(crate) variant: Option<Ident>,
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) heat: Heat,
    pub(crate) retains: Retains,
    /// Whether it is known to have a `Reset`, which resets it.
    pub(crate) is_reset_by_type: bool,
}

/// How often a field is touched.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heat {
    Hot,
    Warm,
    Cold,
}

/// What decides how much memory a field owns after the reset.
pub(crate) enum Retains {
    /// The `Reset` of its type.
    ByType,
    /// A literal number of elements: `max_capacity = 4096`.
    Elements(LitInt),
    /// A literal number of bytes: `max_bytes = 4096`.
    Bytes(LitInt),
    /// Another rule, or a limit that is no literal.
    Unknown,
}

/// A limit of a budget.
pub(crate) enum Limit {
    Number {
        /// The name of the limit for all targets, such as `max_size`.
        name: &'static str,
        /// Where the limit was written.
        at: Span,
        /// The limit for all targets, or for those of 64 bits if there is one for 32.
        all: Option<Box<Expr>>,
        /// The limit for targets of 32 bits: `max_size_32`.
        on_32_bits: Option<Box<Expr>>,
    },
    /// `no_straddle`, and where it was written.
    NoStraddle(Span),
}

impl Limit {
    /// Where the limit was written.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Number { at, .. } | Self::NoStraddle(at) => *at,
        }
    }
}
