//! Where the fields of an enum are whose `repr` fixes it: as in mirrors of it that RFC 2195 describes, structs and a union.
//!
//! The mirrors are generic over the types of the fields, so that these stand only where the type's own parameters and `Self` mean
//! what they mean.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};
use syn::Type;

use crate::model::{Layout, Part, Tagged};

/// What is printed of the mirrors.
#[derive(Default)]
pub(super) struct Mirrors {
    /// Their declarations.
    pub(super) items: TokenStream,
    /// Statements, for the place of the facts, that name the offsets.
    pub(super) named: TokenStream,
    /// The offset of each part by these names.
    pub(super) offsets: Vec<TokenStream>,
}

/// The mirrors; nothing if it is not an enum of a fixed layout, or one without fields.
pub(super) fn expand(layout: &Layout) -> Mirrors {
    match &layout.tagged {
        Some(tagged) if !layout.parts.is_empty() => mirrors(tagged, &layout.parts),
        _ => Mirrors::default(),
    }
}

fn mirrors(tagged: &Tagged, parts: &[Part]) -> Mirrors {
    let variants: Vec<&[Part]> = parts.chunk_by(|a, b| a.variant == b.variant).collect();
    let lengths: BTreeSet<usize> = variants.iter().map(|parts| parts.len()).collect();
    let tag = tag(tagged);
    let structs = lengths.into_iter().map(|length| variant(tagged, length, &tag));
    let types: Vec<TokenStream> = variants.iter().map(|parts| mirror_of(parts)).collect();
    let (whole, declared) = whole(tagged, &types, &tag);
    let names: Vec<Ident> = (0..variants.len()).map(|at| numbered("__pooled_variant", at)).collect();
    let offset = |(name, parts): (&Ident, &&[Part])| -> Vec<TokenStream> {
        (0..parts.len()).map(|at| quote!(__pooled_start + #name[#at])).collect()
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
fn tag(tagged: &Tagged) -> TokenStream {
    tagged.int.as_ref().map_or_else(|| quote!(__PooledTag), |int| quote!(::core::primitive::#int))
}

/// A variant of that many fields. If the enum is not one of C, the tag is in each of them.
fn variant(tagged: &Tagged, length: usize, tag: &TokenStream) -> TokenStream {
    let name = numbered("__PooledVariant", length);
    let params: Vec<Ident> = (0..length).map(|at| numbered("__Pooled", at)).collect();
    let fields: Vec<Ident> = (0..length).map(|at| numbered("__pooled", at)).collect();
    let tag = (!tagged.in_c).then(|| quote!(__pooled_tag: #tag,));
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

fn mirror_of(parts: &[Part]) -> TokenStream {
    let (name, types) = (numbered("__PooledVariant", parts.len()), parts.iter().map(|part| -> &Type { &part.ty }));
    quote!(#name<#(#types),*>)
}

/// The mirror of the enum: its type and the declaration. It says its size, its alignment and where its variants start.
fn whole(tagged: &Tagged, variants: &[TokenStream], tag: &TokenStream) -> (TokenStream, TokenStream) {
    let params: Vec<Ident> = (0..variants.len()).map(|at| numbered("__Pooled", at)).collect();
    let fields: Vec<Ident> = (0..variants.len()).map(|at| numbered("__pooled", at)).collect();
    let aligns = &tagged.aligns;
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
    if !tagged.in_c {
        let figures = figures(&all, quote!(0));
        return (quote!(__PooledFields<#(#variants),*>), quote!(#aligned #union #figures));
    }
    let enum_of_c = tagged.int.is_none().then(|| tag_of_c(tagged.variants));
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

/// An enum with the least and the largest number that a variant has: on these its size depends.
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
