//! The offsets of the fields of an enum whose `repr` fixes them.
//!
//! `offset_of!` does not know variants. But RFC 2195 says which structs and which union have the layout of such an
//! enum. The derive prints these *mirrors*, and takes the offsets from them.
//!
//! The mirrors are generic over the types of the fields. So the user's types are written only inside the impl for the
//! enum, where its parameters and `Self` have their meaning.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};
use syn::Type;

use crate::model::{EnumRepr, FieldLayout, Layout};

/// What is printed of the mirrors.
#[derive(Default)]
pub(super) struct Mirrors {
    /// Their declarations.
    pub(super) items: TokenStream,
    /// Statements that give the offsets names. They are printed inside the impl for the enum.
    pub(super) named: TokenStream,
    /// The offset of each field, by these names.
    pub(super) offsets: Vec<TokenStream>,
}

/// The mirrors. Nothing is printed unless the type is an enum with a fixed layout and with fields.
pub(super) fn expand(layout: &Layout) -> Mirrors {
    match &layout.enum_repr {
        Some(repr) if !layout.fields.is_empty() => mirrors(repr, &layout.fields),
        _ => Mirrors::default(),
    }
}

fn mirrors(repr: &EnumRepr, fields: &[FieldLayout]) -> Mirrors {
    let variants: Vec<&[FieldLayout]> = fields.chunk_by(|a, b| a.variant == b.variant).collect();
    let lengths: BTreeSet<usize> = variants.iter().map(|fields| fields.len()).collect();
    let tag = tag(repr);
    let structs = lengths.into_iter().map(|length| variant(repr, length, &tag));
    let types: Vec<TokenStream> = variants.iter().map(|fields| mirror_of(fields)).collect();
    let (whole, declared) = whole(repr, &types, &tag);
    let names: Vec<Ident> = (0..variants.len()).map(|at| numbered("__pooled_variant", at)).collect();
    let offset = |(name, fields): (&Ident, &&[FieldLayout])| -> Vec<TokenStream> {
        (0..fields.len()).map(|at| quote!(__pooled_start + #name[#at])).collect()
    };
    Mirrors {
        offsets: names.iter().zip(&variants).flat_map(offset).collect(),
        items: quote!(#(#structs)* #declared),
        named: quote! {
            let (__pooled_size, __pooled_align, __pooled_start) = <#whole>::__POOLED_FIGURES;
            ::core::assert!(
                __pooled_size == ::core::mem::size_of::<Self>() && __pooled_align == ::core::mem::align_of::<Self>(),
                "the compiler lays this enum out otherwise than its `repr` says"
            );
            #(let #names = <#types>::__POOLED_OFFSETS;)*
        },
    }
}

fn numbered(name: &str, at: usize) -> Ident {
    format_ident!("{name}{at}", span = Span::call_site())
}

/// The type of the tag.
fn tag(repr: &EnumRepr) -> TokenStream {
    repr.int.as_ref().map_or_else(|| quote!(__PooledTag), |int| quote!(::core::primitive::#int))
}

/// The mirror of variants with `length` fields. Unless the enum is `repr(C)`, each variant has the tag in it.
fn variant(repr: &EnumRepr, length: usize, tag: &TokenStream) -> TokenStream {
    let name = numbered("__PooledVariant", length);
    let params: Vec<Ident> = (0..length).map(|at| numbered("__Pooled", at)).collect();
    let fields: Vec<Ident> = (0..length).map(|at| numbered("__pooled", at)).collect();
    let tag = (!repr.in_c).then(|| quote!(__pooled_tag: #tag,));
    quote! {
        #[repr(C)]
        struct #name<#(#params),*> {
            #tag
            #(#fields: #params,)*
        }
        impl<#(#params),*> #name<#(#params),*> {
            const __POOLED_OFFSETS: [::core::primitive::usize; #length] = [#(::core::mem::offset_of!(Self, #fields)),*];
        }
    }
}

/// The type of the mirror of a variant.
fn mirror_of(fields: &[FieldLayout]) -> TokenStream {
    let name = numbered("__PooledVariant", fields.len());
    let types = fields.iter().map(|field| -> &Type { &field.ty });
    quote!(#name<#(#types),*>)
}

/// The mirror of the enum: its type and its declaration. It gives its size, its alignment and where its variants start.
fn whole(repr: &EnumRepr, variants: &[TokenStream], tag: &TokenStream) -> (TokenStream, TokenStream) {
    let params: Vec<Ident> = (0..variants.len()).map(|at| numbered("__Pooled", at)).collect();
    let fields: Vec<Ident> = (0..variants.len()).map(|at| numbered("__pooled", at)).collect();
    let aligns = &repr.aligns;
    let (all, aligned) = (quote!(__PooledFields<#(#params),*>), quote!(#[repr(C #(, #aligns)*)]));
    let union = quote! {
        union #all {
            #(#fields: ::core::mem::ManuallyDrop<#params>,)*
        }
    };
    let figures = |whole: &TokenStream, start: TokenStream| {
        quote! {
            impl<#(#params),*> #whole {
                const __POOLED_FIGURES: (::core::primitive::usize, ::core::primitive::usize, ::core::primitive::usize) =
                    (::core::mem::size_of::<Self>(), ::core::mem::align_of::<Self>(), #start);
            }
        }
    };
    if !repr.in_c {
        let figures = figures(&all, quote!(0));
        return (quote!(__PooledFields<#(#variants),*>), quote!(#aligned #union #figures));
    }
    let enum_of_c = repr.int.is_none().then(|| tag_of_c(repr.variants));
    let figures = figures(&quote!(__PooledEnum<#all>), quote!(::core::mem::offset_of!(Self, __pooled_fields)));
    let declared = quote! {
        #enum_of_c
        #[repr(C)]
        #union
        #aligned
        struct __PooledEnum<__Pooled> {
            __pooled_tag: #tag,
            __pooled_fields: __Pooled,
        }
        #figures
    };
    (quote!(__PooledEnum<__PooledFields<#(#variants),*>>), declared)
}

/// The tag of a `repr(C)` enum. Its size depends on the least and the largest number of a variant, so it has these two.
fn tag_of_c(variants: usize) -> TokenStream {
    let last = Literal::usize_unsuffixed(variants - 1);
    let last = (variants > 1).then(|| quote!(__PooledLast = #last,));
    quote! {
        #[repr(C)]
        enum __PooledTag {
            __PooledFirst = 0,
            #last
        }
    }
}
