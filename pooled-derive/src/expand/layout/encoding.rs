//! The facts as bytes, in a `static` that nothing refers to. The compiler keeps it in the metadata of the crate, where
//! the report reads it. A linked program does not have it.

use proc_macro2::TokenStream;
use quote::quote;

use super::budget;
use super::instance::Instance;
use crate::model::{FieldLayout, Layout, Model};
use crate::syntax::pretty;

/// The `static` with the facts.
pub(super) fn expand(model: &Model, layout: &Layout, instance: &Instance<'_>) -> TokenStream {
    let facade = &model.facade;
    let (facts, count, names) = (instance.facts(model), layout.fields.len(), names(layout, instance));
    let sum = checksum(names.as_bytes());
    let length = names.len();
    let made = budget::judgement(model, layout, instance).map_or_else(
        || quote!(new(&#facts, __POOLED_TEXT, #length, #sum)),
        |broken| quote!(judged(&#facts, __POOLED_TEXT, #length, #sum, #broken)),
    );
    quote! {
        const _: () = {
            const __POOLED_TEXT: &::core::primitive::str =
                ::core::concat!(#names, ::core::module_path!(), "\n", ::core::file!());
            static __POOLED_LAYOUT: #facade::__private::Encoded<#count, { __POOLED_TEXT.len() }> =
                #facade::__private::Encoded::#made;
        };
    }
}

/// The names of the type, its variants and its fields, and the types of the fields as they are written.
fn names(layout: &Layout, instance: &Instance<'_>) -> String {
    let mut names = format!("{}\n", instance.name);
    for FieldLayout { variant, member, ty, .. } in &layout.fields {
        let variant = variant.as_ref().map(pretty::name).unwrap_or_default();
        names.extend([&variant, "\t", &pretty::member(member), "\t", &pretty::tokens(ty), "\n"]);
    }
    names
}

/// The checksum of the names, as `pooled_layout::encoding` computes it. It is computed here because in const
/// evaluation it would take longer than everything else.
fn checksum(bytes: &[u8]) -> u64 {
    let words = bytes.chunks(8).map(|chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        u64::from_le_bytes(word)
    });
    words.fold(0, |sum, word| sum.rotate_left(5) ^ word)
}
