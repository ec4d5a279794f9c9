//! A type to derive for, in a form that can only hold legal input: expanding it can't fail.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Expr, ExprPath, GenericParam, Generics, LitInt, Member, MetaList, Path, Type, WherePredicate};

/// A struct or enum with all that was said about it.
pub(crate) struct Model {
    pub(crate) ident: Ident,
    /// Where the user wrote the name.
    pub(crate) at: Span,
    pub(crate) generics: Generics,
    /// Where the facade is.
    pub(crate) facade: Path,
    pub(crate) body: Body,
    /// `new = path`; `None` is `Default`.
    pub(crate) new: Option<ExprPath>,
    /// `bound = "..."`; `None` is what the fields need.
    pub(crate) bound: Option<Vec<WherePredicate>>,
    /// What the pool is to be; `None` for `#[derive(Reset)]`.
    pub(crate) pool: Option<Pool>,
    /// What to say about the memory layout; `None` if the type has no size.
    pub(crate) layout: Option<Layout>,
    /// The types of all fields, whatever their rule.
    pub(crate) field_types: Vec<Type>,
    /// What to allow in all that is printed: lists of lints.
    pub(crate) allowed: Vec<TokenStream>,
}

/// How an object is reset.
pub(crate) enum Body {
    /// `reset = path`
    ByHand(ExprPath),
    Struct(Vec<Field>),
    Enum(Enum),
}

/// How an enum is reset.
pub(crate) enum Enum {
    /// One variant is reset in place, the others are replaced.
    Marked { variant: Variant, alone: bool },
    /// Whatever variant the fresh value is in is reset in place.
    Unmarked(Vec<Variant>),
}

pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) fields: Vec<Field>,
}

pub(crate) struct Field {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) rule: Rule,
}

/// What the reset does to a field.
pub(crate) enum Rule {
    Reset,
    Value(Expr),
    Default,
    With(ExprPath),
    MaxCapacity(Expr),
    /// Where `zeroize` was written, for the message that the feature is off.
    Zeroize(Span),
    Keep,
}

pub(crate) struct Pool {
    pub(crate) validate: Option<ExprPath>,
    pub(crate) home: Home,
}

/// Where the idle objects live.
pub(crate) enum Home {
    /// `static = N`
    Static(Expr),
    Threads {
        local: bool,
        capacity: Option<Expr>,
        depot: Option<Expr>,
        instances: Vec<Type>,
    },
}

impl Home {
    /// Whether the objects live in thread-local pools.
    pub(crate) fn is_of_threads(&self) -> bool {
        match self {
            Self::Static(_) => false,
            Self::Threads { .. } => true,
        }
    }

    /// Whether no object leaves the thread that it was made on.
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
    /// Of an enum of a fixed layout.
    pub(crate) tagged: Option<Tagged>,
    pub(crate) parts: Vec<Part>,
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

/// What the `repr` of an enum says.
pub(crate) struct Tagged {
    /// `repr(C)`: the fields of all variants start at the same place, behind the tag.
    pub(crate) in_c: bool,
    /// `repr(u8)`: the type of the tag; `None` is what C has.
    pub(crate) int: Option<Ident>,
    /// `repr(align(N))`
    pub(crate) aligns: Vec<MetaList>,
    /// How many variants there are, those without fields as well.
    pub(crate) variants: usize,
}

/// A field as the layout sees it.
pub(crate) struct Part {
    /// The variant of an enum that it is in.
    pub(crate) variant: Option<Ident>,
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) heat: Heat,
    pub(crate) keeps: Keeps,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heat {
    Hot,
    Warm,
    Cold,
}

/// What decides how much memory a field owns after the reset.
pub(crate) enum Keeps {
    /// `Reset`
    ByType,
    /// `max_capacity = 4096`
    Limit(LitInt),
    /// Another rule, or a limit that is no literal.
    Unknown,
}

/// A limit of a budget.
pub(crate) enum Limit {
    /// The name of the limit; its value, or that for targets of 64 bits and that for those of 32.
    Number {
        name: &'static str,
        at: Span,
        all: Option<Box<Expr>>,
        small: Option<Box<Expr>>,
    },
    NoStraddle(Span),
}

impl Limit {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Number { at, .. } | Self::NoStraddle(at) => *at,
        }
    }
}

impl Model {
    /// Whether there is more than one type of this name, lifetimes aside.
    pub(crate) fn is_generic(&self) -> bool {
        is_generic(&self.generics)
    }
}

/// Whether there are parameters that are no lifetimes.
pub(crate) fn is_generic(generics: &Generics) -> bool {
    generics.params.iter().any(|param| !matches!(param, GenericParam::Lifetime(_)))
}

impl Body {
    /// All fields that have a rule.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> {
        let (fields, variants): (&[Field], &[Variant]) = match self {
            Self::ByHand(_) => (&[], &[]),
            Self::Struct(fields) => (fields, &[]),
            Self::Enum(Enum::Marked { variant, .. }) => (&variant.fields, &[]),
            Self::Enum(Enum::Unmarked(variants)) => (&[], variants),
        };
        fields.iter().chain(variants.iter().flat_map(|variant| &variant.fields))
    }

    /// Whether the reset may put a fresh value in the place of an object.
    pub(crate) fn makes_fresh(&self) -> bool {
        match self {
            Self::Enum(Enum::Marked { alone, .. }) => !alone,
            Self::Enum(Enum::Unmarked(_)) => true,
            Self::ByHand(_) | Self::Struct(_) => false,
        }
    }
}
