//! An item with its attributes. They are read once, for the checks and for the stubs.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Ident, Index, Member, Token, Type};

use crate::attr::{Attributes, Key, Level, read};
use crate::derive::Derive;
use crate::errors::Errors;

/// A struct, enum or union.
pub(crate) struct Item<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) derive: Derive,
    pub(crate) attributes: Attributes,
    pub(crate) content: Content<'a>,
}

pub(crate) enum Content<'a> {
    Struct(Vec<Field<'a>>),
    Enum(Vec<Variant<'a>>),
    Union(Token![union]),
}

pub(crate) struct Variant<'a> {
    pub(crate) ident: &'a Ident,
    /// Where it is marked `default`: this variant is reset in place.
    pub(crate) mark: Option<Span>,
    pub(crate) fields: Vec<Field<'a>>,
}

pub(crate) struct Field<'a> {
    pub(crate) member: Member,
    pub(crate) ty: &'a Type,
    pub(crate) attributes: Attributes,
    pub(crate) syntax: &'a syn::Field,
}

impl<'a> Item<'a> {
    /// Reads all attributes of the item, its variants and its fields.
    pub(crate) fn read(input: &'a DeriveInput, derive: Derive, errors: &mut Errors) -> Self {
        let attributes = read(&input.attrs, Level::Type, derive, errors);
        let content = match &input.data {
            Data::Struct(data) => Content::Struct(read_fields(&data.fields, derive, errors)),
            Data::Enum(data) => {
                Content::Enum(data.variants.iter().map(|variant| read_variant(variant, derive, errors)).collect())
            }
            Data::Union(data) => Content::Union(data.union_token),
        };
        Self { input, derive, attributes, content }
    }

    /// All fields. Those of an enum come variant by variant.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field<'a>> {
        let (fields, variants): (&[Field<'a>], &[Variant<'a>]) = match &self.content {
            Content::Struct(fields) => (fields, &[]),
            Content::Enum(variants) => (&[], variants),
            Content::Union(_) => (&[], &[]),
        };
        fields.iter().chain(variants.iter().flat_map(|variant| &variant.fields))
    }
}

impl Content<'_> {
    pub(crate) fn is_enum(&self) -> bool {
        match self {
            Self::Enum(_) => true,
            Self::Struct(_) | Self::Union(_) => false,
        }
    }
}

fn read_variant<'a>(variant: &'a syn::Variant, derive: Derive, errors: &mut Errors) -> Variant<'a> {
    let attributes = read(&variant.attrs, Level::Variant, derive, errors);
    // The `#[default]` of `derive(Default)` is a mark, too.
    let of_std = variant.attrs.iter().find(|attr| attr.path().is_ident("default")).map(|attr| attr.path().span());
    Variant {
        ident: &variant.ident,
        mark: attributes.span(Key::Mark).or(of_std),
        fields: read_fields(&variant.fields, derive, errors),
    }
}

fn read_fields<'a>(fields: &'a Fields, derive: Derive, errors: &mut Errors) -> Vec<Field<'a>> {
    let field = |(at, syntax): (usize, &'a syn::Field)| Field {
        member: syntax.ident.clone().map_or_else(|| Member::Unnamed(index(at, syntax.span())), Member::Named),
        ty: &syntax.ty,
        attributes: read(&syntax.attrs, Level::Field, derive, errors),
        syntax,
    };
    fields.iter().enumerate().map(field).collect()
}

fn index(at: usize, span: Span) -> Index {
    Index { index: u32::try_from(at).unwrap_or(u32::MAX), span }
}
