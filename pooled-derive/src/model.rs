//! A type to derive for, in a form that can only hold legal input: expanding it can't fail.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Expr, ExprPath, GenericParam, Generics, Member, Path, Type, WherePredicate};

/// A struct or enum with all that was said about it.
pub(crate) struct Model {
    pub(crate) ident: Ident,
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

impl Model {
    /// Whether there is more than one type of this name, lifetimes aside.
    pub(crate) fn is_generic(&self) -> bool {
        self.generics.params.iter().any(|param| !matches!(param, GenericParam::Lifetime(_)))
    }
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
